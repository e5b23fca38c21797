// Person columns as bytes and back, for the project file. Numbers little-endian, keys as UTF-8 with
// their lengths in front.
import type { PersonColumns } from '../people/person-columns.ts';

export type ColumnBytes = Record<string, Uint8Array>;

/** Names of number columns, apart from those of keys and segments. */
const numberPrefix = 'number:';

export function toColumnBytes(columns: PersonColumns): ColumnBytes {
  const bytes: ColumnBytes = {
    ...keysToBytes(columns.persons),
    segment: new Uint8Array(columns.segment),
  };
  for (const [name, column] of Object.entries(columns.numbers)) {
    const values = new Float64Array(column);
    bytes[`${numberPrefix}${name}`] = new Uint8Array(values.buffer);
  }
  return bytes;
}

export function fromColumnBytes(bytes: ColumnBytes): PersonColumns {
  const names = Object.keys(bytes).filter((name) => name.startsWith(numberPrefix));
  return {
    persons: keysFromBytes(bytes),
    segment: new Uint8Array(aligned(bytes, 'segment')),
    numbers: Object.fromEntries(
      names.map((name) => [
        name.slice(numberPrefix.length),
        new Float64Array(aligned(bytes, name)),
      ]),
    ),
  };
}

function keysToBytes(keys: readonly string[]): ColumnBytes {
  const encoded = keys.map((key) => Buffer.from(key, 'utf8'));
  const lengths = Uint32Array.from(encoded, (key) => key.length);
  return {
    keyLength: new Uint8Array(lengths.buffer),
    keyText: new Uint8Array(Buffer.concat(encoded)),
  };
}

function keysFromBytes(bytes: ColumnBytes): string[] {
  const lengths = new Uint32Array(aligned(bytes, 'keyLength'));
  const text = Buffer.from(aligned(bytes, 'keyText'));
  const keys: string[] = [];
  let start = 0;
  for (const length of lengths) {
    keys.push(text.toString('utf8', start, start + length));
    start += length;
  }
  return keys;
}

/** The bytes on a buffer of their own, so that typed arrays of any width can lie on it. */
function aligned(bytes: ColumnBytes, name: string): ArrayBuffer {
  const column = bytes[name];
  if (!column) throw new Error(`column ${name} is missing`);
  return column.slice().buffer;
}
