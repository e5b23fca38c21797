// The SQL that turns a column into moments. Where an offset is written the result is UTC; a time
// without one is taken as it stands.
import { literal } from '../duckdb/sql-text.ts';
import { datePatterns } from './time-candidates.ts';

/** Years outside of these are typing errors and placeholders (0000-00-00), not moments. */
const earliest = `TIMESTAMP '1000-01-01'`;
const latest = `TIMESTAMP '9999-12-31 23:59:59.999999'`;

function strptime(text: string, patterns: readonly string[]): string {
  const parsed = `try_strptime(${text}, [${patterns.map((pattern) => literal(pattern)).join(', ')}])`;
  return patterns.some((pattern) => pattern.includes('%z'))
    ? `(${parsed} AT TIME ZONE 'UTC')`
    : parsed;
}

/** A cast ignores the offset unless it is to TIMESTAMPTZ, which is seven times slower. */
function isoSql(text: string): string {
  const withOffset = `TRY_CAST(replace(${text}, ' +', '+') AS TIMESTAMPTZ) AT TIME ZONE 'UTC'`;
  return `CASE WHEN contains(${text}, '+') OR ${text} LIKE '%:%-%' THEN ${withOffset}
    ELSE coalesce(TRY_CAST(${text} AS TIMESTAMP), TRY_CAST(trim(${text}) AS TIMESTAMP)) END`;
}

/** A pattern that fails costs as much as ten that fit: the shape of the text picks the pattern. */
function dateWithTimeSql(text: string, date: string): string {
  return `CASE WHEN NOT contains(${text}, ':') THEN ${strptime(text, [date])}
    WHEN ${text} ILIKE '%m' THEN ${strptime(text, [`${date} %I:%M %p`, `${date} %I:%M:%S %p`])}
    WHEN ${text} LIKE '%:%:%' THEN ${strptime(text, [`${date} %H:%M:%S`, `${date} %H:%M:%S.%f`])}
    ELSE ${strptime(text, [`${date} %H:%M`])} END`;
}

const microsecondsPerDay = 86_400_000_000;

/** A number of `unit` microseconds since `origin` microseconds after 1970. */
function countSql(column: string, unit: number, origin = 0): string {
  const count = `TRY_CAST(${column} AS DOUBLE)`;
  const limit = 300_000_000_000_000_000 / unit;
  return `CASE WHEN ${count} BETWEEN ${-limit} AND ${limit}
    THEN make_timestamp(CAST(round(${count} * ${unit}) AS BIGINT) + ${origin}) END`;
}

function readSql(column: string, format: string): string {
  const text = `CAST(${column} AS VARCHAR)`;
  switch (format) {
    case 'native':
      return `TRY_CAST(${column} AS TIMESTAMP)`;
    case 'iso':
      return isoSql(text);
    case 'yyyymmdd':
      // strptime would take 1997011 for the first of January.
      return `CASE WHEN length(trim(${text})) = 8 THEN ${strptime(text, ['%Y%m%d'])} END`;
    case 'unix-seconds':
      return countSql(column, 1_000_000);
    case 'unix-milliseconds':
      return countSql(column, 1000);
    case 'unix-microseconds':
      return countSql(column, 1);
    case 'excel-days':
      return countSql(column, microsecondsPerDay, -25_569 * microsecondsPerDay);
    default: {
      const date = datePatterns[format];
      return date === undefined ? strptime(text, [format]) : dateWithTimeSql(text, date);
    }
  }
}

/**
 * SQL of type TIMESTAMP, NULL where `columnSql` is missing or cannot be read as `format`: a member
 * of namedTimeFormats or a strptime pattern. `columnSql` may be text, a number or a moment.
 */
export function timestampSql(columnSql: string, format: string): string {
  const read = readSql(columnSql, format);
  return `(CASE WHEN ${read} BETWEEN ${earliest} AND ${latest} THEN ${read} END)`;
}
