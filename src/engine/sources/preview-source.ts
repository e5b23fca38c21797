// The first rows of a source at once, whatever its size.
import type { Cell, Preview } from '#shared/data/description';
import type { Source } from '#shared/recipe/source';
import { describeColumns } from './describe-column.ts';
import { sampleSource, type SourcePart } from './sample-source.ts';
import type { SampleValue } from './source-sample.ts';

const longestCell = 500;

function cellOf(value: SampleValue): Cell {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (typeof value === 'string' && value.length > longestCell) {
    return `${value.slice(0, longestCell - 1)}…`;
  }
  return value;
}

/**
 * The first rows and the columns of the events or of their details. `file` is a path here.
 * @throws PersonaeError as `describeSource` does, and `table.missing`, `query.*`.
 */
export async function previewSource(
  source: Source,
  part: SourcePart,
  limit: number,
): Promise<Preview> {
  const sample = await sampleSource(source, part);
  return {
    columns: describeColumns(sample),
    rows: sample.firstRows.slice(0, limit).map((row) => row.map(cellOf)),
  };
}
