// A panel has one row a person and period; several are refused by name.
import { PersonaeError } from '#shared/errors';
import type { IngestedTables } from '../ingest/ingested-tables.ts';
import { runCancellable } from '../ingest/run-cancellable.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { periodStart } from './panel-period.ts';
import { countedSql, type PanelQuery } from './panel-sql.ts';

/** @throws PersonaeError `data.duplicate-rows`, naming person and period */
export async function requireOneRow(
  { duckDb }: IngestedTables,
  query: PanelQuery,
  context: JobContext,
): Promise<void> {
  const twice = `SELECT person, period, count(*) AS rows FROM (${countedSql(query)})
    GROUP BY person, period HAVING count(*) > 1`;
  const [row] = await runCancellable(
    duckDb,
    `SELECT CAST(person AS VARCHAR), period, rows, count(*) OVER () FROM (${twice})
      ORDER BY person, period LIMIT 1`,
    context,
  );
  if (!row) return;
  const [person, period, rows, count] = row;
  const { settings } = query;
  const start = periodStart(Number(period), settings);
  const times = Number(count) === 1 ? 'Once' : `${Number(count).toLocaleString('en-US')} times`;
  throw new PersonaeError({
    code: 'data.duplicate-rows',
    message: `${times} a person has several rows in one ${settings.period}: person ${typeof person === 'string' ? person : ''} has ${Number(rows)} in the ${settings.period} of ${start}.`,
    hint: 'A panel has one row a person and period. Choose shorter periods, put the rows together before, or say that the source holds events; of rows that are equal the quality step can keep one.',
  });
}
