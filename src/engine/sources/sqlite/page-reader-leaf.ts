// Cuts the cells of a leaf page into records: for every row its id, and for every wanted column the
// serial type and the place of its bytes.
import { isLeaf, Surprise } from './page-reader-btree.ts';

const leafHeaderSize = 8;
/** Bytes of serial types 0 to 9; 10 and 11 do not occur. */
const fixedSizes = new Uint8Array([0, 1, 2, 3, 4, 6, 8, 8, 0, 0]);

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
 * Fills `rows` from a leaf.
 * @returns how many rows there are
 * @throws Surprise where the page is not as the format says, or a row id is beyond a double
 */
export function parseLeaf(page: PageInBuffer, wanted: Int32Array, rows: LeafRows): number {
  const { bytes, start, header, usableSize } = page;
  if (!isLeaf(bytes, header)) throw new Surprise('no leaf');
  const cellCount = (bytes[header + 3]! << 8) | bytes[header + 4]!;
  if (cellCount > rows.rowLimit) throw new Surprise('more cells than fit a page');
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
    rows.rowIds[row] = rowId;
    const overflows = payload > largestLocal;
    const local = overflows ? localSize(payload, usableSize) : payload;
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
  rows: LeafRows,
  row: number,
): void {
  let at = start;
  let byte = bytes[at++]!;
  let headerSize = byte & 127;
  while (byte > 127 && at < end) {
    byte = bytes[at++]!;
    headerSize = headerSize * 128 + (byte & 127);
  }
  const headerEnd = start + headerSize;
  let body = headerEnd;
  for (let column = 0; column < wanted.length; column++) {
    let type = elsewhere;
    let size = 0;
    if (at < headerEnd && at < end && body <= end) {
      byte = bytes[at++]!;
      type = byte & 127;
      while (byte > 127 && at < end) {
        byte = bytes[at++]!;
        type = type * 128 + (byte & 127);
      }
      size = type < 10 ? fixedSizes[type]! : Math.floor((type - 12) / 2);
    }
    const index = wanted[column]!;
    if (index >= 0) {
      const place = index * rows.rowLimit + row;
      rows.types[place] = body + size <= end ? type : elsewhere;
      rows.offsets[place] = body;
    }
    body += size;
  }
}
