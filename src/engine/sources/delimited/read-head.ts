// The beginning of a text file as bytes, unpacked where it is gz.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { basename } from 'node:path';
import { onFile, statOrdinaryFile } from '../file-error.ts';
import { kindOfContent, readHeadBytes } from '../file-kind.ts';
import { PersonaeError } from '#shared/errors';

export interface FileHead {
  readonly bytes: Buffer;
  /** True where `bytes` is all there is. */
  readonly complete: boolean;
  readonly sizeBytes: number;
  readonly packed: boolean;
  /** Of the file on disk, how many bytes hold `bytes`; differs where it is packed. */
  readonly readBytes: number;
}

/** Two longest rows, so that a row that is too long is seen. */
export const wholeHeadBytes = 4 * 2 ** 20;

async function unpackHead(
  path: string,
  headByteCount: number,
): Promise<Pick<FileHead, 'bytes' | 'complete' | 'readBytes'>> {
  const input = createReadStream(path);
  const gunzip = createGunzip();
  input.on('error', (error) => gunzip.destroy(error));
  input.pipe(gunzip);
  const pieces: Buffer[] = [];
  let length = 0;
  let complete = true;
  try {
    for await (const piece of gunzip as AsyncIterable<Buffer>) {
      pieces.push(piece);
      length += piece.length;
      if (length >= headByteCount) {
        complete = false;
        break;
      }
    }
  } finally {
    input.destroy();
  }
  return { bytes: Buffer.concat(pieces), complete, readBytes: gunzip.bytesWritten };
}

/** @throws PersonaeError `file.*`; of a gz file also where its content is no text. */
export async function readHead(path: string, headByteCount: number): Promise<FileHead> {
  const { size } = await statOrdinaryFile(path);
  const start = await readHeadBytes(path, 2);
  const packed = start[0] === 0x1f && start[1] === 0x8b;
  if (!packed) {
    const bytes = await readHeadBytes(path, Math.min(headByteCount, Math.max(1, size)));
    return {
      bytes,
      complete: bytes.length >= size,
      sizeBytes: size,
      packed,
      readBytes: bytes.length,
    };
  }
  const head = await onFile(path, () => unpackHead(path, headByteCount));
  const fileName = basename(path);
  if (head.bytes.length === 0) {
    throw new PersonaeError({
      code: 'file.empty',
      message: `${fileName} is a gz file with nothing in it.`,
      hint: 'Export the data again; the last export may have failed.',
    });
  }
  if (kindOfContent(head.bytes, fileName) !== 'text') {
    throw new PersonaeError({
      code: 'file.unsupported',
      message: `${fileName} is a packed file that holds no text table.`,
      hint: 'Unpack it and open what is inside.',
    });
  }
  return { ...head, sizeBytes: size, packed };
}

/** Pieces of a plain file, evenly spaced behind its head. */
export async function readSpreadBlocks(
  path: string,
  from: number,
  sizeBytes: number,
  blockCount: number,
  blockBytes: number,
): Promise<Buffer[]> {
  return onFile(path, async () => {
    const file = await open(path, 'r');
    try {
      const blocks: Buffer[] = [];
      const span = sizeBytes - from - blockBytes;
      for (let index = 0; index < blockCount && span > 0; index += 1) {
        const even = Math.floor((from + (span * (index + 1)) / blockCount) / 2) * 2;
        const { buffer, bytesRead } = await file.read(
          Buffer.alloc(blockBytes),
          0,
          blockBytes,
          even,
        );
        blocks.push(buffer.subarray(0, bytesRead));
      }
      return blocks;
    } finally {
      await file.close();
    }
  });
}
