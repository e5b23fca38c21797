// The SQL that turns text as people write it into numbers and truth values, as `number-text.ts`
// and `truth-text.ts` read them in a sample.
import { literal } from '../duckdb/sql-text.ts';
import { currencyCodes, currencySigns, type Decimal } from './number-text.ts';
import { falseWords, trueWords } from './truth-text.ts';

const grouped: Readonly<Record<Decimal, string>> = {
  '.': String.raw`[+-]?\d{1,3}([, '\x{00a0}\x{202f}]\d{3})+(\.\d+)?`,
  ',': String.raw`[+-]?\d{1,3}([. '\x{00a0}\x{202f}]\d{3})+(,\d+)?`,
};

/**
 * SQL of type DOUBLE; NULL where `columnSql` is missing, no number, or infinite. Groups of
 * thousands, currency signs and a percent sign are left out: `12 %` is 12.
 */
export function numberSql(columnSql: string, decimal: Decimal = '.'): string {
  const text = `CAST(${columnSql} AS VARCHAR)`;
  const bare = `trim(regexp_replace(trim(${text}), ${literal(`[${currencySigns}%]|${currencyCodes}`)}, '', 'g'))`;
  const point = (of: string): string => (decimal === '.' ? of : `replace(${of}, ',', '.')`);
  const read = (of: string): string =>
    `CASE WHEN regexp_full_match(${of}, ${literal(grouped[decimal])})
      THEN TRY_CAST(${point(`regexp_replace(${of}, ${literal(decimal === '.' ? "[, '\u00a0\u202f]" : "[. '\u00a0\u202f]")}, '', 'g')`)} AS DOUBLE)
      ELSE TRY_CAST(${point(of)} AS DOUBLE) END`;
  const direct = `TRY_CAST(${text} AS DOUBLE)`;
  const value =
    decimal === '.'
      ? `coalesce(${direct}, ${read(bare)})`
      : `CASE WHEN contains(${text}, '.') OR contains(${text}, ',')
          THEN CASE WHEN contains(${bare}, '.') AND NOT regexp_full_match(${bare}, ${literal(grouped[','])})
            THEN NULL ELSE ${read(bare)} END
          ELSE coalesce(${direct}, ${read(bare)}) END`;
  return `(CASE WHEN isfinite(${value}) THEN ${value} END)`;
}

function list(words: readonly string[]): string {
  return words.map((word) => literal(word)).join(', ');
}

/** SQL of type BOOLEAN; NULL where `columnSql` is missing or neither a yes nor a no. */
export function booleanSql(columnSql: string): string {
  const word = `lower(trim(CAST(${columnSql} AS VARCHAR)))`;
  return `(CASE WHEN ${word} IN (${list(trueWords)}) THEN TRUE
    WHEN ${word} IN (${list(falseWords)}) THEN FALSE END)`;
}
