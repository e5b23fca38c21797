// The folder that results are written to.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { PersonaeError } from '#shared/errors';

/**
 * @returns its absolute path
 * @throws PersonaeError file.unwritable
 */
export function makeFolder(out: string): string {
  const folder = path.resolve(out);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (thrown) {
    throw new PersonaeError(
      {
        code: 'file.unwritable',
        message: `The folder ${folder} cannot be made.`,
        hint: 'Choose a folder where you may write.',
      },
      thrown,
    );
  }
  return folder;
}
