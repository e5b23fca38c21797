// The cube on the page: what is near, what is behind, and where its words stand.
import { describe, expect, it } from 'vitest';
import { cubeFrame, project, type CubeAxis } from '#figures/cube';
import type { Figure, Json } from '#figures/figure';
import { rfeFigures } from '#figures/rfe-figures';
import { makeRfeResult } from '../../fixtures/rfe-result.ts';
import { checkFigure } from './figure-checks.ts';

const views = [0, 45, 90, 135, 200, 300].flatMap((azimuth) =>
  [5, 30, 85].map((elevation) => ({ azimuth, elevation })),
);

describe('projection', () => {
  it('seen along an axis, that axis has no width, and its near end is nearer', () => {
    const view = { azimuth: 0, elevation: 0 };
    const [near, far] = [project([1, 0, 0], view), project([-1, 0, 0], view)];
    expect([near.x, near.y, far.x, far.y].map((value) => value + 0)).toEqual([0, 0, 0, 0]);
    expect(near.depth).toBe(1);
    expect(far.depth).toBe(-1);
  });

  it('keeps lengths: the squares of the three coordinates sum to those of the point', () => {
    for (const view of views) {
      const { x, y, depth } = project([0.3, -0.7, 0.9], view);
      expect(x * x + y * y + depth * depth).toBeCloseTo(0.09 + 0.49 + 0.81, 12);
    }
  });

  it('shows up as up', () => {
    for (const view of views) expect(project([0, 0, 1], view).y).toBeGreaterThan(0);
  });
});

describe('the frame', () => {
  const axis = (title: string): CubeAxis => ({ title, ticks: [{ at: 0, text: '10' }] });

  it.each(views)('has its grid on the three sides behind, seen from %o', (view) => {
    const [grid] = cubeFrame([axis('a'), axis('b'), axis('c')], view, 'light');
    const numbersOf = (values: Json | undefined): number[] =>
      (values as (number | null)[]).filter((value) => value !== null);
    const [x, y] = [numbersOf(grid?.['x']), numbersOf(grid?.['y'])];
    expect(x).toHaveLength(12);
    // With its only tick in the middle every line goes through the middle of a side, and that side's
    // middle is away from us: project its opposite, and it is nearer.
    const back = [
      [Math.cos((view.azimuth * Math.PI) / 180) >= 0 ? -1 : 1, 0, 0],
      [0, Math.sin((view.azimuth * Math.PI) / 180) >= 0 ? -1 : 1, 0],
      [0, 0, -1],
    ] as const;
    const middles = x.flatMap((at, i) =>
      i % 2 === 0
        ? [[(at + (x[i + 1] ?? 0)) / 2, ((y[i] ?? 0) + (y[i + 1] ?? 0)) / 2] as const]
        : [],
    );
    for (const side of back) {
      const at = project(side, view);
      expect(at.depth).toBeLessThanOrEqual(1e-12);
      const near = middles.filter(([across, up]) => Math.hypot(across - at.x, up - at.y) < 1e-9);
      expect(near.length).toBeGreaterThanOrEqual(2);
    }
  });

  it('names its three axes and their ticks', () => {
    const [, , words] = cubeFrame(
      [axis('a'), axis('b'), axis('c')],
      { azimuth: 30, elevation: 20 },
      'dark',
    );
    expect(words?.['text']).toEqual(['10', 'a', '10', 'b', '10', 'c']);
  });
});

describe('the cube of three features', () => {
  const entry = rfeFigures(makeRfeResult({ personCount: 700 })).find(
    ({ id }) => id === 'scatter-3d',
  );
  if (!entry) throw new Error('There is a cube.');
  const seen = (figure: Figure): Json[] => figure.data.flatMap(({ x }) => x as Json[]);

  it('holds together from everywhere, and stays in its picture', () => {
    for (const view of views) {
      const figure = entry.figure('light', view);
      checkFigure(figure);
      expect(figure.view).toEqual(view);
      const [low = 0, high = 0] = (figure.layout['xaxis'] as { range: number[] }).range;
      for (const x of seen(figure)) {
        if (x === null) continue;
        expect(x).toBeGreaterThan(low);
        expect(x).toBeLessThan(high);
      }
    }
  });

  it('draws the farthest first', () => {
    const figure = entry.figure('light', { azimuth: 0, elevation: 5 });
    const people = figure.data.filter(({ hovertext }) => hovertext !== undefined);
    expect(people.reduce((sum, { x }) => sum + (x as number[]).length, 0)).toBe(
      figure.method.sampleSize,
    );
    // Seen along recency, from its far end: the longest ago stands nearest, and comes last.
    for (const { hovertext } of people) {
      const days = (hovertext as string[]).map((text) =>
        Number(/: ([\d,]+) day/.exec(text)?.[1]?.replace(',', '') ?? 0),
      );
      const third = Math.floor(days.length / 3);
      const mean = (part: number[]): number => part.reduce((a, b) => a + b, 0) / part.length;
      expect(mean(days.slice(-third))).toBeGreaterThan(mean(days.slice(0, third)));
    }
  });
});
