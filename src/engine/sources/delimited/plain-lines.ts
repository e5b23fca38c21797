// The text of a file in the one form that DuckDB reads directly: UTF-8, line feeds, no zero bytes,
// tabs for runs of blanks. Lines stay lines, so that their numbers mean the same in the original.
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { throwIfCancelled, type JobContext } from '../../jobs/job-context.ts';
import { fileError } from '../file-error.ts';
import type { InspectedDelimited } from './inspect-delimited.ts';
import { rowTooLong } from './row-faults.ts';
import { rowLimit, type Dialect } from './row-reader.ts';

/** The dialect of the plain text. */
export function plainDialect({ delimiter, quote }: Dialect): Dialect {
  return { delimiter: delimiter === 'whitespace' ? '\t' : delimiter, quote };
}

/**
 * Bytes of a file, unpacked where it is gz.
 * @throws PersonaeError `file.missing`, `file.unreadable`, `file.damaged`.
 */
export async function* unpackedPieces(path: string, packed: boolean): AsyncGenerator<Buffer> {
  const input = createReadStream(path, { highWaterMark: 2 ** 20 });
  const bytes = packed ? input.pipe(createGunzip({ chunkSize: 2 ** 18 })) : input;
  input.on('error', (error) => bytes.destroy(error));
  try {
    yield* bytes as AsyncIterable<Buffer>;
  } catch (thrown) {
    throw fileError(thrown, path);
  } finally {
    input.destroy();
  }
}

function blanksToTabs(lines: string, quote: string): string {
  const trimmed = lines.replaceAll(/^[ \t]+|[ \t]+$/gm, '');
  if (quote === '' || !trimmed.includes(quote)) return trimmed.replaceAll(/[ \t]+/g, '\t');
  const quoted = quote === '"' ? /"[^"\n]*"|[ \t]+/g : /'[^'\n]*'|[ \t]+/g;
  return trimmed.replaceAll(quoted, (run) => (run.startsWith(quote) ? run : '\t'));
}

function countLineFeeds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** Turns decoded pieces into whole lines of the plain form. */
class PlainLines {
  readonly #dialect: Dialect;
  readonly #fileName: string;
  #rest = '';
  #lineCount = 0;

  constructor({ dialect, path }: InspectedDelimited) {
    this.#dialect = dialect;
    this.#fileName = basename(path);
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
    if (this.#rest.length > rowLimit) throw rowTooLong(this.#fileName, this.#lineCount + 1);
    const { delimiter, quote } = this.#dialect;
    return delimiter === 'whitespace' ? blanksToTabs(lines, quote) : lines;
  }
}

/**
 * Pieces of whole lines. What is not in the file's encoding becomes U+FFFD.
 * @throws PersonaeError `row.too-long`, `job.cancelled`; an error of the file system or of zlib.
 */
export async function* plainLines(
  inspected: InspectedDelimited,
  context: JobContext,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(inspected.decoderLabel);
  const lines = new PlainLines(inspected);
  for await (const piece of unpackedPieces(inspected.path, inspected.packed)) {
    throwIfCancelled(context);
    yield lines.push(decoder.decode(piece, { stream: true }), false);
  }
  yield lines.push(decoder.decode(), true);
}
