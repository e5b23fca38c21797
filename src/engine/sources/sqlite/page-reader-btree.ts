// The leaves of a table's b-tree, found and read straight from the file as the format's description
// lays them down (sqlite.org/fileformat2.html). Reading a page so costs a sixth of what a statement
// costs. Whatever is unusual is a Surprise, and a statement reads it instead.
import { readSync } from 'node:fs';

/** The file holds something that is left to SQLite itself. */
export class Surprise extends Error {}

export interface BtreeFile {
  readonly descriptor: number;
  readonly pageSize: number;
  /** Bytes of a page that are in use: the page size less what extensions reserve. */
  readonly usableSize: number;
}

const headerSize = 100;
const magic = 'SQLite format 3\0';
const utf8 = 1;

/** @throws Surprise where the header is not of a plain UTF-8 database. */
export function openBtreeFile(descriptor: number): BtreeFile {
  const header = Buffer.alloc(headerSize);
  if (readSync(descriptor, header, 0, headerSize, 0) < headerSize) throw new Surprise('too short');
  if (header.toString('latin1', 0, 16) !== magic) throw new Surprise('no database');
  const written = header.readUInt16BE(16);
  const pageSize = written === 1 ? 65_536 : written;
  const isPowerOfTwo = pageSize >= 512 && (pageSize & (pageSize - 1)) === 0;
  if (!isPowerOfTwo || header.readUInt32BE(56) !== utf8) throw new Surprise('unusual header');
  return { descriptor, pageSize, usableSize: pageSize - header.readUInt8(20) };
}

const interiorType = 5;
const leafType = 13;
const interiorHeaderSize = 12;

/** Where the b-tree's own header begins: the first page has the file's header before it. */
export function headerStart(page: number): number {
  return page === 1 ? headerSize : 0;
}

interface Interior {
  readonly children: Uint32Array;
  /** The largest row id under each child but the last. */
  readonly keys: Float64Array;
}

/** A varint as a double; Surprise where a double cannot hold it. */
function readVarint(bytes: Buffer, start: number): number {
  let value = 0;
  for (let i = start; i < start + 7; i++) {
    const byte = bytes[i];
    if (byte === undefined) break;
    value = value * 128 + (byte & 127);
    if (byte < 128) return value;
  }
  throw new Surprise('a large varint');
}

function parseInterior(bytes: Buffer, start: number): Interior {
  const cellCount = bytes.readUInt16BE(start + 3);
  const children = new Uint32Array(cellCount + 1);
  const keys = new Float64Array(cellCount);
  for (let cell = 0; cell < cellCount; cell++) {
    const offset = bytes.readUInt16BE(start + interiorHeaderSize + 2 * cell);
    if (offset + 5 > bytes.length) throw new Surprise('a cell outside of its page');
    children[cell] = bytes.readUInt32BE(offset);
    keys[cell] = readVarint(bytes, offset + 4);
  }
  children[cellCount] = bytes.readUInt32BE(start + 8);
  return { children, keys };
}

const maximumDepth = 20;

/** Nodes kept; beyond it they are read again, so that memory does not grow with the table. */
const knownLimit = 2048;

export class Btree {
  readonly #file: BtreeFile;
  readonly #root: number;
  /** Null for a leaf. */
  readonly #known = new Map<number, Interior | null>();

  constructor(file: BtreeFile, root: number) {
    this.#file = file;
    this.#root = root;
  }

  /** Page numbers of the leaves that may hold row ids from after `after` up to `until`, in order. */
  leaves(after: number, until: number): number[] {
    const found: number[] = [];
    this.#collect(this.#root, after, until, found, 0);
    return found;
  }

  #collect(page: number, after: number, until: number, found: number[], depth: number): void {
    if (depth > maximumDepth) throw new Surprise('a b-tree without end');
    const node = this.#node(page);
    if (node === null) {
      found.push(page);
      return;
    }
    const { children, keys } = node;
    const childrenAreLeaves = this.#node(children[0] ?? 0) === null;
    for (let child = 0; child < children.length; child++) {
      if ((keys[child] ?? Infinity) <= after) continue;
      if (child > 0 && (keys[child - 1] ?? Infinity) >= until) break;
      const number = children[child] ?? 0;
      // All leaves of a b-tree lie equally deep.
      if (childrenAreLeaves) found.push(number);
      else this.#collect(number, after, until, found, depth + 1);
    }
  }

  #node(page: number): Interior | null {
    const known = this.#known.get(page);
    if (known !== undefined) return known;
    const { pageSize } = this.#file;
    const bytes = Buffer.allocUnsafe(pageSize);
    readPages(this.#file, page, 1, bytes);
    const start = headerStart(page);
    const type = bytes[start];
    if (type !== interiorType && type !== leafType) throw new Surprise('no page of a table');
    const node = type === leafType ? null : parseInterior(bytes, start);
    if (this.#known.size >= knownLimit) this.#known.clear();
    this.#known.set(page, node);
    return node;
  }
}

/** @throws Surprise where the file is shorter than it says. */
export function readPages(file: BtreeFile, first: number, count: number, into: Buffer): void {
  if (first < 1) throw new Surprise('page 0');
  const length = count * file.pageSize;
  const read = readSync(file.descriptor, into, 0, length, (first - 1) * file.pageSize);
  if (read < length) throw new Surprise('the file was cut off');
}

export function isLeaf(bytes: Buffer, start: number): boolean {
  return bytes[start] === leafType;
}
