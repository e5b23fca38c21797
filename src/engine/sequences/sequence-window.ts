// From when to when events are the input, and until when the outcome is looked for.
import { PersonaeError } from '#shared/errors';
import type { JourneysRecipe } from '#shared/recipe/journeys-recipe';
import { literal } from '../duckdb/sql-text.ts';
import { localTimeOf, resolveAsOf } from '../features/as-of.ts';
import { localSql } from '../features/feature-sql.ts';
import type { IngestedTables } from '../ingest/ingested-tables.ts';
import { runCancellable } from '../ingest/run-cancellable.ts';
import type { JobContext } from '../jobs/job-context.ts';
import type { SequenceWindow } from './sequence-types.ts';

/** Of the time span, what is left for outcomes where no cutoff is chosen. */
const outcomeShare = 0.25;

/** @throws PersonaeError recipe.invalid where the dates are not in order */
export async function sequenceWindow(
  tables: IngestedTables,
  { asOf, journeys: { sequences } }: JourneysRecipe,
  context: JobContext,
): Promise<SequenceWindow> {
  const followedUntil = await resolveAsOf(tables, asOf, context);
  const from =
    sequences.from ?? (await firstDay(tables, localTimeOf(tables, asOf.timeZone), context));
  const span = dayCount(from, followedUntil);
  if (sequences.cutoff.kind === 'before-outcome') {
    requireOrder(from, followedUntil);
    return { from, cutoff: null, followedUntil, cutoffDay: span };
  }
  const kept = sequences.outcome.kind === 'none' ? span : Math.floor(span * (1 - outcomeShare));
  const cutoff = sequences.cutoff.date ?? addDays(from, Math.max(1, kept));
  requireOrder(from, cutoff);
  if (sequences.outcome.kind !== 'none') requireOrder(cutoff, followedUntil);
  return { from, cutoff, followedUntil, cutoffDay: dayCount(from, cutoff) };
}

async function firstDay(
  { duckDb }: IngestedTables,
  local: ReturnType<typeof localTimeOf>,
  context: JobContext,
): Promise<string> {
  const first = localSql('min(occurred_at)', local);
  const sql = `SELECT strftime(${first}, ${literal('%Y-%m-%d')}) FROM event`;
  const [[date] = []] = await runCancellable(duckDb, sql, context);
  if (typeof date !== 'string') throw new Error('the table of events is empty');
  return date;
}

function requireOrder(earlier: string, later: string): void {
  if (earlier < later) return;
  throw new PersonaeError({
    code: 'recipe.invalid',
    message: `The observation ends on ${later}, but begins on ${earlier}.`,
    hint: 'Choose a cutoff behind the first day of the observation and before the end of the data.',
  });
}

const msOf = (isoDate: string): number => Date.parse(`${isoDate}T00:00:00Z`);

export function dayCount(from: string, to: string): number {
  return Math.round((msOf(to) - msOf(from)) / 86_400_000);
}

export function addDays(isoDate: string, days: number): string {
  return new Date(msOf(isoDate) + days * 86_400_000).toISOString().slice(0, 10);
}
