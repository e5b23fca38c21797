// Cuts the cells of a leaf page into records: for every row its id, and for every wanted column the
// serial type and the place of its bytes.
import { isLeaf, Surprise } from './page-reader-btree.ts';

const leafHeaderSize = 8;
/** Bytes by serial type, as far as one byte holds it; 10 and 11 do not occur. */
const sizes = Uint8Array.from({ length: 128 }, (_, type) =>
  type < 12 ? ([0, 1, 2, 3, 4, 6, 8, 8][type] ?? 0) : (type - 12) >> 1,
);

/** Serial type of a row that is left to SQLite: it overflows, or was written before a new column. */
export const elsewhere = -1;

/** Rows of one leaf. Column c of row r stands at c * rowLimit + r. */
export interface LeafRows {
  readonly rowLimit: number;
  readonly rowIds: Float64Array;
  readonly types: Int32Array;
  readonly offsets: Int32Array;
}

export function createLeafRows(pageSize: number, columnCount: number): LeafRows {
  // A cell takes at least four bytes besides its two in the list of cells.
  const rowLimit = Math.ceil(pageSize / 6);
  return {
    rowLimit,
    rowIds: new Float64Array(rowLimit),
    types: new Int32Array(columnCount * rowLimit),
    offsets: new Int32Array(columnCount * rowLimit),
  };
}

/** For every column up to the last wanted one its place among the wanted, or -1. */
export function wantedColumns(positions: readonly number[]): Int32Array {
  const wanted = new Int32Array(Math.max(-1, ...positions) + 1).fill(-1);
  for (const [index, position] of positions.entries()) wanted[position] = index;
  return wanted;
}

interface PageInBuffer {
  readonly bytes: Buffer;
  /** Where the page begins, and where its b-tree header does. */
  readonly start: number;
  readonly header: number;
  readonly usableSize: number;
}

/**
 * Fills `rows` from a leaf. Nearly all varints are of one byte: the others take a way of their own.
 * @returns how many rows there are
 * @throws Surprise where the page is not as the format says, or a row id is beyond a double
 */
export function parseLeaf(page: PageInBuffer, wanted: Int32Array, rows: LeafRows): number {
  const { bytes, start, header, usableSize } = page;
  if (!isLeaf(bytes, header)) throw new Surprise('no leaf');
  const cellCount = (bytes[header + 3]! << 8) | bytes[header + 4]!;
  if (cellCount > rows.rowLimit) throw new Surprise('more cells than fit a page');
  const { rowIds } = rows;
  const end = start + usableSize;
  const largestLocal = usableSize - 35;
  for (let row = 0; row < cellCount; row++) {
    const pointer = header + leafHeaderSize + 2 * row;
    let at = start + ((bytes[pointer]! << 8) | bytes[pointer + 1]!);
    let byte = bytes[at++]!;
    let payload = byte & 127;
    while (byte > 127 && at < end) {
      byte = bytes[at++]!;
      payload = payload * 128 + (byte & 127);
    }
    const idStart = at;
    byte = bytes[at++]!;
    let rowId = byte & 127;
    while (byte > 127 && at < end) {
      byte = bytes[at++]!;
      rowId = rowId * 128 + (byte & 127);
    }
    if (at - idStart > 7) throw new Surprise('a large row id');
    rowIds[row] = rowId;
    const local = payload > largestLocal ? localSize(payload, usableSize) : payload;
    if (!(at + local <= end)) throw new Surprise('a cell outside of its page');
    parseRecord(bytes, at, at + local, wanted, rows, row);
  }
  return cellCount;
}

/** How much of a long payload stands in the leaf itself. */
function localSize(payload: number, usableSize: number): number {
  const least = Math.floor(((usableSize - 12) * 32) / 255) - 23;
  const size = least + ((payload - least) % (usableSize - 4));
  return size <= usableSize - 35 ? size : least;
}

function parseRecord(
  bytes: Buffer,
  start: number,
  end: number,
  wanted: Int32Array,
  { types, offsets, rowLimit }: LeafRows,
  row: number,
): void {
  let at = start;
  let headerSize = bytes[at++]!;
  if (headerSize > 127) {
    headerSize = longVarint(bytes, start, end);
    at = varintEnd;
  }
  const headerEnd = Math.min(start + headerSize, end);
  let body = start + headerSize;
  const columnCount = wanted.length;
  for (let column = 0; column < columnCount; column++) {
    let type = elsewhere;
    let size = 0;
    if (at < headerEnd && body <= end) {
      type = bytes[at++]!;
      if (type > 127) {
        type = longVarint(bytes, at - 1, end);
        at = varintEnd;
        size = Math.floor((type - 12) / 2);
      } else {
        size = sizes[type]!;
      }
    }
    const index = wanted[column]!;
    if (index >= 0) {
      const place = index * rowLimit + row;
      types[place] = body + size <= end ? type : elsewhere;
      offsets[place] = body;
    }
    body += size;
  }
}

/** Where the varint ended that was read last. */
let varintEnd = 0;

function longVarint(bytes: Buffer, start: number, end: number): number {
  let at = start;
  let byte = bytes[at++]!;
  let value = byte & 127;
  while (byte > 127 && at < end) {
    byte = bytes[at++]!;
    value = value * 128 + (byte & 127);
  }
  varintEnd = at;
  return value;
}
