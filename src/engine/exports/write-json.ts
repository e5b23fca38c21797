// Writes a document as JSON: whole or not at all, readable, the same bytes for the same content.
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PersonaeError } from '#shared/errors';

/** @throws PersonaeError file.unwritable */
export async function writeJson(value: unknown, target: string): Promise<void> {
  const part = `${target}.part`;
  try {
    await writeFile(part, `${JSON.stringify(value, undefined, 2)}\n`);
    await rename(part, target);
  } catch (thrown) {
    await rm(part, { force: true });
    throw new PersonaeError(
      {
        code: 'file.unwritable',
        message: `${path.basename(target)} could not be written to ${path.dirname(target)}.`,
        hint: 'Check that the folder exists, that you may write there, and that there is space.',
      },
      thrown,
    );
  }
}
