// Writes every picture of a run as SVG.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Result } from '#shared/results/result';
import { renderSvgFiles } from './render-svg-files.ts';

export async function writePictures(result: Result, outFolder: string): Promise<void> {
  const folder = path.join(outFolder, 'pictures');
  await mkdir(folder, { recursive: true });
  for (const { fileName, svg } of await renderSvgFiles(result))
    await writeFile(path.join(folder, fileName), svg);
}
