// How many rows a table has, exact or about.
import type { TableDescription } from '#shared/data/description';
import { formatCount } from '../../../components/format.ts';

export function rowsInWords({
  rowCount,
  rowCountExact,
}: Pick<TableDescription, 'rowCount' | 'rowCountExact'>): string {
  if (rowCount === null) return 'rows not counted';
  return `${rowCountExact ? '' : 'about '}${formatCount(rowCount)} ${rowCount === 1 ? 'row' : 'rows'}`;
}
