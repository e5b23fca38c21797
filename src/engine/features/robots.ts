// Suspected robots: persons with more events than a percentile of all persons.
import type { QualityChoices } from '#shared/recipe/event-settings';
import type { JobContext } from '../jobs/job-context.ts';
import type { IngestedTables } from '../ingest/ingested-tables.ts';
import { runCancellable } from '../ingest/run-cancellable.ts';
import type { CleanEvents } from './clean-events.ts';

export interface Robots {
  /** Who has more events than this is suspected; who has as many is not. */
  readonly threshold: number;
  readonly count: number;
  readonly eventCount: number;
  readonly personCount: number;
  readonly allEventCount: number;
}

/** Persons with their number of events; a temporary table of the connection. */
export const eventCounts = 'person_event_count';

/** SQL that is true for the persons above the threshold. */
export function isRobotSql(threshold: number): string {
  return `person IN (SELECT person FROM ${eventCounts} WHERE event_count > ${threshold})`;
}

/**
 * Counts the events of everybody before `before`, a stored moment. The threshold is a number of
 * events that occurs: the smallest that at least `percentile` % of the persons do not exceed. With
 * fewer persons than 100 / (100 - percentile) that is the largest, and nobody is suspected.
 */
export async function findRobots(
  tables: IngestedTables,
  { events, conditions }: CleanEvents,
  before: string | null,
  { percentile }: QualityChoices['robots'],
  context: JobContext,
): Promise<Robots> {
  const where = [...conditions, ...(before === null ? [] : [`event.occurred_at < ${before}`])];
  const filter = where.length > 0 ? `WHERE ${where.join(' AND ')}` : '';
  const { duckDb } = tables;
  await runCancellable(
    duckDb,
    `CREATE OR REPLACE TEMP TABLE ${eventCounts} AS
      SELECT person, count(*) AS event_count FROM ${events} ${filter} GROUP BY person`,
    context,
  );
  const [row] = await runCancellable(
    duckDb,
    `WITH threshold AS (SELECT quantile_disc(event_count, ${percentile / 100}) AS value FROM ${eventCounts})
      SELECT any_value(value), count(*) FILTER (WHERE event_count > value),
        coalesce(sum(event_count) FILTER (WHERE event_count > value), 0), count(*), sum(event_count)
      FROM ${eventCounts}, threshold`,
    context,
  );
  const [threshold = 0, count = 0, eventCount = 0, personCount = 0, allEventCount = 0] = (
    row ?? []
  ).map(Number);
  return { threshold, count, eventCount, personCount, allEventCount };
}
