// Words for "nothing" in a column of numbers, moments, yes and no, or labels; elsewhere they are names.
import { literal } from '../duckdb/sql-text.ts';

const missingWords = ['na', 'n/a', 'null', 'nan', 'nil', 'missing', '#n/a', '\\n', '-', '.', '?'];

/** Over SQL of type VARCHAR; NULL where that is. */
export function isMissingWordSql(text: string): string {
  return `lower(trim(${text})) IN (${missingWords.map((word) => literal(word)).join(', ')})`;
}

/** Whether a cell that has no value says nothing: it is absent, blank, or such a word. */
export function saysNothingSql(text: string): string {
  return `coalesce(trim(${text}) = '' OR ${isMissingWordSql(text)}, TRUE)`;
}
