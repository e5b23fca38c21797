// Writes every picture of a run as SVG.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PersonaeError } from '#shared/errors';
import type { Result } from '#shared/results/result';
import { renderSvgFiles } from './render-svg-files.ts';

/** @throws PersonaeError file.unwritable */
export async function writePictures(result: Result, outFolder: string): Promise<void> {
  const folder = path.join(outFolder, 'pictures');
  await onWriting(folder, () => mkdir(folder, { recursive: true }));
  for (const { fileName, svg } of await renderSvgFiles(result)) {
    const target = path.join(folder, fileName);
    await onWriting(target, () => writeFile(target, svg));
  }
}

async function onWriting(target: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (thrown) {
    throw new PersonaeError(
      {
        code: 'file.unwritable',
        message: `${path.basename(target)} could not be written to ${path.dirname(target)}; the tables and the model are there.`,
        hint: 'Check that you may write there and that there is space, or leave the pictures out (--no-pictures).',
      },
      thrown,
    );
  }
}
