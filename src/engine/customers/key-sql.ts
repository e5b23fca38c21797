// How keys are compared: as text. What looks alike to people but is not the same text is found out
// where nothing matches, and said.
import { identifier } from '../duckdb/sql-text.ts';

/** Shown with every join report. */
export const keyRule =
  'Keys are compared as text, without the blanks around them: NA is a key like any other, 007 is not 7, and A7 is not a7. A number that a database or Parquet file stores as a number is written without needless decimals, so that its 1.0 is 1; the text 1.0 of a CSV file is not.';

/** NULL where the cell holds no key. */
export function keySql(column: string, alias?: string): string {
  const cell = alias === undefined ? identifier(column) : `${alias}.${identifier(column)}`;
  return `text_of(${cell})`;
}

/** Ways in which two keys may be meant to be the same without being the same text. */
export const likelyMeant: readonly {
  readonly what: string;
  readonly sql: (key: string) => string;
}[] = [
  { what: 'upper and lower case were one', sql: (key) => `lower(${key})` },
  {
    what: 'they were read as numbers (007 as 7, 1.0 as 1)',
    sql: (key) => `CAST(TRY_CAST(${key} AS DOUBLE) AS VARCHAR)`,
  },
  {
    what: 'everything but letters and digits were left out',
    sql: (key) => `nullif(lower(regexp_replace(${key}, '[^[:alnum:]]', '', 'g')), '')`,
  },
  {
    what: 'only their digits were compared',
    sql: (key) => `nullif(ltrim(regexp_replace(${key}, '[^0-9]', '', 'g'), '0'), '')`,
  },
];
