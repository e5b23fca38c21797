// Every picture of a run as SVG, ready to be written.
import type { Result } from '#shared/results/result';
import type { Theme } from '#figures/figure';
import { resultFigures } from '#figures/result-figures';
import { segmentNames } from '#figures/segment-look';
import type { SegmentNames } from '#figures/segment-look';
import { asSheet } from '#figures/template';
import { closeSvgPage, renderSvg } from './render-svg.ts';

export interface SvgFile {
  fileName: string;
  svg: string;
}

/** In the order of the window's pages. `names` are those that hold now. */
export async function renderSvgFiles(
  result: Result,
  names: SegmentNames = segmentNames(result),
  theme: Theme = 'light',
): Promise<SvgFile[]> {
  const files: SvgFile[] = [];
  try {
    for (const { id, title, figure } of resultFigures(result, names)) {
      const svg = await renderSvg(asSheet(figure(theme), title, theme));
      files.push({ fileName: `${id}.svg`, svg });
    }
  } finally {
    await closeSvgPage();
  }
  return files;
}
