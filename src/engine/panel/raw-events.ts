// The events of one person as they were read; the latest, where there are too many to show.
import type { Cell } from '#shared/data/description';
import type { RawEvents } from '#shared/results/person-states';
import { literal } from '../duckdb/sql-text.ts';
import { localSql, type LocalTime } from '../features/feature-sql.ts';
import type { IngestedTables } from '../ingest/ingested-tables.ts';

/** More events than this of one person are not shown. */
const shownCount = 500;

/** SQL that is true for the person; null where the key cannot be one of the source's. */
export function isPersonSql({ summary }: IngestedTables, person: string): string | null {
  if (summary.personType === 'text') return `person = ${literal(person)}`;
  return /^-?\d{1,18}$/.test(person) ? `person = ${person}` : null;
}

/** Moments as clock times of the recipe's zone. */
export async function rawEvents(
  tables: IngestedTables,
  person: string,
  local: LocalTime,
): Promise<RawEvents> {
  const columns = tables.summary.columns.filter(({ role }) => role !== 'person');
  const where = isPersonSql(tables, person) ?? 'FALSE';
  const cells = columns.map(({ eventColumn }) =>
    eventColumn === 'occurred_at'
      ? `CAST(${localSql('occurred_at', local)} AS VARCHAR)`
      : eventColumn,
  );
  const list = cells.join(', ');
  const rows = await tables.duckDb.rows(
    `SELECT ${list} FROM (SELECT * FROM event WHERE ${where}
      ORDER BY occurred_at DESC LIMIT ${shownCount}) ORDER BY occurred_at`,
  );
  const [total] = await tables.duckDb.rows(`SELECT count(*) FROM event WHERE ${where}`);
  return {
    columns: columns.map(({ name }) => name),
    rows: rows.map((row) => row.map(cellOf)),
    total: Number(total?.[0] ?? 0),
  };
}

function cellOf(value: unknown): Cell {
  if (typeof value === 'bigint') return Number(value);
  const isCell = typeof value === 'string' || typeof value === 'number';
  return isCell || typeof value === 'boolean' ? value : null;
}
