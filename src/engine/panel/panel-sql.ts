// Puts chosen features together into one statement over `event`. The same text is shown and run.
import type { PanelSettings } from '#shared/recipe/states-settings';
import { localSql, storedSql, dateSql, type LocalTime } from '../features/feature-sql.ts';
import { periodSql } from './panel-period.ts';
import type { ResolvedFeature } from './resolve-features.ts';

export interface PanelQuery {
  readonly settings: PanelSettings;
  readonly features: readonly ResolvedFeature[];
  readonly local: LocalTime;
  /** ISO. */
  readonly asOf: string;
  /** The last period that is complete at the as-of date; of a panel that exists, the last one. */
  readonly lastPeriod: number;
  /** ISO; events at or after its midnight do not count: the end of the last period. */
  readonly until: string;
  /** To stand behind FROM, under the name `event`. */
  readonly events: string;
  readonly conditions: readonly string[];
  /** SQL: whether an event may open a person's sequence; null: all do. */
  readonly opens: string | null;
}

/** Names of temporary tables, or of the parts of one statement. */
export const parts = { seen: 'panel_seen', spans: 'panel_span' } as const;

const soFar = 'so_far AS (PARTITION BY person ORDER BY period)';

function part(index: number): (name: string) => string {
  return (name) => `f${index}_${name}`;
}

/** The events that count, with clock times and periods. */
export function countedSql(query: PanelQuery): string {
  const moment = localSql('event.occurred_at', query.local);
  const conditions = [
    `event.occurred_at < ${storedSql(dateSql(query.until), query.local)}`,
    ...query.conditions,
  ];
  const opened =
    query.opens === null
      ? []
      : [
          `QUALIFY moment >= min(CASE WHEN ${query.opens} THEN moment END) OVER (PARTITION BY person)`,
        ];
  return [
    `SELECT event.*, ${moment} AS moment, ${periodSql(moment, query.settings)} AS period`,
    `FROM ${query.events}`,
    `WHERE ${conditions.join('\n  AND ')}`,
    ...opened,
  ].join('\n');
}

/** One row a person and period with events. */
export function seenSql(query: PanelQuery, counted = 'counted'): string {
  const sums = query.features.flatMap(({ measure, context }, index) =>
    Object.entries(measure.sql(context).parts ?? {}).map(
      ([name, sql]) => `${sql} AS ${part(index)(name)}`,
    ),
  );
  return [
    'SELECT',
    ['  person', 'period', 'count(*) AS events', ...sums].join(',\n  '),
    `FROM ${counted}`,
    'GROUP BY person, period',
  ].join('\n');
}

/**
 * First and last period of every person. A sequence of events ends with the as-of date, or where
 * nothing has happened for longer than the cutoff; one of a panel with its own last row.
 */
export function spansSql({ settings, lastPeriod }: PanelQuery, seen: string = parts.seen): string {
  const { gapCutoff, input } = settings;
  const last = input === 'events' ? String(lastPeriod) : 'max(period) OVER (PARTITION BY person)';
  return [
    'SELECT person, min(period) AS first,',
    `  min(CASE WHEN next - period - 1 > ${gapCutoff} THEN period + ${input === 'events' ? gapCutoff : 0} ELSE last END) AS last`,
    'FROM (',
    `  SELECT person, period, ${last} AS last,`,
    `    coalesce(lead(period) OVER (PARTITION BY person ORDER BY period), ${last} + 1) AS next`,
    `  FROM ${seen}`,
    ')',
    'GROUP BY person',
  ].join('\n');
}

/** SQL over spans: who has enough periods. */
export function longEnoughSql({ minimumPeriods }: PanelSettings): string {
  return `last - first + 1 >= ${minimumPeriods}`;
}

/** The statement that gives every row of the panel, in the order of persons and periods. */
export function panelSql(
  query: PanelQuery,
  { seen, spans }: { seen: string; spans: string } = parts,
): string {
  const { features, settings } = query;
  const values = features.map(
    ({ measure, context }, index) =>
      `CAST(${measure.sql(context).value(part(index))} AS DOUBLE) AS value_${index}`,
  );
  const cells = features.map((of, index) => filledSql(of, index));
  return [
    'WITH valued AS (',
    `  SELECT ${['person', 'period', 'events', ...values].join(',\n    ')}`,
    `  FROM ${seen}`,
    `  WINDOW ${soFar}`,
    '), dense AS (',
    '  SELECT person, unnest(range(first, last + 1)) AS period',
    `  FROM ${spans}`,
    `  WHERE ${longEnoughSql(settings)}`,
    ')',
    `SELECT ${['person', 'period', 'coalesce(events, 0) AS events', ...cells].join(',\n  ')}`,
    'FROM dense LEFT JOIN valued USING (person, period)',
    `WINDOW ${soFar}`,
    'ORDER BY person, period',
  ].join('\n');
}

/** What stands in periods without events. */
function filledSql({ feature }: ResolvedFeature, index: number): string {
  const value = `value_${index}`;
  const latest = `last_value(${value} IGNORE NULLS) OVER so_far`;
  const since = `last_value(CASE WHEN ${value} IS NOT NULL THEN period END IGNORE NULLS) OVER so_far`;
  const fills = {
    missing: value,
    zero: `CASE WHEN events IS NULL THEN 0 ELSE ${value} END`,
    'carry-forward': `CASE WHEN events IS NULL THEN ${latest} ELSE ${value} END`,
    increment: `CASE WHEN events IS NULL THEN ${latest} + period - ${since} ELSE ${value} END`,
  };
  return `${fills[feature.fill]} AS cell_${index}`;
}

/** The whole panel in one statement, to be shown: of all features, or of one. */
export function shownPanelSql(query: PanelQuery): string {
  const indented = (sql: string): string => sql.replace(/^/gm, '  ');
  const names = { seen: 'seen', spans: 'spans' };
  const rest = panelSql(query, names).replace(/^WITH /, '');
  return [
    `WITH counted AS (\n${indented(countedSql(query))}\n)`,
    ` seen AS (\n${indented(seenSql(query))}\n)`,
    ` spans AS (\n${indented(spansSql(query, names.seen))}\n)`,
    ` ${rest}`,
  ].join(',');
}
