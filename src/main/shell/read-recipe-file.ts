// A recipe that was chosen or dropped, as text; the window parses it.
import { open } from 'node:fs/promises';
import path from 'node:path';
import { PersonaeError } from '#shared/errors';

/** The longest recipe that a person could write holds some hundred kilobytes. */
const mostBytes = 8 * 2 ** 20;

/** @throws PersonaeError file.unreadable, recipe.invalid where it cannot be one */
export async function readRecipeFile(filePath: string): Promise<string> {
  const fileName = path.basename(filePath);
  const bytes = await readStart(filePath).catch((thrown: unknown) => {
    throw new PersonaeError(
      {
        code: 'file.unreadable',
        message: `${fileName} cannot be read.`,
        hint: 'Check that it is still there and that you may read it.',
      },
      thrown,
    );
  });
  if (bytes.length > mostBytes) {
    throw new PersonaeError({
      code: 'recipe.invalid',
      message: `${fileName} is too large for a recipe.`,
      hint: 'A file of data in JSON has to be saved as CSV first.',
    });
  }
  return bytes.toString('utf8').replace(/^\ufeff/, '');
}

/** One byte more than a recipe may have, if there are so many. */
async function readStart(filePath: string): Promise<Buffer> {
  const file = await open(filePath, 'r');
  try {
    const buffer = Buffer.alloc(Math.min(mostBytes + 1, (await file.stat()).size));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
