// Puts measures together into one statement over `event`. The same text is shown and run.
import type { RfeFeatures } from '#shared/recipe/rfe-settings';
import { literal } from '../duckdb/sql-text.ts';
import { chosenMeasures, type FeatureName } from './feature-registry.ts';
import type { MeasureParameters } from './feature-measure.ts';

export interface LocalTime {
  /** A name of the time zone database. */
  readonly timeZone: string;
  /** False where moments are clock times already, as somebody wrote them. */
  readonly convert: boolean;
}

/** A stored moment as a clock time of the chosen zone. */
export function localSql(moment: string, { timeZone, convert }: LocalTime): string {
  if (!convert || timeZone === 'UTC') return moment;
  return `timezone(${literal(timeZone)}, timezone('UTC', ${moment}))`;
}

/** A clock time of the chosen zone as it is stored. */
export function storedSql(moment: string, { timeZone, convert }: LocalTime): string {
  if (!convert || timeZone === 'UTC') return moment;
  return `timezone('UTC', timezone(${literal(timeZone)}, ${moment}))`;
}

export function dateSql(isoDate: string): string {
  return `TIMESTAMP ${literal(`${isoDate} 00:00:00`)}`;
}

/** The day after the last event, at midnight: the as-of date where none was chosen. */
export function defaultAsOfSql(local: LocalTime): string {
  const last = localSql('max(occurred_at)', local);
  return `(SELECT CAST(CAST(${last} AS DATE) + 1 AS TIMESTAMP) FROM event)`;
}

export interface FeatureQuery {
  readonly names: readonly FeatureName[];
  readonly features: RfeFeatures;
  /** SQL of midnight at the as-of date, a clock time of the zone. */
  readonly asOf: string;
  readonly local: LocalTime;
  /** More conditions on events, such as leaving robots out. */
  readonly conditions?: readonly string[];
  /** Instead of the table `event`, a relation of that name and shape. */
  readonly events?: string;
  /** Whether that relation has the column `pause` and nothing of a person is left out. */
  readonly withPauses: boolean;
}

export function measureParameters(query: Omit<FeatureQuery, 'names'>): MeasureParameters {
  const first = localSql('min(occurred_at)', query.local);
  return {
    asOf: query.asOf,
    firstMoment: `(SELECT ${first} FROM event)`,
    gapMinutes: query.features.engagement.gapMinutes,
    withPauses: query.withPauses,
  };
}

/** One row a person, sorted by person: the key, then the features. */
export function featureSql(query: FeatureQuery): string {
  const parameters = measureParameters(query);
  const measures = chosenMeasures(query.features);
  const parts = query.names.map((name) => ({ name, ...measures[name].sql(parameters) }));
  const perEvent = parts.flatMap((part) => (part.perEvent ? [part.perEvent] : []));
  const local = localSql('event.occurred_at', query.local);
  const columns = [
    `event.* REPLACE (${local} AS occurred_at)`,
    ...perEvent.map(({ name, sql }) => `${sql} AS ${name}`),
  ];
  const plain = local === 'event.occurred_at' && perEvent.length === 0;
  const conditions = [
    `event.occurred_at < ${storedSql(query.asOf, query.local)}`,
    ...(query.conditions ?? []),
  ];
  const values = parts.map(({ name, value }) => `  ${value} AS ${name}`);
  return [
    'WITH qualifying AS (',
    `  SELECT ${plain ? '*' : columns.join(',\n    ')}`,
    `  FROM ${query.events ?? 'event'}`,
    `  WHERE ${conditions.join('\n    AND ')}`,
    ')',
    'SELECT',
    ['  person', ...values].join(',\n'),
    'FROM qualifying',
    'GROUP BY person',
    'ORDER BY person',
  ].join('\n');
}
