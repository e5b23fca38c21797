// Reaches into a large table by row ids: each place costs a few pages, whatever the size.
import type Database from 'better-sqlite3';
import { identifier } from '../../duckdb/sql-text.ts';

export interface RowIdSpan {
  /** The name under which the row id is not hidden by a column. */
  readonly alias: string;
  readonly first: bigint;
  readonly last: bigint;
  /** From the first id to the last, both included; rounded where no double holds it. */
  readonly length: number;
}

const aliases = ['rowid', '_rowid_', 'oid'];

/** Null where the table is empty or columns hide all names of the row id. */
export function rowIdSpan(
  database: Database.Database,
  table: string,
  columns: readonly string[],
): RowIdSpan | null {
  const taken = new Set(columns.map((column) => column.toLowerCase()));
  const alias = aliases.find((name) => !taken.has(name));
  if (alias === undefined) return null;
  const end = (order: 'min' | 'max'): bigint | undefined => {
    const sql = `SELECT ${order}(${alias}) FROM ${identifier(table)}`;
    return database.prepare<[], bigint | null>(sql).pluck().safeIntegers().get() ?? undefined;
  };
  const first = end('min');
  const last = end('max');
  if (first === undefined || last === undefined) return null;
  return { alias, first, last, length: Number(last - first) + 1 };
}

const placeCount = 50;
const rowsPerPlace = 10;

export interface RowIdSample {
  readonly rows: unknown[][];
  /** From one id to the next, on average over the places: 1 where none is left out. */
  readonly meanGap: number;
}

/** @param columns the select list. */
export function sampleByRowId(
  database: Database.Database,
  table: string,
  columns: string,
  span: RowIdSpan,
): RowIdSample {
  const sql = `SELECT ${span.alias}, ${columns} FROM ${identifier(table)}
    WHERE ${span.alias} >= ? ORDER BY ${span.alias} LIMIT ${rowsPerPlace}`;
  const statement = database.prepare<[bigint], unknown[]>(sql).raw().safeIntegers();
  const rows: unknown[][] = [];
  let distance = 0;
  let steps = 0;
  let reached = span.first - 1n;
  for (let place = 1; place <= placeCount; place += 1) {
    const start = span.first + BigInt(Math.floor((span.length * place) / (placeCount + 1)));
    if (start <= reached) continue;
    const found = statement.all(start);
    const ids = found.map(([id]) => id as bigint);
    const last = ids.at(-1);
    if (last === undefined) continue;
    distance += Number(last - start) + 1;
    steps += ids.length;
    reached = last;
    rows.push(...found.map((row) => row.slice(1)));
  }
  return { rows, meanGap: steps === 0 ? 1 : Math.max(1, distance / steps) };
}

/** The number of rows that ANALYZE has noted; null where it never ran. */
export function estimateByStatistics(database: Database.Database, table: string): number | null {
  const known = database
    .prepare<[], number>("SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_stat1'")
    .pluck()
    .get();
  if (!known) return null;
  const stat = database
    .prepare<[string], string>('SELECT stat FROM sqlite_stat1 WHERE tbl = ? LIMIT 1')
    .pluck()
    .get(table);
  const count = Number(stat?.split(' ')[0]);
  return Number.isFinite(count) ? count : null;
}
