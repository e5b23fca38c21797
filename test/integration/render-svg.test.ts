// Pictures as SVG files without a window: all of them, well formed, and the same bytes every time.
import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeSvgPage, renderSvg } from '../../src/cli/render-svg.ts';
import { renderSvgFiles } from '../../src/cli/render-svg-files.ts';
import type { SvgFile } from '../../src/cli/render-svg-files.ts';
import { rfeFigures } from '#figures/rfe-figures';
import { segmentNames } from '#figures/segment-look';
import { makeRfeResult } from '../fixtures/rfe-result.ts';

const result = makeRfeResult({ scoreCard: true });

describe('the SVG files of a run', () => {
  let drawn: SvgFile[];

  beforeAll(async () => {
    drawn = await renderSvgFiles(result);
  });

  it('are all pictures of the window', () => {
    const ids = rfeFigures(result).map(({ id }) => `${id}.svg`);
    expect(drawn.map(({ fileName }) => fileName)).toEqual(ids);
  });

  it('are well-formed, titled, described, and hold no number that is none', () => {
    const page = new JSDOM('', { runScripts: 'outside-only' });
    const titles = new Map(rfeFigures(result).map(({ id, title }) => [`${id}.svg`, title]));
    for (const { fileName, svg } of drawn) {
      const parsed = page.window.eval(
        `const parsed = new DOMParser().parseFromString(${JSON.stringify(svg)}, 'image/svg+xml');
         [parsed.documentElement.tagName, parsed.querySelector('desc')?.textContent ?? '', parsed.documentElement.textContent]`,
      ) as [string, string, string];
      expect(parsed[0], fileName).toBe('svg');
      expect(parsed[1].length, fileName).toBeGreaterThan(30);
      expect(parsed[2], fileName).toContain(titles.get(fileName));
      expect(/NaN|undefined|Infinity/.exec(svg)?.[0], fileName).toBeUndefined();
    }
    page.window.close();
  });

  it('do not share names of clip paths, so that they can stand on one page', () => {
    const clips = drawn.map(({ svg }) => /clipPath id="([a-z0-9]+)/i.exec(svg)?.[1]);
    const named = clips.filter((clip) => clip !== undefined);
    expect(named.length).toBeGreaterThan(10);
    expect(new Set(named).size).toBe(named.length);
  });

  it('are the same bytes in another page, in another order', async () => {
    const byName = new Map(drawn.map(({ fileName, svg }) => [fileName, svg]));
    const again = await renderSvgFiles(makeRfeResult({ scoreCard: true }));
    for (const { fileName, svg } of again)
      expect(svg === byName.get(fileName), fileName).toBe(true);
  });
});

describe('one picture', () => {
  const figureOf = (id: string): ReturnType<ReturnType<typeof rfeFigures>[number]['figure']> => {
    const entry = rfeFigures(result).find((each) => each.id === id);
    if (!entry) throw new Error(`No picture ${id}`);
    return entry.figure('dark');
  };

  afterAll(closeSvgPage);

  it('has the size asked for', async () => {
    const svg = await renderSvg(figureOf('pareto'), { width: 500, height: 300 });
    expect(svg).toMatch(/^<svg [^>]*width="500" height="300"/);
  });

  it('draws what is asked for at once one after the other, without mixing them up', async () => {
    const alone = await renderSvg(figureOf('snake'));
    const [, together] = await Promise.all([
      renderSvg(figureOf('pareto')),
      renderSvg(figureOf('snake')),
      renderSvg(figureOf('recency-by-frequency')),
    ]);
    expect(together).toBe(alone);
  });

  it('carries the names of now', async () => {
    const names = { ...segmentNames(result), 'segment-1': 'Regulars & <friends>' };
    const [sizes] = rfeFigures(result, names);
    if (!sizes) throw new Error('There is a first picture.');
    const svg = await renderSvg(sizes.figure('light'));
    expect(svg).toMatch(/Regulars &amp;(amp;)? ?(&lt;|&#60;)friends/);
    expect(svg).not.toContain('Loyal regulars');
  });

  it('embeds a heatmap as pixels', async () => {
    const svg = await renderSvg(figureOf('recency-by-frequency'));
    expect(svg).toContain('data:image/png;base64,iVBORw0KGgo');
  });

  it('holds a cube with everybody in it', async () => {
    const svg = await renderSvg(figureOf('scatter-3d'));
    const dots = decodeURIComponent(/href="data:image\/svg\+xml,([^"]*)"/.exec(svg)?.[1] ?? '');
    expect(dots.match(/M\d+,\d+h0/g)?.length).toBeGreaterThanOrEqual(
      result.pictures.points.segment.length,
    );
  });
});
