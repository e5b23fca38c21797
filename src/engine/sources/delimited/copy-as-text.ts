// Copies a text file into the one form that DuckDB reads directly: UTF-8, line feeds, no zero bytes,
// tabs for runs of blanks. Lines stay lines, so that a line number means the same in both.
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { basename } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { throwIfCancelled, type JobContext } from '../../jobs/job-context.ts';
import { onFile } from '../file-error.ts';
import type { InspectedDelimited } from './inspect-delimited.ts';
import { rowTooLong } from './row-faults.ts';
import { rowLimit } from './row-reader.ts';
import type { CsvForm } from './scan-sql.ts';

/** How the copy of a file is to be read. */
export function copyForm(inspected: InspectedDelimited): CsvForm {
  const { delimiter, quote } = inspected.dialect;
  return {
    ...inspected,
    delimiter: delimiter === 'whitespace' ? '\t' : delimiter,
    quote,
    packed: false,
  };
}

/** Bytes of a file, unpacked where it is gz. */
export async function* unpackedPieces(path: string, packed: boolean): AsyncGenerator<Buffer> {
  const input = createReadStream(path, { highWaterMark: 2 ** 20 });
  const bytes = packed ? input.pipe(createGunzip({ chunkSize: 2 ** 18 })) : input;
  input.on('error', (error) => bytes.destroy(error));
  try {
    yield* bytes as AsyncIterable<Buffer>;
  } finally {
    input.destroy();
  }
}

function blanksToTabs(lines: string, quote: string): string {
  const trimmed = lines.replaceAll(/^[ \t]+|[ \t]+$/gm, '');
  if (quote === '' || !trimmed.includes(quote)) return trimmed.replaceAll(/[ \t]+/g, '\t');
  const quoted = quote === '"' ? /"[^"]*"|[ \t]+/g : /'[^']*'|[ \t]+/g;
  return trimmed.replaceAll(quoted, (run) => (run.startsWith(quote) ? run : '\t'));
}

function countLineFeeds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** Turns decoded pieces into whole lines of the copy's form. */
class LineCopier {
  readonly #inspected: InspectedDelimited;
  #rest = '';
  #lineCount = 0;

  constructor(inspected: InspectedDelimited) {
    this.#inspected = inspected;
  }

  /** @throws PersonaeError `row.too-long` */
  push(piece: string, last: boolean): string {
    let text = this.#rest + piece;
    // The second half of a line end may follow in the next piece.
    const half = !last && text.endsWith('\r') ? '\r' : '';
    if (half !== '') text = text.slice(0, -1);
    if (text.includes('\r')) text = text.replaceAll(/\r\n?/g, '\n');
    if (text.includes('\0')) text = text.replaceAll('\0', '');
    const end = last ? text.length : text.lastIndexOf('\n') + 1;
    const lines = text.slice(0, end);
    this.#rest = text.slice(end) + half;
    this.#lineCount += countLineFeeds(lines);
    if (this.#rest.length > rowLimit) {
      throw rowTooLong(basename(this.#inspected.path), this.#lineCount + 1);
    }
    const { delimiter, quote } = this.#inspected.dialect;
    return delimiter === 'whitespace' ? blanksToTabs(lines, quote) : lines;
  }
}

async function write(output: Writable, text: string): Promise<void> {
  if (text !== '' && !output.write(text)) await once(output, 'drain');
}

async function copyLines(
  inspected: InspectedDelimited,
  output: Writable,
  context: JobContext,
): Promise<void> {
  const decoder = new TextDecoder(inspected.decoderLabel);
  const copier = new LineCopier(inspected);
  for await (const piece of unpackedPieces(inspected.path, inspected.packed)) {
    throwIfCancelled(context);
    await write(output, copier.push(decoder.decode(piece, { stream: true }), false));
  }
  await write(output, copier.push(decoder.decode(), true));
}

/**
 * Writes the copy beside its final name and renames it, so that half a copy is never read.
 * @throws PersonaeError `row.too-long`, `disk.full`, `file.damaged`, `job.cancelled`.
 */
export async function copyAsText(
  inspected: InspectedDelimited,
  copyPath: string,
  context: JobContext,
): Promise<void> {
  const partPath = `${copyPath}.part`;
  await onFile(inspected.path, async () => {
    const output = createWriteStream(partPath);
    // Without a listener a full disk would end the process; `finished` reports it below.
    output.on('error', () => undefined);
    try {
      await copyLines(inspected, output, context);
      output.end();
      await finished(output);
      await rename(partPath, copyPath);
    } catch (thrown) {
      output.destroy();
      await rm(partPath, { force: true });
      throw output.errored ?? thrown;
    }
  });
}
