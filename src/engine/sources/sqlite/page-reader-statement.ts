// Pages of a table by statements of SQLite: right for every database, and what the quick way falls
// back to.
import type Database from 'better-sqlite3';
import { identifier } from '../../duckdb/sql-text.ts';
import type { SqliteCell } from './page-reader-columns.ts';
import type { TableScan } from './page-reader-plan.ts';

/** Small enough to stay in the processor's cache, large enough to forget the cost of a statement. */
export const statementPageRowCount = 5000;

const lowestRowId = -(2n ** 63n);

/** The row id, then the columns. */
export type PageRow = readonly SqliteCell[];

/** Where rows of a page go: row id and cells. */
export type TakeRow = (rowId: SqliteCell, cells: PageRow) => void;

export interface Pages {
  /**
   * Hands over the rows that follow `after`, up to and with `until`, as many as suit it.
   * @returns the last row id handed over; undefined where nothing is left
   */
  add(after: bigint, until: bigint): bigint | undefined;
}

/** A name for the row id that no column of the table has taken. */
export function rowIdName(db: Database.Database, table: string): string {
  const columns = db.pragma(`table_xinfo(${identifier(table)})`) as { name: string }[];
  const taken = new Set(columns.map(({ name }) => name.toLowerCase()));
  return ['rowid', '_rowid_', 'oid'].find((name) => !taken.has(name)) ?? 'rowid';
}

function isBeyondDouble(cell: SqliteCell): boolean {
  return typeof cell === 'number' && Number.isInteger(cell) && !Number.isSafeInteger(cell);
}

/** A row by its id, integers in full. */
export function rowLookUp(db: Database.Database, scan: TableScan): (rowId: bigint) => PageRow {
  const statement = db
    .prepare<[bigint], PageRow>(selectSql(db, scan, (rowId) => `WHERE ${rowId} = ?`))
    .raw()
    .safeIntegers();
  return (rowId) => statement.get(rowId) ?? [];
}

function selectSql(
  db: Database.Database,
  scan: TableScan,
  rest: (rowId: string) => string,
): string {
  const rowId = rowIdName(db, scan.table);
  const columns = scan.columns.map(({ name }) => identifier(name));
  return `SELECT ${[rowId, ...columns].join(', ')} FROM ${identifier(scan.table)} ${rest(rowId)}`;
}

export function statementPages(db: Database.Database, scan: TableScan, take: TakeRow): Pages {
  const sql = selectSql(
    db,
    scan,
    (rowId) =>
      `WHERE ${rowId} > ? AND ${rowId} <= ? ORDER BY ${rowId} LIMIT ${statementPageRowCount}`,
  );
  const quick = db.prepare<[bigint | number, bigint], PageRow>(sql).raw();
  const full = db.prepare<[bigint | number, bigint], PageRow>(sql).raw().safeIntegers();
  return {
    add(after, until) {
      // Before the lowest row id of all there is no integer that SQLite knows.
      const from = after < lowestRowId ? -Infinity : after;
      let rows = quick.all(from, until);
      if (rows.some((row) => row.some(isBeyondDouble))) rows = full.all(from, until);
      for (const row of rows) take(row[0] ?? null, row.slice(1));
      const last = rows.at(-1)?.[0];
      if (rows.length < statementPageRowCount) return undefined;
      return typeof last === 'number' || typeof last === 'bigint' ? BigInt(last) : undefined;
    },
  };
}
