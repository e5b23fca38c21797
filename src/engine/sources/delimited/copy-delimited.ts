// Copies a delimited file into the plain form that DuckDB reads directly, on request without the
// rows that do not fit. What was left out is noted beside the copy.
import { createWriteStream } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { PersonaeError } from '#shared/errors';
import type { JobContext } from '../../jobs/job-context.ts';
import { fileError, onFile } from '../file-error.ts';
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

/** A failure of the copy, not of the file it is made from. */
function copyError(thrown: Error, path: string): unknown {
  const known = fileError(thrown, path);
  if (known instanceof PersonaeError && known.code === 'disk.full') return known;
  return new PersonaeError(
    {
      code: 'file.unwritable',
      message: `A copy of ${basename(path)} cannot be written to the working store.`,
      hint: 'Check that its folder exists and that you may write to it.',
    },
    thrown,
  );
}

async function* soundRows(
  inspected: InspectedDelimited,
  context: JobContext,
  onEnd: (rejected: RejectedRows) => void,
): AsyncGenerator<string> {
  const rows = new SoundRows(inspected);
  for await (const lines of plainLines(inspected, context)) yield rows.push(lines, false);
  yield rows.push('', true);
  onEnd(rows.rejected);
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
    let rejected = noRejectedRows;
    const lines = onlySoundRows
      ? soundRows(inspected, context, (rows) => (rejected = rows))
      : plainLines(inspected, context);
    const output = createWriteStream(partPath);
    try {
      await pipeline(lines, output);
      await rename(partPath, copyPath);
      await writeFile(notesPath(copyPath), JSON.stringify(rejected));
    } catch (thrown) {
      await rm(partPath, { force: true, recursive: true });
      const isOfCopy = thrown instanceof Error && thrown === output.errored;
      throw isOfCopy && !(thrown instanceof PersonaeError)
        ? copyError(thrown, inspected.path)
        : thrown;
    }
  });
}
