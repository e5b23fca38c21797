// Values as a record stores them: a serial type, and big-endian bytes.
import type { SqliteCell } from './page-reader-columns.ts';

const firstBlobType = 12;

/** Serial types that stand for a value without bytes. */
export const nullType = 0;
export const zeroType = 8;
export const oneType = 9;

/** True for integers of one to four bytes. */
export function isSmallInteger(type: number): boolean {
  return type >= 1 && type <= 4;
}

export function smallInteger(bytes: Buffer, type: number, offset: number): number {
  let value = (bytes[offset]! << 24) >> 24;
  for (let byte = 1; byte < type; byte++) value = (value << 8) | bytes[offset + byte]!;
  return value;
}

/** What better-sqlite3 would have given for the cell, integers in full where a double is not enough. */
export function storedCell(bytes: Buffer, type: number, offset: number): SqliteCell {
  if (type >= firstBlobType) {
    const end = offset + Math.floor((type - firstBlobType) / 2);
    return type % 2 === 1 ? bytes.toString('utf8', offset, end) : bytes.subarray(offset, end);
  }
  switch (type) {
    case nullType:
      return null;
    case 1:
    case 2:
    case 3:
    case 4:
      return smallInteger(bytes, type, offset);
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
      return type - zeroType;
  }
}
