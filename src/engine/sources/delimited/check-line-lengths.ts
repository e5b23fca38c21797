// Finds a line longer than the limit anywhere in a plain file. DuckDB leaves such a line out without
// a word. A line that long covers a whole block of half the limit, so looking for one line end in
// every such block is enough, and mostly the first few kilobytes of a block show it.
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { throwIfCancelled, type JobContext } from '../../jobs/job-context.ts';
import { onFile } from '../file-error.ts';
import { rowTooLong } from './row-faults.ts';
import { rowLimit } from './row-reader.ts';

const blockBytes = rowLimit / 2;
const probeBytes = 16_384;

function hasLineEnd(bytes: Buffer): boolean {
  return bytes.includes(10) || bytes.includes(13);
}

async function read(file: FileHandle, buffer: Buffer, from: number): Promise<Buffer> {
  const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
  return buffer.subarray(0, bytesRead);
}

async function blockHasLineEnd(file: FileHandle, from: number, probe: Buffer): Promise<boolean> {
  if (hasLineEnd(await read(file, probe, from))) return true;
  return hasLineEnd(await read(file, Buffer.alloc(blockBytes), from));
}

async function countLines(file: FileHandle, to: number): Promise<number> {
  const buffer = Buffer.alloc(2 ** 20);
  let count = 0;
  for (let from = 0; from < to; from += buffer.length) {
    const bytes = await read(file, buffer, from);
    const end = Math.min(bytes.length, to - from);
    for (let index = 0; index < end; index += 1) if (bytes[index] === 10) count += 1;
  }
  return count;
}

/** @throws PersonaeError `row.too-long` with the number of the line. */
export async function checkLineLengths(
  path: string,
  sizeBytes: number,
  context: JobContext,
): Promise<void> {
  await onFile(path, async () => {
    const file = await open(path, 'r');
    try {
      const probe = Buffer.alloc(probeBytes);
      let bareBlocks = 0;
      for (let from = 0; from < sizeBytes; from += blockBytes) {
        throwIfCancelled(context);
        bareBlocks = (await blockHasLineEnd(file, from, probe)) ? 0 : bareBlocks + 1;
        // Two bare blocks are as long as the limit already.
        if (bareBlocks === 2) {
          throw rowTooLong(basename(path), (await countLines(file, from)) + 1);
        }
      }
    } finally {
      await file.close();
    }
  });
}
