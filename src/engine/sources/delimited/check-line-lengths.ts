// Finds a line longer than the limit anywhere in a file. DuckDB leaves such a line out without a
// word. In a plain file a line that long covers a whole block of half the limit, so looking for one
// line end in every such block is enough, and mostly the first kilobytes of a block show it.
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { throwIfCancelled, type JobContext } from '../../jobs/job-context.ts';
import { onFile } from '../file-error.ts';
import { unpackedPieces } from './plain-lines.ts';
import type { InspectedDelimited } from './inspect-delimited.ts';
import { rowTooLong } from './row-faults.ts';
import { rowLimit } from './row-reader.ts';

const blockBytes = rowLimit / 2;
const probeBytes = 16_384;

type CheckedFile = Pick<InspectedDelimited, 'path' | 'sizeBytes' | 'packed' | 'lineEnd'>;

/** The last byte of every line end. */
function endByte(file: CheckedFile): number {
  return file.lineEnd === '\r' ? 13 : 10;
}

async function read(handle: FileHandle, buffer: Buffer, from: number): Promise<Buffer> {
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, from);
  return buffer.subarray(0, bytesRead);
}

function countByte(bytes: Buffer, byte: number): number {
  let count = 0;
  for (let at = bytes.indexOf(byte); at !== -1; at = bytes.indexOf(byte, at + 1)) count += 1;
  return count;
}

async function countLines(handle: FileHandle, to: number, byte: number): Promise<number> {
  const buffer = Buffer.alloc(2 ** 20);
  let count = 0;
  for (let from = 0; from < to; from += buffer.length) {
    const bytes = await read(handle, buffer, from);
    count += countByte(bytes.subarray(0, Math.min(bytes.length, to - from)), byte);
  }
  return count;
}

async function checkPlain(file: CheckedFile, context: JobContext): Promise<void> {
  const byte = endByte(file);
  const handle = await open(file.path, 'r');
  try {
    const probe = Buffer.alloc(probeBytes);
    const block = Buffer.alloc(blockBytes);
    let bareBlocks = 0;
    for (let from = 0; from < file.sizeBytes; from += blockBytes) {
      throwIfCancelled(context);
      const ends =
        (await read(handle, probe, from)).includes(byte) ||
        (await read(handle, block, from)).includes(byte);
      bareBlocks = ends ? 0 : bareBlocks + 1;
      // Two bare blocks are as long as the limit already.
      if (bareBlocks === 2) {
        throw rowTooLong(basename(file.path), (await countLines(handle, from, byte)) + 1);
      }
    }
  } finally {
    await handle.close();
  }
}

/** A packed file has to be unpacked for this once more: there is no way into its middle. */
async function checkPacked(file: CheckedFile, context: JobContext): Promise<void> {
  const byte = endByte(file);
  let lineCount = 0;
  let lineBytes = 0;
  for await (const piece of unpackedPieces(file.path, true)) {
    throwIfCancelled(context);
    const first = piece.indexOf(byte);
    if (lineBytes + (first === -1 ? piece.length : first) > rowLimit) {
      throw rowTooLong(basename(file.path), lineCount + 1);
    }
    if (first === -1) lineBytes += piece.length;
    else {
      lineCount += countByte(piece, byte);
      lineBytes = piece.length - 1 - piece.lastIndexOf(byte);
    }
  }
}

/** @throws PersonaeError `row.too-long` with the number of the line; `file.damaged` for broken gz. */
export async function checkLineLengths(file: CheckedFile, context: JobContext): Promise<void> {
  if (!file.packed && file.sizeBytes <= rowLimit) return;
  const check = file.packed ? checkPacked : checkPlain;
  await onFile(file.path, () => check(file, context));
}
