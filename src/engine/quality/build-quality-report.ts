// The quality page: what was read, what was left out and why, and what looks odd.
import type { QualityReport } from '#shared/data/quality-report';
import type { EventRecipe } from '#shared/recipe/event-recipe';
import type { JobContext } from '../jobs/job-context.ts';
import { localTimeOf, resolveAsOf } from '../features/as-of.ts';
import { cleanEvents } from '../features/clean-events.ts';
import { dateSql, storedSql } from '../features/feature-sql.ts';
import { eventCounts, findRobots, type Robots } from '../features/robots.ts';
import type { IngestedTables } from '../ingest/ingested-tables.ts';
import { distinctEventsSql } from '../ingest/pauses.ts';
import { runCancellable } from '../ingest/run-cancellable.ts';
import { qualityStage } from '../ingest/stages.ts';
import { describeEventColumns } from './describe-event-columns.ts';
import { eventHistogram, eventSkewness, type EventGroup } from './event-distribution.ts';
import { reportWarnings } from './report-warnings.ts';

const largestRobotCount = 10;

export async function buildQualityReport(
  tables: IngestedTables,
  recipe: EventRecipe,
  context: JobContext,
): Promise<QualityReport> {
  const { summary } = tables;
  const step = (fraction: number): void => context.progress(qualityStage.name, fraction);
  const count = (sql: string): Promise<number> => countOf(tables, sql, context);
  step(0);
  const asOf = await resolveAsOf(tables, recipe.asOf, context);
  const before = storedSql(dateSql(asOf), localTimeOf(tables, recipe.asOf.timeZone));
  const distinct = await count(`SELECT count(*) FROM (${distinctEventsSql})`);
  const duplicateCount = summary.rowsKept - distinct;
  step(0.3);
  const columns = await describeEventColumns(tables, context);
  step(0.6);
  const clean = cleanEvents(tables, recipe.quality);
  const robots = await findRobots(tables, clean, before, recipe.quality.robots, context);
  const groups = await eventGroups(tables, context);
  const largest = await largestRobots(tables, robots, context);
  step(0.8);
  const repeatedKeyCount = summary.detail
    ? await count('SELECT count(event_key) - count(DISTINCT event_key) FROM event')
    : 0;
  const laterEventCount = await count(`SELECT count(*) FROM event WHERE occurred_at >= ${before}`);
  const dropped = await allDropped(tables, recipe, duplicateCount, count);
  const report = {
    rowsRead: summary.rowsRead,
    rowsKept: summary.rowsRead - dropped.reduce((sum, of) => sum + of.count, 0),
    dropped,
    duplicateCount,
    personCount: summary.personCount,
    detailRowCount: summary.detail?.rowCount ?? null,
    detailUnmatchedCount: summary.detail?.unmatchedCount ?? null,
    firstTime: summary.firstTime,
    lastTime: summary.lastTime,
    asOf,
    eventsPerPerson: eventHistogram(groups),
    eventsPerPersonSkewness: eventSkewness(groups),
    robots: {
      threshold: robots.threshold,
      count: robots.count,
      eventShare: robots.allEventCount > 0 ? robots.eventCount / robots.allEventCount : 0,
      treatment: recipe.quality.robots.treatment,
      largest,
    },
    columns,
  };
  const facts = { report, recipe, summary, repeatedKeyCount, laterEventCount };
  step(1);
  return { ...report, warnings: reportWarnings(facts) };
}

async function countOf(tables: IngestedTables, sql: string, context: JobContext): Promise<number> {
  const [row] = await runCancellable(tables.duckDb, sql, context);
  return Number(row?.[0] ?? 0);
}

/** What could not be read, and what the recipe chose to leave out. */
async function allDropped(
  tables: IngestedTables,
  { quality }: EventRecipe,
  duplicateCount: number,
  count: (sql: string) => Promise<number>,
): Promise<QualityReport['dropped']> {
  const dropped = [...tables.summary.dropped];
  const dropsDuplicates = quality.duplicates === 'drop';
  if (dropsDuplicates && duplicateCount > 0) {
    const reason = 'Repeats another row in every mapped column';
    dropped.push({ reason, count: duplicateCount, examples: [] });
  }
  if (quality.negativeAmounts === 'drop' && tables.mapping.amount) {
    const events = dropsDuplicates ? `(${distinctEventsSql})` : 'event';
    const negative = await count(`SELECT count(*) FROM ${events} WHERE amount < 0`);
    if (negative > 0) dropped.push({ reason: 'Negative amount', count: negative, examples: [] });
  }
  return dropped;
}

async function eventGroups(tables: IngestedTables, context: JobContext): Promise<EventGroup[]> {
  const rows = await runCancellable(
    tables.duckDb,
    `SELECT event_count, count(*) FROM ${eventCounts} GROUP BY event_count ORDER BY event_count`,
    context,
  );
  return rows.map(([events, persons]) => ({ events: Number(events), persons: Number(persons) }));
}

async function largestRobots(
  tables: IngestedTables,
  { threshold, count }: Robots,
  context: JobContext,
): Promise<QualityReport['robots']['largest']> {
  if (count === 0) return [];
  const rows = await runCancellable(
    tables.duckDb,
    `SELECT CAST(person AS VARCHAR), event_count FROM ${eventCounts} WHERE event_count > ${threshold}
      ORDER BY event_count DESC, person LIMIT ${largestRobotCount}`,
    context,
  );
  return rows.map(([person, events]) => ({
    person: typeof person === 'string' ? person : '',
    eventCount: Number(events),
  }));
}
