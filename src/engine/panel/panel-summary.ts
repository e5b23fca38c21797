// How the panel came to be: who is in it, who is not and why, and what lies behind its gaps.
import type { PanelSummary } from '#shared/results/states-result';
import { dateSql, storedSql } from '../features/feature-sql.ts';
import type { IngestedTables } from '../ingest/ingested-tables.ts';
import { runCancellable } from '../ingest/run-cancellable.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { periodStart, periodUnits } from './panel-period.ts';
import { longEnoughSql, parts, type PanelQuery } from './panel-sql.ts';

type Counted = Omit<PanelSummary, 'lengths' | 'sql'>;

export async function summarisePanel(
  tables: IngestedTables,
  query: PanelQuery,
  robotCount: number,
  sample: PanelSummary['sample'],
  context: JobContext,
): Promise<Counted> {
  const { settings, lastPeriod } = query;
  const numbers = async (sql: string): Promise<number[]> => {
    const [row = []] = await runCancellable(tables.duckDb, sql, context);
    return row.map((value) => Number(value ?? 0));
  };
  const long = longEnoughSql(settings);
  const [persons = 0, kept = 0, rows = 0, first = 0, last = 0, ended = 0] = await numbers(
    `SELECT count(*), count(*) FILTER (WHERE ${long}),
      coalesce(sum(last - first + 1) FILTER (WHERE ${long}), 0),
      min(first) FILTER (WHERE ${long}), max(last) FILTER (WHERE ${long}),
      count(*) FILTER (WHERE ${long} AND last < ${lastPeriod}) FROM ${parts.spans}`,
  );
  const [active = 0, returned = 0, returnedEvents = 0] = await numbers(
    `SELECT count(*) FILTER (WHERE period <= last),
      count(DISTINCT person) FILTER (WHERE period > last),
      coalesce(sum(events) FILTER (WHERE period > last), 0)
    FROM ${parts.seen} JOIN ${parts.spans} USING (person) WHERE ${long}`,
  );
  const before = storedSql(dateSql(query.until), query.local);
  const [later = 0] = await numbers(
    `SELECT count(*) FROM (SELECT person FROM event GROUP BY person HAVING min(occurred_at) >= ${before})`,
  );
  const drawn = sample?.of ?? persons;
  const personsRead = tables.summary.personCount;
  const opening = personsRead - later - robotCount - drawn;
  const unit = periodUnits[settings.period];
  const least = settings.minimumPeriods;
  const leftOut = [
    { reason: 'suspected robots', personCount: robotCount },
    { reason: `no event before ${query.until}`, personCount: later },
    {
      reason: query.opens === null ? 'no event that counts' : 'no event that opens a sequence',
      personCount: opening,
    },
    {
      reason: `fewer than ${least} ${least === 1 ? unit.one : unit.many}`,
      personCount: persons - kept,
    },
  ].filter(({ personCount }) => personCount > 0);
  const [eventsBeforeStart = 0] =
    query.opens === null ? [] : await numbers(eventsBeforeSql(query, before));
  return {
    input: settings.input,
    period: settings.period,
    periodUnit: unit,
    firstPeriod: kept > 0 ? periodStart(first, settings) : '',
    lastPeriod: kept > 0 ? periodStart(last, settings) : '',
    periodCount: kept > 0 ? last - first + 1 : 0,
    rowCount: rows,
    activeRowCount: active,
    personsRead,
    personCount: kept,
    leftOut,
    sample,
    gaps: {
      cutoff: settings.gapCutoff,
      personCount: settings.input === 'events' ? ended : returned,
      returnedPersonCount: returned,
      returnedEventCount: returnedEvents,
    },
    eventsBeforeStart: query.opens === null ? null : eventsBeforeStart,
  };
}

/** Events that count, less those that are in the panel or behind a gap. */
function eventsBeforeSql({ events, conditions }: PanelQuery, before: string): string {
  const where = [`event.occurred_at < ${before}`, ...conditions].join(' AND ');
  return `SELECT (SELECT count(*) FROM ${events} WHERE ${where})
    - (SELECT coalesce(sum(events), 0) FROM ${parts.seen})`;
}
