// Gathers rows into batches and sends them, never further ahead than the receiver can store.
import { cancelled } from '../../jobs/job-context.ts';
import {
  createColumnBuilder,
  transferables,
  type ColumnBuilder,
  type SqliteCell,
} from './page-reader-columns.ts';
import type { NewBuffer } from './page-reader-buffers.ts';
import type { LeafRows } from './page-reader-leaf.ts';
import type { Batch, ColumnBatch, ReadColumn, ReaderRequest } from './page-reader-plan.ts';

/** Rows of a batch: 32 of DuckDB's vectors. */
export const batchCapacity = 65_536;

/** The way to whoever stores the batches. */
export interface BatchChannel {
  readonly send: (batch: Batch, transfer: ArrayBuffer[]) => void;
  readonly newBuffer: NewBuffer;
}

type OnColumns = (columns: readonly ColumnBatch[], rowCount: number) => void;

type Control = Pick<ReaderRequest, 'pending' | 'pendingLimit' | 'stopFlag'>;

export function throwIfStopped(control: Pick<Control, 'stopFlag'>): void {
  if (Atomics.load(control.stopFlag, 0) === 1) throw cancelled();
}

/** Columns of one scan on their way into batches. */
export class BatchSink {
  readonly #scan: number;
  readonly #control: Control;
  readonly #channel: BatchChannel;
  readonly #onColumns: OnColumns;
  readonly #builders: readonly ColumnBuilder[];
  #rowCount = 0;
  #sourceRowCount = 0;
  #observedCount = 0;
  #unreadableCount = 0;
  #unmatchedCount = 0;

  /** @param onColumns looks at the columns before they are sent */
  constructor(
    scan: number,
    columns: readonly ReadColumn[],
    control: Control,
    channel: BatchChannel,
    onColumns: OnColumns = () => undefined,
  ) {
    this.#scan = scan;
    this.#control = control;
    this.#channel = channel;
    this.#onColumns = onColumns;
    const room = { rowCount: batchCapacity, newBuffer: channel.newBuffer };
    this.#builders = columns.map((column, index) => createColumnBuilder(column, index, room));
  }

  hasRoomFor(rowCount: number): boolean {
    return this.#rowCount + rowCount <= batchCapacity;
  }

  /** Takes rows of a leaf: their ids, then column by column; `isRowId` marks columns that are the id. */
  addLeaf(
    bytes: Buffer,
    rows: LeafRows,
    first: number,
    count: number,
    isRowId: readonly boolean[],
  ): void {
    const { rowIds, types, offsets, rowLimit } = rows;
    for (let column = 0; column < this.#builders.length; column++) {
      const builder = this.#builders[column]!;
      // The first column sent is the row id itself.
      const base = (column - 1) * rowLimit;
      const ids = column === 0 || isRowId[column - 1] === true;
      for (let row = 0; row < count; row++) {
        const at = first + row;
        if (ids) builder.set(this.#rowCount + row, rowIds[at]!);
        else builder.setStored(this.#rowCount + row, bytes, types[base + at]!, offsets[base + at]!);
      }
    }
    this.#rowCount += count;
    this.#sourceRowCount += count;
  }

  /** Takes one row, which stands for `sourceRowCount` rows of the source. */
  addRow(cells: readonly SqliteCell[], sourceRowCount: number): void {
    for (let column = 0; column < this.#builders.length; column++) {
      this.#builders[column]!.set(this.#rowCount, cells[column]!);
    }
    this.#rowCount += 1;
    this.#sourceRowCount += sourceRowCount;
  }

  /** Counts rows of a run whose flag can be read. */
  countObserved(rowCount: number): void {
    this.#observedCount += rowCount;
  }

  /** Counts a row of a run whose flag is neither yes, no nor missing. */
  countUnreadable(): void {
    this.#unreadableCount += 1;
  }

  /** Counts rows of a run whose key no event has. */
  countUnmatched(rowCount: number): void {
    this.#unmatchedCount += rowCount;
  }

  /** Counts rows of the source that are not sent. */
  countUnsent(rowCount: number): void {
    this.#sourceRowCount += rowCount;
  }

  /** Sends what has been gathered of a chunk, however little. */
  flush(chunk: number, upTo: bigint, finished: boolean): void {
    this.#waitForRoom();
    const columns = this.#builders.map((builder) => builder.take(this.#rowCount));
    const batch: Batch = {
      type: 'batch',
      scan: this.#scan,
      chunk,
      upTo,
      finished,
      sourceRowCount: this.#sourceRowCount,
      observedCount: this.#observedCount,
      unreadableCount: this.#unreadableCount,
      unmatchedCount: this.#unmatchedCount,
      rowCount: this.#rowCount,
      columns,
    };
    this.#rowCount = 0;
    this.#sourceRowCount = 0;
    this.#observedCount = 0;
    this.#unreadableCount = 0;
    this.#unmatchedCount = 0;
    this.#onColumns(columns, batch.rowCount);
    Atomics.add(this.#control.pending, 0, 1);
    this.#channel.send(batch, transferables(columns));
  }

  #waitForRoom(): void {
    const { pending, pendingLimit } = this.#control;
    for (;;) {
      throwIfStopped(this.#control);
      const count = Atomics.load(pending, 0);
      if (count < pendingLimit) return;
      Atomics.wait(pending, 0, count, 100);
    }
  }
}
