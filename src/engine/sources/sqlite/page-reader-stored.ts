// Values as a record stores them: a serial type, and big-endian bytes.
import type { SqliteCell } from './page-reader-columns.ts';

const firstBlobType = 12;

/** What better-sqlite3 would have given for the cell, integers in full where a double is not enough. */
export function storedCell(bytes: Buffer, type: number, offset: number): SqliteCell {
  if (type >= firstBlobType) {
    const end = offset + Math.floor((type - firstBlobType) / 2);
    return type % 2 === 1 ? bytes.toString('utf8', offset, end) : bytes.subarray(offset, end);
  }
  switch (type) {
    case 0:
      return null;
    case 1:
      return (bytes[offset]! << 24) >> 24;
    case 2:
      return ((bytes[offset]! << 24) >> 16) | bytes[offset + 1]!;
    case 3:
      return ((bytes[offset]! << 24) >> 8) | (bytes[offset + 1]! << 8) | bytes[offset + 2]!;
    case 4:
      return bytes.readInt32BE(offset);
    case 5:
      return bytes.readIntBE(offset, 6);
    case 6: {
      const value = bytes.readBigInt64BE(offset);
      const rounded = Number(value);
      return Number.isSafeInteger(rounded) ? rounded : value;
    }
    case 7:
      return bytes.readDoubleBE(offset);
    default:
      return type - 8;
  }
}
