// Copies a delimited file into the plain form that DuckDB reads directly, on request without the
// rows that do not fit. What was left out is noted beside the copy.
import { createWriteStream } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { z } from 'zod';
import type { JobContext } from '../../jobs/job-context.ts';
import { onFile } from '../file-error.ts';
import { noRejectedRows, type RejectedRows } from '../scan.ts';
import type { InspectedDelimited } from './inspect-delimited.ts';
import { plainLines } from './plain-lines.ts';
import { SoundRows } from './sound-rows.ts';

const rejectedRowsSchema = z.object({ count: z.number(), examples: z.array(z.string()) });

function notesPath(copyPath: string): string {
  return `${copyPath}.rejected.json`;
}

/** What the copy has left out; null where there is no whole copy. */
export async function readCopyNotes(copyPath: string): Promise<RejectedRows | null> {
  try {
    const json: unknown = JSON.parse(await readFile(notesPath(copyPath), 'utf8'));
    return rejectedRowsSchema.parse(json);
  } catch {
    return null;
  }
}

async function write(output: Writable, text: string): Promise<void> {
  if (text !== '' && !output.write(text)) await once(output, 'drain');
}

async function writeAll(
  inspected: InspectedDelimited,
  output: Writable,
  context: JobContext,
): Promise<void> {
  for await (const lines of plainLines(inspected, context)) await write(output, lines);
}

async function writeSoundRows(
  inspected: InspectedDelimited,
  output: Writable,
  context: JobContext,
): Promise<RejectedRows> {
  const rows = new SoundRows(inspected);
  for await (const lines of plainLines(inspected, context)) {
    await write(output, rows.push(lines, false));
  }
  await write(output, rows.push('', true));
  return rows.rejected;
}

/**
 * Writes the copy beside its final name and renames it; the notes come last, and only with them a
 * copy is whole.
 * @throws PersonaeError `row.too-long`, `disk.full`, `file.damaged`, `job.cancelled`.
 */
export async function copyDelimited(
  inspected: InspectedDelimited,
  copyPath: string,
  onlySoundRows: boolean,
  context: JobContext,
): Promise<void> {
  const partPath = `${copyPath}.part`;
  await onFile(inspected.path, async () => {
    const output = createWriteStream(partPath);
    // Without a listener a full disk would end the process; `errored` reports it below.
    output.on('error', () => undefined);
    try {
      let rejected = noRejectedRows;
      if (onlySoundRows) rejected = await writeSoundRows(inspected, output, context);
      else await writeAll(inspected, output, context);
      output.end();
      await finished(output);
      await rename(partPath, copyPath);
      await writeFile(notesPath(copyPath), JSON.stringify(rejected));
    } catch (thrown) {
      output.destroy();
      await rm(partPath, { force: true });
      throw output.errored ?? thrown;
    }
  });
}
