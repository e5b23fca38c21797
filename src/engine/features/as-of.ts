// The as-of date: chosen, or the day after the last event in the recipe's time zone.
import { PersonaeError } from '#shared/errors';
import type { EventRecipe } from '#shared/recipe/event-recipe';
import type { JobContext } from '../jobs/job-context.ts';
import type { IngestedTables } from '../ingest/ingested-tables.ts';
import { runCancellable } from '../ingest/run-cancellable.ts';
import { literal } from '../duckdb/sql-text.ts';
import { defaultAsOfSql, type LocalTime } from './feature-sql.ts';

export function localTimeOf(tables: IngestedTables, timeZone: string): LocalTime {
  return { timeZone, convert: tables.summary.timeKind === 'utc' };
}

/**
 * The as-of date as ISO text.
 * @throws PersonaeError `recipe.invalid` for a time zone that nobody knows
 */
export async function resolveAsOf(
  tables: IngestedTables,
  asOf: EventRecipe['asOf'],
  context: JobContext,
): Promise<string> {
  await requireTimeZone(tables, asOf.timeZone);
  if (asOf.date !== null) return asOf.date;
  const local = localTimeOf(tables, asOf.timeZone);
  const sql = `SELECT strftime(${defaultAsOfSql(local)}, '%Y-%m-%d')`;
  const [[date] = []] = await runCancellable(tables.duckDb, sql, context);
  if (typeof date !== 'string') throw new Error('the table of events is empty');
  return date;
}

async function requireTimeZone({ duckDb }: IngestedTables, timeZone: string): Promise<void> {
  if (timeZone === 'UTC') return;
  const [row] = await duckDb.rows(
    `SELECT 1 FROM pg_timezone_names() WHERE lower(name) = lower(${literal(timeZone)})`,
  );
  if (row) return;
  throw new PersonaeError({
    code: 'recipe.invalid',
    message: `${timeZone} is not the name of a time zone.`,
    hint: 'Write it as in the time zone database: UTC, Europe/Berlin, America/New_York.',
  });
}
