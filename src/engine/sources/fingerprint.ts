// A short name for the content of a source, quick whatever its size: a changed file has another.
import { createHash, type Hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Source } from '#shared/recipe/source';
import { onFile, statFile, statOrdinaryFile } from './file-error.ts';
import { listFolder } from './folder/list-folder.ts';

const endBytes = 65_536;
const stridedBlockCount = 62;
const stridedBlockBytes = 4096;

interface Block {
  readonly from: number;
  readonly length: number;
}

/** The first and last 64 KB, and 62 blocks of 4 KB between. */
function blocksOf(size: number): Block[] {
  if (size <= 2 * endBytes + stridedBlockCount * stridedBlockBytes) {
    return [{ from: 0, length: size }];
  }
  const between = size - 2 * endBytes - stridedBlockBytes;
  const strided = Array.from({ length: stridedBlockCount }, (_, index) => ({
    from: endBytes + Math.floor((between * index) / (stridedBlockCount - 1)),
    length: stridedBlockBytes,
  }));
  return [{ from: 0, length: endBytes }, ...strided, { from: size - endBytes, length: endBytes }];
}

async function addFile(hash: Hash, path: string): Promise<void> {
  const { size, mtimeMs } = await statOrdinaryFile(path);
  hash.update(`${basename(path)}\0${size}\0${mtimeMs}\0`);
  await onFile(path, async () => {
    const file = await open(path, 'r');
    try {
      for (const { from, length } of blocksOf(size)) {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
        hash.update(buffer.subarray(0, bytesRead));
      }
    } finally {
      await file.close();
    }
  });
}

async function filesOf(source: Source): Promise<readonly string[]> {
  if (source.kind === 'folder') return (await listFolder(source.file)).paths;
  if (source.kind !== 'sqlite') return [source.file];
  const wal = `${source.file}-wal`;
  const hasWal = await statFile(wal).then(
    ({ size }) => size > 0,
    () => false,
  );
  return hasWal ? [source.file, wal] : [source.file];
}

/**
 * 64 hexadecimal digits over the names, sizes, moments of change and spread blocks of all files of
 * the source, SQLite's -wal file among them. It is about the files only: a table, a query or reading
 * options have to stand beside it in a key. Two files of equal blocks, size and moment of change but
 * different in between would share it; no program that writes files leaves the moment as it was.
 * @throws PersonaeError `file.missing`, `file.unreadable`.
 */
export async function fingerprintSource(source: Source): Promise<string> {
  const hash = createHash('sha256');
  for (const path of await filesOf(source)) await addFile(hash, path);
  return hash.digest('hex');
}
