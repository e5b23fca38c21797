// Writes every picture of a run as SVG; what needs a window is named on standard error.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Result } from '#shared/results/result';
import { renderSvgFiles } from './render-svg-files.ts';

export async function writePictures(result: Result, outFolder: string): Promise<void> {
  const folder = path.join(outFolder, 'pictures');
  await mkdir(folder, { recursive: true });
  const { files, leftOut } = await renderSvgFiles(result);
  for (const { fileName, svg } of files) await writeFile(path.join(folder, fileName), svg);
  for (const { title, reason } of leftOut) {
    process.stderr.write(`The picture "${title}" is left out: ${reason}\n`);
  }
}
