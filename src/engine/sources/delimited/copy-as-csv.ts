// Copies a delimited file of any form into a plain CSV that DuckDB reads directly: UTF-8, commas,
// line feeds. Rows that do not fit are left out and named.
import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { basename } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { throwIfCancelled, type JobContext } from '../../jobs/job-context.ts';
import { onFile } from '../file-error.ts';
import type { RejectedRows } from '../scan.ts';
import type { InspectedDelimited } from './inspect-delimited.ts';
import { faultOf, rowTooLong } from './row-faults.ts';
import { RowReader, type TextRow } from './row-reader.ts';
import type { CsvForm } from './scan-sql.ts';

const exampleCount = 10;

/** The form of every copy. */
export function copyForm(inspected: InspectedDelimited): CsvForm {
  return {
    delimiter: ',',
    quote: '"',
    header: false,
    skippedLines: 0,
    lineEnd: '\n',
    packed: false,
    columnNames: inspected.columnNames,
  };
}

function csvCell(cell: string): string {
  const text = cell.includes('\0') ? cell.replaceAll('\0', '') : cell;
  return /[",\r\n]|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function* decodedPieces(inspected: InspectedDelimited): AsyncGenerator<string> {
  const input = createReadStream(inspected.path, { highWaterMark: 2 ** 20 });
  const bytes = inspected.packed ? input.pipe(createGunzip()) : input;
  input.on('error', (error) => bytes.destroy(error));
  const decoder = new TextDecoder(inspected.decoderLabel);
  try {
    for await (const piece of bytes as AsyncIterable<Buffer>) {
      yield decoder.decode(piece, { stream: true });
    }
    yield decoder.decode();
  } finally {
    input.destroy();
  }
}

/** Turns rows into lines of CSV and keeps account of those that do not fit. */
class RowCopier {
  readonly examples: string[] = [];
  count = 0;
  #headerPending: boolean;
  readonly #width: number;
  readonly #fileName: string;

  constructor(inspected: InspectedDelimited) {
    this.#headerPending = inspected.header;
    this.#width = inspected.columnNames.length;
    this.#fileName = basename(inspected.path);
  }

  lines(rows: Iterable<TextRow>): string {
    let lines = '';
    for (const row of rows) lines += this.#line(row);
    return lines;
  }

  #line(row: TextRow): string {
    if (row.fault === 'too-long') throw rowTooLong(this.#fileName, row.line);
    const blank = row.cells.length === 1 && row.cells[0] === '';
    if (blank && (this.#width > 1 || this.#headerPending)) return '';
    if (this.#headerPending) {
      this.#headerPending = false;
      return '';
    }
    const fault = faultOf(row, this.#width);
    if (fault === null) return `${row.cells.slice(0, this.#width).map(csvCell).join(',')}\n`;
    this.count += 1;
    if (this.examples.length < exampleCount) {
      const line = row.line.toLocaleString('en-US');
      this.examples.push(`${this.#fileName}, line ${line}: ${fault}`);
    }
    return '';
  }
}

async function write(output: Writable, text: string): Promise<void> {
  if (text !== '' && !output.write(text)) await once(output, 'drain');
}

async function copyRows(
  inspected: InspectedDelimited,
  output: Writable,
  context: JobContext,
): Promise<RejectedRows> {
  const reader = new RowReader(inspected.dialect);
  const copier = new RowCopier(inspected);
  for await (const piece of decodedPieces(inspected)) {
    throwIfCancelled(context);
    await write(output, copier.lines(reader.push(piece)));
  }
  await write(output, copier.lines(reader.end()));
  return { count: copier.count, examples: copier.examples };
}

const rejectedRowsSchema = z.object({ count: z.number(), examples: z.array(z.string()) });

function rejectedPathOf(copyPath: string): string {
  return `${copyPath}.rejected.json`;
}

/** What an earlier call of `copyAsCsv` has left out; null where there is no such copy. */
export async function readCopyRejects(copyPath: string): Promise<RejectedRows | null> {
  try {
    const json: unknown = JSON.parse(await readFile(rejectedPathOf(copyPath), 'utf8'));
    return rejectedRowsSchema.parse(json);
  } catch {
    return null;
  }
}

/**
 * Writes the copy beside its final name and renames it, so that half a copy is never read.
 * @throws PersonaeError `row.too-long`, `disk.full`, `file.damaged`, `job.cancelled`.
 */
export async function copyAsCsv(
  inspected: InspectedDelimited,
  copyPath: string,
  context: JobContext,
): Promise<RejectedRows> {
  const partPath = `${copyPath}.part`;
  return onFile(inspected.path, async () => {
    const output = createWriteStream(partPath);
    // Without a listener a full disk would end the process; `finished` reports it below.
    output.on('error', () => undefined);
    try {
      const rejected = await copyRows(inspected, output, context);
      output.end();
      await finished(output);
      await writeFile(rejectedPathOf(copyPath), JSON.stringify(rejected));
      await rename(partPath, copyPath);
      return rejected;
    } catch (thrown) {
      output.destroy();
      await rm(partPath, { force: true });
      throw output.errored ?? thrown;
    }
  });
}
