// Pages of a table straight from the leaves of its b-tree, where the database allows it. A lock or
// snapshot of SQLite's must be held meanwhile, so that nobody changes the file.
import type Database from 'better-sqlite3';
import { statSync } from 'node:fs';
import { identifier } from '../../duckdb/sql-text.ts';
import { Btree, headerStart, openBtreeFile, readPages, Surprise } from './page-reader-btree.ts';
import type { BtreeFile } from './page-reader-btree.ts';
import { createLeafRows, elsewhere, parseLeaf, wantedColumns } from './page-reader-leaf.ts';
import type { LeafRows } from './page-reader-leaf.ts';
import type { TableScan } from './page-reader-plan.ts';
import type { Pages } from './page-reader-statement.ts';

/** No page of ours holds more rows than this. */
export const pageRowLimit = 16_384;

export interface TableLayout {
  readonly rootPage: number;
  /** For every column of the scan its place in the record. */
  readonly positions: readonly number[];
  /** True for a column that stands for the row id and is not stored. */
  readonly isRowId: readonly boolean[];
}

interface ColumnInfo {
  readonly name: string;
  readonly type: string;
  readonly pk: number;
  readonly hidden: number;
}

/** How a table lies in the file; null where its records do not simply follow its columns. */
export function tableLayout(db: Database.Database, scan: TableScan): TableLayout | null {
  const rootPage = db
    .prepare<[string], number>(
      `SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND lower(name) = lower(?)`,
    )
    .pluck()
    .get(scan.table);
  const table = identifier(scan.table);
  const columns = db.pragma(`table_xinfo(${table})`) as ColumnInfo[];
  if (rootPage === undefined || columns.some(({ hidden }) => hidden !== 0)) return null;
  const indices = db.pragma(`index_list(${table})`) as { origin: string }[];
  const keys = columns.filter(({ pk }) => pk > 0);
  const [key] = keys;
  // INTEGER PRIMARY KEY is the row id, unless an index of its own says otherwise.
  const rowIdColumn =
    keys.length === 1 &&
    key?.type.toUpperCase() === 'INTEGER' &&
    !indices.some(({ origin }) => origin === 'pk')
      ? key.name
      : undefined;
  const places = scan.columns.map(({ name }) =>
    columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase()),
  );
  if (places.includes(-1)) return null;
  return {
    rootPage,
    positions: places,
    isRowId: places.map((place) => columns[place]?.name === rowIdColumn),
  };
}

/** Whether pages in the file are the latest: nothing waits in a write-ahead log. */
function hasEmptyLog(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0;
}

/** Where the rows of a leaf go: from `first` on, `count` rows. */
export type TakeLeaf = (bytes: Buffer, rows: LeafRows, first: number, count: number) => void;

/**
 * The quick way for a scan, or null where only statements will do.
 * @param fallback reads what is unusual
 */
export function directPages(
  path: string,
  descriptor: number,
  layout: TableLayout | null,
  take: TakeLeaf,
  fallback: Pages,
): Pages | null {
  if (layout === null || !hasEmptyLog(path)) return null;
  try {
    return new DirectPages(openBtreeFile(descriptor), layout, take, fallback);
  } catch (thrown) {
    if (thrown instanceof Surprise) return null;
    throw thrown;
  }
}

class DirectPages implements Pages {
  readonly #file: BtreeFile;
  readonly #tree: Btree;
  readonly #wanted: Int32Array;
  readonly #rows: LeafRows;
  readonly #take: TakeLeaf;
  readonly #fallback: Pages;
  readonly #block: Buffer;
  readonly #blockPageCount: number;
  #leaves: readonly number[] = [];
  #next = 0;
  #expected: bigint | undefined;

  constructor(file: BtreeFile, layout: TableLayout, take: TakeLeaf, fallback: Pages) {
    this.#file = file;
    this.#tree = new Btree(file, layout.rootPage);
    this.#wanted = wantedColumns(layout.positions);
    this.#rows = createLeafRows(file.pageSize, layout.positions.length);
    this.#take = take;
    this.#fallback = fallback;
    this.#blockPageCount = Math.max(1, Math.floor(pageRowLimit / this.#rows.rowLimit));
    this.#block = Buffer.allocUnsafe(this.#blockPageCount * file.pageSize);
  }

  add(after: bigint, until: bigint): bigint | undefined {
    try {
      if (this.#expected !== after) {
        this.#leaves = this.#tree.leaves(asDouble(after), asDouble(until));
        this.#next = 0;
      }
      this.#expected = this.#addBlock(asDouble(after), asDouble(until));
    } catch (thrown) {
      if (!(thrown instanceof Surprise)) throw thrown;
      this.#expected = undefined;
      return this.#fallback.add(after, until);
    }
    return this.#expected;
  }

  /** Reads leaves that lie side by side in one go. */
  #addBlock(after: number, until: number): bigint | undefined {
    const first = this.#leaves[this.#next];
    if (first === undefined) return undefined;
    let count = 1;
    while (count < this.#blockPageCount && this.#leaves[this.#next + count] === first + count) {
      count += 1;
    }
    readPages(this.#file, first, count, this.#block);
    let last = after;
    for (let page = 0; page < count; page++) {
      try {
        last = this.#addLeaf(first + page, page * this.#file.pageSize, after, until) ?? last;
      } catch (thrown) {
        // What came before stands; the next call meets the surprise again, as its first leaf.
        if (thrown instanceof Surprise && page > 0) return BigInt(last);
        throw thrown;
      }
      this.#next += 1;
    }
    return this.#next < this.#leaves.length && last < until ? BigInt(last) : undefined;
  }

  #addLeaf(page: number, start: number, after: number, until: number): number | undefined {
    const header = start + headerStart(page);
    const place = { bytes: this.#block, start, header, usableSize: this.#file.usableSize };
    const count = parseLeaf(place, this.#wanted, this.#rows);
    const { rowIds } = this.#rows;
    let first = 0;
    while (first < count && rowIds[first]! <= after) first += 1;
    let end = count;
    while (end > first && rowIds[end - 1]! > until) end -= 1;
    if (end === first) return undefined;
    this.#take(this.#block, this.#rows, first, end - first);
    return rowIds[end - 1];
  }
}

function asDouble(rowId: bigint): number {
  const value = Number(rowId);
  if (!Number.isSafeInteger(value)) throw new Surprise('a row id beyond a double');
  return value;
}

/** Whether SQLite itself must be asked for this row of a leaf. */
export function isElsewhere(rows: LeafRows, row: number, columnCount: number): boolean {
  for (let column = 0; column < columnCount; column++) {
    if (rows.types[column * rows.rowLimit + row] === elsewhere) return true;
  }
  return false;
}
