// Which column says whom a row is about, judged by names and by how values meet in samples.
import type { CustomerTableColumns } from '#shared/data/customer-columns';
import { suggestRoles } from '../sources/mapping/suggest-roles.ts';
import { overlap, type SampledTable } from './sampled-table.ts';

export type SuggestedKey = CustomerTableColumns['suggestedKey'];

/** Values of samples meet by chance of sampling only; less than this says nothing. */
const leastOverlap = 0.05;

/** The person's column of the main table. */
export function suggestPerson(table: SampledTable): SuggestedKey {
  const { rowCount, columns } = table;
  const { mapping, reasons } = suggestRoles(
    columns.map((column) => ({ column, from: 'event', sampledRowCount: rowCount })),
  );
  if (mapping.person) {
    return { column: mapping.person.column, reason: reasons.person ?? 'Its name says a person.' };
  }
  const unique = columns.find(
    ({ name, type }) =>
      (type === 'text' || type === 'integer') &&
      rowCount > 1 &&
      new Set(table.valuesOf(name)).size === rowCount,
  );
  if (!unique) return null;
  const reason = `${unique.name}: every sampled row has another value.`;
  return { column: unique.name, reason };
}

/** The column of a table whose values are most often those of `column` elsewhere. */
export function suggestMeeting(
  table: SampledTable,
  others: readonly string[],
  wantedName: string | null,
  what: string,
): SuggestedKey {
  const known = new Set(others);
  const candidates = table.columns
    .filter(({ type }) => type !== 'time' && type !== 'boolean' && type !== 'number')
    .map(({ name }) => ({
      name,
      share: overlap(table.valuesOf(name), [...known]),
      sameName: wantedName !== null && name.toLowerCase() === wantedName.toLowerCase(),
    }))
    .sort((a, b) => Number(b.sameName) - Number(a.sameName) || b.share - a.share);
  const [best] = candidates;
  if (best?.sameName)
    return { column: best.name, reason: `${best.name}: it is called like ${what}.` };
  if (!best || best.share < leastOverlap) return null;
  const percent = Math.round(100 * best.share);
  return {
    column: best.name,
    reason: `${best.name}: ${percent} % of its sampled values are among those of ${what}.`,
  };
}

/** Whether keys come again in a sample. */
export function keysRepeat(table: SampledTable, key: string | null): boolean {
  if (key === null) return false;
  const values = table.valuesOf(key);
  return new Set(values).size < values.length;
}
