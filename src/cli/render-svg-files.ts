// Every picture of a run as SVG, ready to be written; those that cannot be are left out by name.
import type { Result } from '#shared/results/result';
import type { Theme } from '#figures/figure';
import { resultFigures } from '#figures/result-figures';
import { segmentNames } from '#figures/segment-look';
import type { SegmentNames } from '#figures/segment-look';
import { asSheet } from '#figures/template';
import { closeSvgPage, drawable, renderSvg } from './render-svg.ts';

export interface SvgFile {
  fileName: string;
  svg: string;
}

export interface SvgFiles {
  files: SvgFile[];
  leftOut: { title: string; reason: string }[];
}

/** In the order of the window's pages. `names` are those that hold now. */
export async function renderSvgFiles(
  result: Result,
  names: SegmentNames = segmentNames(result),
  theme: Theme = 'light',
): Promise<SvgFiles> {
  const files: SvgFile[] = [];
  const leftOut: SvgFiles['leftOut'] = [];
  try {
    for (const { id, title, figure } of resultFigures(result, names)) {
      const drawn = drawable(figure(theme));
      if (typeof drawn === 'string') leftOut.push({ title, reason: drawn });
      else
        files.push({ fileName: `${id}.svg`, svg: await renderSvg(asSheet(drawn, title, theme)) });
    }
  } finally {
    await closeSvgPage();
  }
  return { files, leftOut };
}
