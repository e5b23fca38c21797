// The SQL that turns text as people write it into numbers and truth values, as `number-text.ts`
// and `truth-text.ts` read them in a sample. Plain numbers take a short way; the long way stands
// only once in the expression, because DuckDB computes what stands twice for every row.
import { literal } from '../duckdb/sql-text.ts';
import { currencyCodes, currencySigns, type Decimal } from './number-text.ts';
import { falseWords, trueWords } from './truth-text.ts';

const otherSeparators = [' ', "'", '\u00a0', '\u202f'];

/** Digits in groups of thousands of one kind of separator, or without any. */
function digitsPattern(separators: readonly string[]): string {
  const groups = separators.map((separator) => `(?:[${separator}]\\d{3})+`).join('|');
  return `(?:\\d{1,3}(?:${groups})|\\d{1,40})`;
}

/** Without currency and percent signs and separators, and with a decimal point; '' for no number. */
function bareNumberSql(text: string, decimal: Decimal): string {
  const separators = [decimal === '.' ? ',' : '.', ...otherSeparators];
  const number = `^\\s*([+-]?${digitsPattern(separators)}(?:[${decimal}]\\d*)?)\\s*$`;
  const undecorated = `regexp_replace(${text}, ${literal(`[${currencySigns}%]|${currencyCodes}`)}, '', 'g')`;
  const extracted = `regexp_extract(${undecorated}, ${literal(number)}, 1)`;
  const joined = `regexp_replace(${extracted}, ${literal(`[${separators.join('')}]`)}, '', 'g')`;
  return decimal === '.' ? joined : `replace(${joined}, ',', '.')`;
}

/**
 * SQL of type DOUBLE; NULL where `columnSql` is missing, no number, or infinite. Groups of
 * thousands, currency signs and a percent sign are left out: `12 %` is 12.
 */
export function numberSql(columnSql: string, decimal: Decimal = '.'): string {
  const text = `CAST(${columnSql} AS VARCHAR)`;
  const plain =
    decimal === '.'
      ? `TRY_CAST(${text} AS DOUBLE)`
      : `TRY_CAST(replace(${text}, ',', '.') AS DOUBLE)`;
  const isPlain =
    decimal === '.'
      ? `${plain} IS NOT NULL`
      : `NOT contains(${text}, '.') AND ${plain} IS NOT NULL`;
  return `(CASE WHEN ${isPlain} THEN CASE WHEN isfinite(${plain}) THEN ${plain} END
    ELSE TRY_CAST(${bareNumberSql(text, decimal)} AS DOUBLE) END)`;
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
