// A picture as an SVG file, without a window; the same picture gives the same bytes.
import type { Figure } from '#figures/figure';
import { PlotlyPage } from './plotly-without-window/plotly-page.ts';

export interface SvgSize {
  width: number;
  height: number;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Says what the picture shows to those who do not see it. */
function withDescription(svg: string, description: string): string {
  const described = svg.replace(
    /^<svg ([^>]*)>/,
    (_, attributes: string) =>
      `<svg role="img" ${attributes}><desc>${escapeXml(description)}</desc>`,
  );
  return `${described}\n`;
}

let page: Promise<PlotlyPage> | undefined;

/** Ends the page that pictures are drawn in; a later picture opens another one. */
export async function closeSvgPage(): Promise<void> {
  const open = page;
  page = undefined;
  (await open)?.close();
}

export async function renderSvg(figure: Figure, size: SvgSize = figure.size): Promise<string> {
  page ??= PlotlyPage.open();
  const { data, layout, description } = figure;
  const svg = await (await page).toSvg({ data, layout }, size.width, size.height);
  return withDescription(svg, description);
}
