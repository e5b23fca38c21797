// SQLite's values as sample values. A column may hold any kind of value in any row.
import { identifier } from '../../duckdb/sql-text.ts';
import type { SampleValue } from '../source-sample.ts';

const longestText = 1000;
const longestHex = 16;

/** Very long values are cut by SQLite itself, so that they never arrive in memory as a whole. */
export function cutSql(column: string): string {
  const name = identifier(column);
  return `CASE WHEN octet_length(${name}) > ${4 * longestText} AND typeof(${name}) IN ('text', 'blob') THEN substr(${name}, 1, ${longestText}) ELSE ${name} END AS ${name}`;
}

function bytesAsText(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  // Control characters and broken UTF-8 are no text.
  // eslint-disable-next-line no-control-regex
  if (!/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text)) return text;
  const hex = bytes.subarray(0, longestHex).toString('hex');
  return bytes.length > longestHex ? `x'${hex}…'` : `x'${hex}'`;
}

/** @param value as better-sqlite3 delivers it with safe integers. */
export function sqliteValue(value: unknown): SampleValue {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  }
  if (typeof value === 'string' || typeof value === 'number') return value;
  return Buffer.isBuffer(value) ? bytesAsText(value) : null;
}

/** A remark on how the values of a column are stored; undefined where there is nothing to say. */
export function storageNote(values: readonly unknown[]): string | undefined {
  const present = values.filter((value) => value !== null);
  if (present.length === 0) return undefined;
  if (present.some((value) => Buffer.isBuffer(value))) return 'Values are stored as bytes.';
  const texts = present.filter((value) => typeof value === 'string');
  const numeric =
    texts.length === present.length && texts.every((text) => /^-?\d+(\.\d+)?$/.test(text));
  return numeric ? 'Numbers are stored as text.' : undefined;
}
