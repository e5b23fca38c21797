// Columns that grow by cells and leave as transferable buffers.
import type { ColumnBatch, ReadColumn, Transport } from './page-reader-plan.ts';
import { isoMicroseconds, isTextFormat, numericTimeReader } from './page-reader-time.ts';
import { storedCell } from './page-reader-stored.ts';

/** What better-sqlite3 gives for a cell; a bigint only where integers are read in full. */
export type SqliteCell = string | number | bigint | null | Uint8Array;

/** Thrown where a column of integers holds something else. */
export class NotInteger extends Error {
  readonly column: number;
  constructor(column: number) {
    super(`Column ${column} holds more than integers.`);
    this.column = column;
  }
}

/** How many rows a column has to hold, and where its memory comes from. */
export interface BatchRoom {
  readonly rowCount: number;
  /** What is written in it before does not matter. */
  newBuffer(byteLength: number): ArrayBuffer;
}

export interface ColumnBuilder {
  /** Row numbers go up by one from 0. */
  set(row: number, cell: SqliteCell): void;
  /** A cell as it is stored in a record: its serial type, and where its bytes begin. */
  setStored(row: number, bytes: Buffer, type: number, offset: number): void;
  take(rowCount: number): ColumnBatch;
}

const twoTo32 = 4_294_967_296;

/** An int64 as two halves: a BigInt a cell would cost more than the reading. */
function writeInt64(halves: Int32Array, row: number, value: number): void {
  halves[2 * row] = value;
  halves[2 * row + 1] = Math.floor(value / twoTo32);
}

function textOf(cell: SqliteCell): string {
  return cell instanceof Uint8Array ? Buffer.from(cell).toString('hex') : String(cell);
}

/** A bit a row, made when the first missing value comes. */
class Validity {
  readonly #capacity: number;
  #bits: Uint8Array<ArrayBuffer> | null = null;
  constructor(capacity: number) {
    this.#capacity = capacity;
  }
  missing(row: number): void {
    this.#bits ??= new Uint8Array(Math.ceil(this.#capacity / 64) * 8).fill(255);
    const index = row >> 3;
    this.#bits[index] = (this.#bits[index] ?? 0) & ~(1 << (row & 7));
  }
  take(): ArrayBuffer | null {
    const bits = this.#bits;
    this.#bits = null;
    return bits?.buffer ?? null;
  }
}

class TextColumn implements ColumnBuilder {
  #texts: (string | null)[] = [];
  set(row: number, cell: SqliteCell): void {
    this.#texts[row] = cell === null ? null : textOf(cell);
  }
  setStored(row: number, bytes: Buffer, type: number, offset: number): void {
    this.set(row, storedCell(bytes, type, offset));
  }
  take(rowCount: number): ColumnBatch {
    const texts = this.#texts;
    texts.length = rowCount;
    this.#texts = [];
    return { transport: 'text', values: null, validity: null, texts };
  }
}

const bytesPerValue: Record<Exclude<Transport, 'text'>, number> = {
  integer: 8,
  time: 8,
  number: 8,
  flag: 1,
};

/** Values in a typed array, with texts for the cells that do not fit it. */
abstract class ValueColumn implements ColumnBuilder {
  readonly #transport: Exclude<Transport, 'text'>;
  readonly #room: BatchRoom;
  readonly #validity: Validity;
  #texts: (string | null)[] | null = null;
  constructor(transport: Exclude<Transport, 'text'>, room: BatchRoom) {
    this.#transport = transport;
    this.#room = room;
    this.#validity = new Validity(room.rowCount);
  }
  abstract set(row: number, cell: SqliteCell): void;
  setStored(row: number, bytes: Buffer, type: number, offset: number): void {
    this.set(row, storedCell(bytes, type, offset));
  }
  protected abstract replace(buffer: ArrayBuffer): ArrayBuffer;

  protected missing(row: number): void {
    this.#validity.missing(row);
  }
  protected asText(row: number, cell: SqliteCell): void {
    this.#validity.missing(row);
    this.#texts ??= [];
    this.#texts[row] = textOf(cell);
  }
  protected newBuffer(): ArrayBuffer {
    return this.#room.newBuffer(this.#room.rowCount * bytesPerValue[this.#transport]);
  }
  take(rowCount: number): ColumnBatch {
    const texts = this.#texts;
    this.#texts = null;
    const filled = texts && Array.from({ length: rowCount }, (_, row) => texts[row] ?? null);
    return {
      transport: this.#transport,
      values: this.replace(this.newBuffer()),
      validity: this.#validity.take(),
      texts: filled,
    };
  }
}

abstract class Int64Column extends ValueColumn {
  protected halves: Int32Array<ArrayBuffer>;
  protected wide: BigInt64Array<ArrayBuffer>;
  constructor(transport: 'integer' | 'time', room: BatchRoom) {
    super(transport, room);
    const buffer = this.newBuffer();
    this.halves = new Int32Array(buffer);
    this.wide = new BigInt64Array(buffer);
  }
  protected replace(buffer: ArrayBuffer): ArrayBuffer {
    const full = this.halves.buffer;
    this.halves = new Int32Array(buffer);
    this.wide = new BigInt64Array(buffer);
    return full;
  }
}

class IntegerColumn extends Int64Column {
  readonly #column: number;
  constructor(column: number, room: BatchRoom) {
    super('integer', room);
    this.#column = column;
  }
  set(row: number, cell: SqliteCell): void {
    if (typeof cell === 'number') {
      if (!Number.isSafeInteger(cell)) throw new NotInteger(this.#column);
      writeInt64(this.halves, row, cell);
    } else if (cell === null) {
      this.missing(row);
    } else if (typeof cell === 'bigint') {
      this.wide[row] = cell;
    } else {
      throw new NotInteger(this.#column);
    }
  }
}

const scratch = Buffer.alloc(128);

class TimeColumn extends Int64Column {
  readonly #textual: boolean;
  readonly #readNumber: (value: number) => number;
  constructor(format: string, room: BatchRoom) {
    super('time', room);
    this.#textual = isTextFormat(format);
    this.#readNumber = numericTimeReader(format);
  }
  set(row: number, cell: SqliteCell): void {
    if (cell === null) {
      this.missing(row);
      return;
    }
    const value = this.#read(cell);
    // A comparison with NaN is false, whatever the other side.
    if (value > -Infinity) writeInt64(this.halves, row, value);
    else this.asText(row, cell);
  }
  override setStored(row: number, bytes: Buffer, type: number, offset: number): void {
    if (this.#textual && type > 12 && type % 2 === 1) {
      const value = isoMicroseconds(bytes, offset, (type - 13) / 2);
      if (value > -Infinity) {
        writeInt64(this.halves, row, value);
        return;
      }
    }
    this.set(row, storedCell(bytes, type, offset));
  }
  #read(cell: Exclude<SqliteCell, null>): number {
    if (typeof cell === 'string') {
      if (!this.#textual || cell.length > 26) return NaN;
      return isoMicroseconds(scratch, 0, scratch.write(cell));
    }
    return cell instanceof Uint8Array ? NaN : this.#readNumber(Number(cell));
  }
}

class NumberColumn extends ValueColumn {
  #values: Float64Array<ArrayBuffer>;
  constructor(room: BatchRoom) {
    super('number', room);
    this.#values = new Float64Array(this.newBuffer());
  }
  set(row: number, cell: SqliteCell): void {
    if (cell === null) this.missing(row);
    else if (typeof cell === 'bigint') this.#values[row] = Number(cell);
    else if (typeof cell === 'number' && Number.isFinite(cell)) this.#values[row] = cell;
    else this.asText(row, cell);
  }
  protected replace(buffer: ArrayBuffer): ArrayBuffer {
    const full = this.#values.buffer;
    this.#values = new Float64Array(buffer);
    return full;
  }
}

class FlagColumn extends ValueColumn {
  #values: Int8Array<ArrayBuffer>;
  constructor(room: BatchRoom) {
    super('flag', room);
    this.#values = new Int8Array(this.newBuffer());
  }
  set(row: number, cell: SqliteCell): void {
    if (cell === 0 || cell === 0n) this.#values[row] = 0;
    else if (cell === 1 || cell === 1n) this.#values[row] = 1;
    else if (cell === null) this.missing(row);
    else this.asText(row, cell);
  }
  protected replace(buffer: ArrayBuffer): ArrayBuffer {
    const full = this.#values.buffer;
    this.#values = new Int8Array(buffer);
    return full;
  }
}

export function createColumnBuilder(
  column: ReadColumn,
  index: number,
  room: BatchRoom,
): ColumnBuilder {
  switch (column.transport) {
    case 'integer':
      return new IntegerColumn(index, room);
    case 'time':
      return new TimeColumn(column.timeFormat ?? 'iso', room);
    case 'number':
      return new NumberColumn(room);
    case 'flag':
      return new FlagColumn(room);
    case 'text':
      return new TextColumn();
  }
}

/** The buffers of a batch, which move to the receiver instead of being copied. */
export function transferables(columns: readonly ColumnBatch[]): ArrayBuffer[] {
  return columns
    .flatMap(({ values, validity }) => [values, validity])
    .filter((buffer) => buffer !== null);
}
