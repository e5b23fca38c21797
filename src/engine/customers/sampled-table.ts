// A sample of one table of a customer-360 draft, and how its values meet those of another.
import type { ColumnDescription } from '#shared/data/description';
import type { Source } from '#shared/recipe/source';
import { describeColumns } from '../sources/describe-column.ts';
import { sampleSource } from '../sources/sample-source.ts';
import type { SourceSample } from '../sources/source-sample.ts';

export interface SampledTable {
  readonly sample: SourceSample;
  readonly rowCount: number;
  readonly columns: readonly ColumnDescription[];
  /** Of a column, the cells that are not blank, as text without blanks around them. */
  valuesOf(column: string): readonly string[];
}

export async function sampleOfTable(source: Source): Promise<SampledTable> {
  const sample = await sampleSource(source, 'event');
  // Of a short table the spread rows may be the first ones once more.
  const textOf = (row: readonly unknown[]): string => row.map(String).join('\u0000');
  const first = new Set(sample.firstRows.map(textOf));
  const rows = [...sample.firstRows, ...sample.spreadRows.filter((row) => !first.has(textOf(row)))];
  return {
    sample,
    rowCount: rows.length,
    columns: describeColumns(sample),
    valuesOf: (column) => {
      const index = sample.columns.findIndex(({ name }) => name === column);
      return rows.flatMap((row) => {
        const text = String(row[index] ?? '').trim();
        return text === '' ? [] : [text];
      });
    },
  };
}

/** Share of the different values of one column that another has too; 0 where there are none. */
export function overlap(values: readonly string[], others: readonly string[]): number {
  const known = new Set(others);
  const different = new Set(values);
  if (different.size === 0) return 0;
  let shared = 0;
  for (const value of different) if (known.has(value)) shared++;
  return shared / different.size;
}
