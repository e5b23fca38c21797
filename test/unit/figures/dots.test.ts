// Points as marks or as one image: all of them, where they belong, whatever their number.
import { describe, expect, it } from 'vitest';
import { drawDots, rangeOf, type DotGroup } from '#figures/dots';

function groupOf(count: number, more: Partial<DotGroup> = {}): DotGroup {
  const x = Array.from({ length: count }, (_, i) => i);
  return { x, y: x, colour: '#00638d', size: 5, opacity: 0.8, trace: { name: 'people' }, ...more };
}

function svgOf(groups: DotGroup[], y: [number, number] = [0, 1000]): string {
  const source = drawDots(groups, [0, 1000], y).images[0]?.['source'] as string;
  const [head = '', ...rest] = source.split(',');
  expect(head).toBe('data:image/svg+xml');
  return decodeURIComponent(rest.join(','));
}

const placesOf = (svg: string): string[] =>
  [...svg.matchAll(/M(\d+,\d+)h0/g)].map(([, at]) => at ?? '');

describe('few points', () => {
  it('are marks, and there is no image', () => {
    const { data, images } = drawDots([groupOf(500, { isSquare: true })], [0, 500], [0, 500]);
    expect(images).toEqual([]);
    expect(data[0]).toMatchObject({ mode: 'markers', marker: { symbol: 'square', size: 5 } });
  });
});

describe('many points', () => {
  it('are all in one image, over the whole of both axes, and the traces draw nothing', () => {
    const groups = [groupOf(400), groupOf(300, { colour: '#f09500' })];
    const { data, images } = drawDots(groups, [0, 1000], [0, 1000]);
    expect(data.map(({ mode, name }) => [mode, name])).toEqual([
      ['none', 'people'],
      ['none', 'people'],
    ]);
    expect(images).toHaveLength(1);
    expect(images[0]).toMatchObject({ x: 0, y: 1000, sizex: 1000, sizey: 1000, sizing: 'stretch' });
    expect(placesOf(svgOf(groups))).toHaveLength(700);
  });

  it('stand where the axes say, from below or from above', () => {
    const group = groupOf(600);
    expect(placesOf(svgOf([group]))[500]).toBe('10000,10000');
    expect(placesOf(svgOf([group]))[0]).toBe('0,20000');
    expect(placesOf(svgOf([group], [1000, 0]))[0]).toBe('0,0');
  });

  it('take turns, so that no group covers the others', () => {
    const svg = svgOf([groupOf(1000), groupOf(1000, { colour: '#f09500' })]);
    const colours = [...svg.matchAll(/stroke='(#\w+)'/g)].map(([, colour]) => colour);
    expect(colours.slice(0, 4)).toEqual(['#00638d', '#f09500', '#00638d', '#f09500']);
  });

  it('have outlines below them', () => {
    const outline = { colour: '#454b55', width: 0.5 };
    const widths = [...svgOf([groupOf(600, { outline })]).matchAll(/stroke-width='(\d+)'/g)];
    expect(widths.slice(0, 2).map(([, width]) => width)).toEqual(['6', '5']);
  });
});

it('axes without a fixed range are refused', () => {
  expect(rangeOf({ range: [2, 5] })).toEqual([2, 5]);
  expect(() => rangeOf({})).toThrow('range is fixed');
});
