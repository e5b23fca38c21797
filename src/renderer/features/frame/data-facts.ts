// The line in the top bar: which data, how much of it, exact or estimated.
import type { SourceDescription } from '#shared/data/description';
import type { Draft, FileReference } from '#shared/data/project';
import { formatBytes, formatCount } from '../../components/format.ts';

/** "clicks.sqlite · trainSearchStream · about 20,114,208 rows"; empty while there is no data. */
export function dataFacts(
  draft: Draft,
  files: readonly FileReference[],
  description: SourceDescription | null,
): string {
  const { source } = draft.recipe;
  if (!source) return 'No data yet';
  const file = files.find(({ handle }) => handle === source.file);
  const fileName = description?.fileName ?? file?.fileName;
  const tableName = tableOf(source);
  const table =
    description?.tables.find(({ name }) => name === tableName) ??
    (description?.tables.length === 1 ? description.tables[0] : undefined);
  return [
    fileName,
    table && table.kind !== 'file' ? table.name : undefined,
    table?.rowCount == null ? undefined : rows(table.rowCount, table.rowCountExact),
    description ? formatBytes(description.sizeBytes) : undefined,
    file && !file.available ? 'file not found' : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

function tableOf(source: NonNullable<Draft['recipe']['source']>): string | undefined {
  if (source.kind !== 'sqlite') return undefined;
  return 'table' in source.from ? source.from.table : undefined;
}

function rows(count: number, isExact: boolean): string {
  return `${isExact ? '' : 'about '}${formatCount(count)} rows`;
}
