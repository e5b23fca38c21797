// Reads the chunks of a scan: rows into columns, page by page, straight from the file where that is
// possible and by statements elsewhere.
import type Database from 'better-sqlite3';
import { PersonaeError } from '#shared/errors';
import { prepareSelect } from './check-select.ts';
import type { SqliteCell } from './page-reader-columns.ts';
import { directPages, isElsewhere, pageRowLimit, tableLayout } from './page-reader-direct.ts';
import type { TableLayout, TakeLeaf } from './page-reader-direct.ts';
import type { LeafRows } from './page-reader-leaf.ts';
import type { Chunk, QueryScan, ReadColumn, ReaderRequest, TableScan } from './page-reader-plan.ts';
import { addKeys } from './page-reader-keys.ts';
import { RunGatherer } from './page-reader-runs.ts';
import { BatchSink, throwIfStopped, type BatchChannel } from './page-reader-sink.ts';
import { rowLookUp, statementPages, type PageRow, type TakeRow } from './page-reader-statement.ts';
import { storedCell } from './page-reader-stored.ts';

const rowNumberColumn: ReadColumn = { name: 'row number', transport: 'integer' };

/** The columns that are sent for a scan: of runs, the key and one or two counts. */
export function sentColumns(scan: Pick<TableScan, 'shape' | 'columns'>): readonly ReadColumn[] {
  const [key] = scan.columns;
  if (scan.shape === 'rows' || !key) return [rowNumberColumn, ...scan.columns];
  const ones: ReadColumn = { name: 'ones', transport: 'integer' };
  const rows: ReadColumn = { name: 'rows', transport: 'integer' };
  return scan.shape === 'runs' ? [key, rows, ones] : [key, ones];
}

/** Takes rows of a page, however the page was read. */
interface RowTaker {
  readonly row: TakeRow;
  readonly leaf: TakeLeaf;
  /** Called before what has been taken is sent. */
  readonly finish: () => void;
}

/** Reads chunk after chunk of a table by its row ids. */
export function createTableReader(
  db: Database.Database,
  scan: TableScan,
  scanIndex: number,
  request: ReaderRequest,
  channel: BatchChannel,
): (chunk: Chunk) => void {
  const { keys } = request;
  const sink = new BatchSink(
    scanIndex,
    sentColumns(scan),
    request,
    channel,
    (columns, rowCount) => {
      const key = scan.keyColumn === undefined ? undefined : columns[scan.keyColumn + 1];
      if (keys && key) addKeys(keys, key, rowCount);
    },
  );
  const layout = tableLayout(db, scan);
  const lookUp = rowLookUp(db, scan);
  const taker =
    scan.shape === 'rows'
      ? rowTaker(sink, layout, lookUp)
      : runTaker(new RunGatherer(sink, scan.shape === 'ones' ? keys : null), layout, lookUp);
  const slow = statementPages(db, scan, taker.row);
  const quick = directPages(request.file, request.descriptor, layout, taker.leaf, slow);
  const pages = quick ?? slow;
  return (chunk) => {
    if (scan.shape === 'ones') waitForEvents(request);
    let after: bigint | undefined = chunk.after;
    while (after !== undefined) {
      throwIfStopped(request);
      if (!sink.hasRoomFor(pageRowLimit + 1)) {
        taker.finish();
        sink.flush(chunk.number, after, false);
      }
      after = pages.add(after, chunk.until);
    }
    taker.finish();
    sink.flush(chunk.number, chunk.until, true);
  };
}

/** Keys can be looked up when all of them are there. */
function waitForEvents({ eventChunksLeft, stopFlag }: ReaderRequest): void {
  for (;;) {
    throwIfStopped({ stopFlag });
    const left = Atomics.load(eventChunksLeft, 0);
    if (left === 0) return;
    Atomics.wait(eventChunksLeft, 0, left, 50);
  }
}

type LookUp = (rowId: bigint) => PageRow;

function rowTaker(sink: BatchSink, layout: TableLayout | null, lookUp: LookUp): RowTaker {
  const row: RowTaker['row'] = (rowId, cells) => sink.addRow([rowId, ...cells], 1);
  const columnCount = layout?.positions.length ?? 0;
  return {
    row,
    leaf: (bytes, rows, first, count) => {
      let start = first;
      for (let at = first; at < first + count; at++) {
        if (!isElsewhere(rows, at, columnCount)) continue;
        sink.addLeaf(bytes, rows, start, at - start, layout?.isRowId ?? []);
        const [rowId = null, ...cells] = lookUp(BigInt(rows.rowIds[at]!));
        row(rowId, cells);
        start = at + 1;
      }
      sink.addLeaf(bytes, rows, start, first + count - start, layout?.isRowId ?? []);
    },
    finish: () => undefined,
  };
}

function runTaker(runs: RunGatherer, layout: TableLayout | null, lookUp: LookUp): RowTaker {
  const keyIsRowId = layout?.isRowId[0] ?? false;
  const row = (cells: PageRow): void => runs.add(cells[0] ?? null, cells[1] ?? null);
  const stored = (bytes: Buffer, rows: LeafRows, place: number): SqliteCell =>
    storedCell(bytes, rows.types[place]!, rows.offsets[place]!);
  return {
    row: (_rowId, cells) => row(cells),
    leaf: (bytes, rows, first, count) => {
      const end = first + count;
      for (let at = first; at < end; at++) {
        at = runs.addPlain(bytes, rows, keyIsRowId, at, end);
        if (at === end) return;
        if (isElsewhere(rows, at, 2)) {
          row(lookUp(BigInt(rows.rowIds[at]!)).slice(1));
          continue;
        }
        const key = keyIsRowId ? rows.rowIds[at]! : stored(bytes, rows, at);
        runs.add(key, stored(bytes, rows, rows.rowLimit + at));
      }
    },
    finish: () => runs.finish(),
  };
}

/** Where the wanted columns stand in the rows of a statement. */
function columnIndexes(
  statement: Database.Statement<unknown[]>,
  columns: readonly ReadColumn[],
): number[] {
  const names = statement.columns().map(({ name }) => name);
  return columns.map(({ name }) => {
    const index = names.indexOf(name);
    if (index >= 0) return index;
    throw new PersonaeError({
      code: 'column.missing',
      message: `The query has no column ${name}.`,
      hint: `It has ${names.join(', ')}.`,
    });
  });
}

const rowsBetweenChecks = 1024;

/** Reads a view, a SELECT or a table without row ids in one pass. */
export function readQuery(
  db: Database.Database,
  scan: QueryScan,
  chunk: Chunk,
  request: ReaderRequest,
  channel: BatchChannel,
): void {
  const { keys } = request;
  const { keyColumn } = scan;
  const sent = [rowNumberColumn, ...scan.columns];
  const sink = new BatchSink(chunk.scan, sent, request, channel, (columns, rowCount) => {
    const key = keyColumn === undefined ? undefined : columns[keyColumn + 1];
    if (keys && key) addKeys(keys, key, rowCount);
  });
  const statement = prepareSelect(db, scan.sql, scan.parameters);
  const indexes = columnIndexes(statement, scan.columns);
  let rowNumber = 0;
  for (const row of statement.raw().safeIntegers().iterate() as IterableIterator<SqliteCell[]>) {
    rowNumber += 1;
    if (rowNumber % rowsBetweenChecks === 0) {
      throwIfStopped(request);
      if (!sink.hasRoomFor(rowsBetweenChecks)) sink.flush(chunk.number, chunk.after, false);
    }
    sink.addRow([rowNumber, ...indexes.map((index) => row[index] ?? null)], 1);
  }
  sink.flush(chunk.number, chunk.until, true);
}
