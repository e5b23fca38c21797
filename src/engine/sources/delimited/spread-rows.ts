// Rows from further down a large plain file, so that the sample is not only its beginning.
import { isUtf8 } from './detect-encoding.ts';
import type { DecodedHead } from './decode-head.ts';
import { readSpreadBlocks } from './read-head.ts';
import { faultOf } from './row-faults.ts';
import { firstTextRows, type Dialect } from './row-reader.ts';

export interface SpreadRows {
  readonly rows: readonly (readonly string[])[];
  readonly warnings: readonly string[];
  /** The text of the blocks, for what has to be looked for in it. */
  readonly texts: readonly string[];
  readonly hasZeroBytes: boolean;
  readonly hasBrokenUtf8: boolean;
}

const blockCount = 16;
const blockBytes = 65_536;
const rowsPerBlock = 50;

export const noSpreadRows: SpreadRows = {
  rows: [],
  warnings: [],
  texts: [],
  hasZeroBytes: false,
  hasBrokenUtf8: false,
};

/** A block begins anywhere: what stands before its first line end is left out. */
function fromFirstLine(text: string): string {
  const end = /\r\n|\n|\r/.exec(text);
  return end === null ? '' : text.slice(end.index + end[0].length);
}

/** Continuation bytes at the beginning belong to a character before the block. */
function fromFirstCharacter(bytes: Buffer): Buffer {
  let start = 0;
  while (start < 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start += 1;
  return bytes.subarray(start);
}

/** Packed files cannot be read from the middle; they give no such rows. */
export async function sampleSpreadRows(
  path: string,
  head: DecodedHead,
  dialect: Dialect,
  width: number,
): Promise<SpreadRows> {
  if (head.complete || head.packed) return noSpreadRows;
  const blocks = await readSpreadBlocks(
    path,
    head.readBytes,
    head.sizeBytes,
    blockCount,
    blockBytes,
  );
  const utf8 = head.label === 'utf-8';
  const broken = utf8 && blocks.some((block) => !isUtf8(fromFirstCharacter(block)));
  const decoded = blocks.map((block) => new TextDecoder(head.label).decode(block));
  const texts = decoded.map((text) => fromFirstLine(text.replaceAll('\0', '')));
  const perBlock = Math.max(2, Math.min(rowsPerBlock, Math.floor(400_000 / width / blockCount)));
  const rows = texts.flatMap((text) =>
    firstTextRows(text, dialect, perBlock, false)
      .filter((row) => row.cells.length === width && faultOf(row, width) === null)
      .map(({ cells }) => cells),
  );
  const warnings = broken
    ? ['Further down some bytes are not UTF-8; they are read as the sign \ufffd.']
    : [];
  return {
    rows,
    warnings,
    texts,
    hasZeroBytes: decoded.some((text) => text.includes('\0')),
    hasBrokenUtf8: broken,
  };
}
