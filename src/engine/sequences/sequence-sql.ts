// The statements that turn the table of events into sequences and outcomes.
import type { SequenceSettings } from '#shared/recipe/journeys-settings';
import type { CleanEvents } from '../features/clean-events.ts';
import { dateSql, storedSql, type LocalTime } from '../features/feature-sql.ts';
import { identifier, literal } from '../duckdb/sql-text.ts';
import type { SequenceWindow } from './sequence-types.ts';

export interface SequenceQuery {
  readonly settings: SequenceSettings;
  readonly window: SequenceWindow;
  readonly local: LocalTime;
  readonly clean: CleanEvents;
  readonly conditions: readonly string[];
  readonly hasAmount: boolean;
  /** The column of `event` that holds a further column of the source. */
  readonly columnOf: (column: string) => string;
}

/** The kind of an event whose cell is empty. */
export const missingKind = 'missing';
/** An interaction without a single 1. */
export const noIndicator = 'none of these';

const texts = (values: readonly string[]): string => values.map(literal).join(', ');

/** Cells that say yes in a 0/1 column, however they are written. */
function isYesSql(column: string): string {
  return `coalesce(TRY_CAST(${column} AS DOUBLE) = 1 OR lower(CAST(${column} AS VARCHAR)) IN ('true', 'yes', 'y', 't'), FALSE)`;
}

/** One or several kinds an event, as a list. */
function kindsSql({ settings, columnOf }: SequenceQuery): string {
  if (settings.input === 'events')
    return `[coalesce(CAST(kind AS VARCHAR), ${literal(missingKind)})]`;
  const kinds = settings.indicators.map(
    ({ column }) =>
      `CASE WHEN ${isYesSql(identifier(columnOf(column)))} THEN ${literal(column)} END`,
  );
  const set = `list_filter([${kinds.join(', ')}], lambda kind: kind IS NOT NULL)`;
  return `CASE WHEN len(${set}) = 0 THEN [${literal(noIndicator)}] ELSE ${set} END`;
}

/** True for events that are the outcome; evaluated behind `kind`. */
function isOutcomeSql({ settings: { outcome }, columnOf }: SequenceQuery): {
  row: string;
  kind: string;
} {
  if (outcome.kind === 'none') return { row: 'FALSE', kind: 'FALSE' };
  if (outcome.kind === 'events') return { row: 'FALSE', kind: `kind IN (${texts(outcome.kinds)})` };
  const column = identifier(columnOf(outcome.column.column));
  const row = `coalesce(CAST(${column} AS VARCHAR) IN (${texts(outcome.values)}), FALSE)`;
  return { row, kind: 'FALSE' };
}

/** `named`: every event that counts with its kind; `outcome`: when it first happened to whom. */
function commonTables(query: SequenceQuery): string[] {
  const { clean, local, settings, window } = query;
  const isOutcome = isOutcomeSql(query);
  const stored = (isoDate: string): string => storedSql(dateSql(isoDate), local);
  const where = [
    `occurred_at < ${stored(window.followedUntil)}`,
    ...clean.conditions,
    ...query.conditions,
  ];
  const amount = query.hasAmount ? 'amount' : 'CAST(NULL AS DOUBLE)';
  const cutoff = window.cutoff === null ? null : stored(window.cutoff);
  const followed = cutoff === null ? '' : ` AND occurred_at >= ${cutoff}`;
  const limit =
    settings.cutoff.kind === 'date'
      ? `${cutoff ?? stored(window.followedUntil)}`
      : `coalesce(outcome.happened_at - to_microseconds(CAST(${settings.cutoff.days} * 86400000000 AS BIGINT)), ${stored(window.followedUntil)})`;
  const early =
    cutoff === null
      ? 'SELECT person FROM named WHERE FALSE'
      : `SELECT DISTINCT person FROM named WHERE is_outcome AND occurred_at < ${cutoff}`;
  return [
    `rows_that_count AS (SELECT person, occurred_at, ${amount} AS amount, ${isOutcome.row} AS row_is_outcome,
    unnest(${kindsSql(query)}) AS kind FROM ${clean.events} WHERE ${where.join(' AND ')})`,
    `named AS (SELECT person, occurred_at, amount, kind, row_is_outcome OR ${isOutcome.kind} AS is_outcome FROM rows_that_count)`,
    `outcome AS (SELECT person, min(occurred_at) AS happened_at FROM named WHERE is_outcome${followed} GROUP BY person)`,
    `early AS (${early})`,
    `observed AS (SELECT named.person, named.occurred_at, named.amount, named.kind
    FROM named LEFT JOIN outcome ON outcome.person = named.person
    WHERE NOT is_outcome AND named.occurred_at >= ${stored(window.from)} AND named.occurred_at < ${limit}
      AND named.person NOT IN (SELECT person FROM early))`,
  ];
}

const withTables = (tables: readonly string[], select: string): string =>
  `WITH ${tables.join(',\n')}\n${select}`;

/** A row a kind: name and number of observed events. */
export function kindCountsSql(query: SequenceQuery): string {
  return withTables(
    commonTables(query),
    'SELECT kind, count(*) FROM observed GROUP BY kind ORDER BY count(*) DESC, kind',
  );
}

/** One row: persons, persons with an early outcome, with observed events, outcome events, too long. */
export function personCountsSql(query: SequenceQuery): string {
  const { maximumEvents } = query.settings;
  return withTables(
    commonTables(query),
    `SELECT (SELECT count(DISTINCT person) FROM named), (SELECT count(*) FROM early),
  (SELECT count(DISTINCT person) FROM observed), (SELECT count(*) FROM named WHERE is_outcome),
  (SELECT count(*) FROM (SELECT person FROM observed GROUP BY person HAVING count(*) > ${maximumEvents})),
  (SELECT sum(least(event_count, ${maximumEvents})) FROM (SELECT count(*) AS event_count FROM observed GROUP BY person))`,
  );
}

/**
 * The latest events of every person in the order of time; events of one moment in that of their kinds.
 * Columns: person, kind, day, amount.
 */
export function sequencesSql(
  query: SequenceQuery,
  kinds: readonly string[],
  other: string,
): string {
  const { window, local, settings } = query;
  const start = storedSql(dateSql(window.from), local);
  const kind = `CASE WHEN kind IN (${texts(kinds)}) THEN kind ELSE ${literal(other)} END`;
  return withTables(
    [
      ...commonTables(query),
      `latest AS (SELECT person, occurred_at, amount, ${kind} AS kind,
    row_number() OVER (PARTITION BY person ORDER BY occurred_at DESC, kind DESC, amount DESC) AS place FROM observed)`,
    ],
    `SELECT person, kind, epoch_us(occurred_at - ${start}) / 86400000000.0 AS day, amount
FROM latest WHERE place <= ${settings.maximumEvents} ORDER BY person, occurred_at, kind, place DESC`,
  );
}

/** A row for every person with observed events, in their order: when it began and when it happened. */
export function outcomesSql(query: SequenceQuery): string {
  const { window, local } = query;
  const stored = (isoDate: string): string => storedSql(dateSql(isoDate), local);
  const start = window.cutoff === null ? 'min(observed.occurred_at)' : stored(window.cutoff);
  const end = `coalesce(any_value(outcome.happened_at), ${stored(window.followedUntil)})`;
  return withTables(
    commonTables(query),
    `SELECT observed.person, any_value(outcome.happened_at) IS NOT NULL,
  greatest(0, epoch_us(${end} - ${start}) / 86400000000.0)
FROM observed LEFT JOIN outcome ON outcome.person = observed.person
GROUP BY observed.person ORDER BY observed.person`,
  );
}
