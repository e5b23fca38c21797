// What must hold for every picture, whatever it shows.
import { expect } from 'vitest';
import type { Figure } from '#figures/figure';

/** Paths of values that a drawing may not hold: NaN, infinities, undefined. */
export function unfitValues(value: unknown, path = ''): string[] {
  if (value === undefined) return [`${path}: undefined`];
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path}: ${value}`];
  if (Array.isArray(value)) return value.flatMap((each, i) => unfitValues(each, `${path}[${i}]`));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, each]) => unfitValues(each, `${path}.${key}`));
  return typeof value === 'string' && /\b(NaN|undefined|Infinity|null)\b/.test(value)
    ? [`${path}: ${value}`]
    : [];
}

export function checkFigure(figure: Figure): void {
  expect(unfitValues({ data: figure.data, layout: figure.layout })).toEqual([]);
  expect(unfitValues({ text: figure.description, method: figure.method })).toEqual([]);
  expect(figure.description).toMatch(/^\S.*\.$/s);
  expect(figure.method.sampleSize).toBeLessThanOrEqual(figure.method.populationSize);
  expect(figure.table.columns.length).toBeGreaterThan(0);
  expect(unfitValues(figure.table)).toEqual([]);
  for (const row of figure.table.rows) expect(row).toHaveLength(figure.table.columns.length);
  for (const trace of figure.data)
    for (const [along, across] of [
      ['x', 'y'],
      ['r', 'theta'],
    ] as const) {
      const [first, second] = [trace[along], trace[across]];
      if (trace.type !== 'heatmap' && Array.isArray(first) && Array.isArray(second))
        expect(first.length, `${trace.type} ${along}`).toBe(second.length);
    }
  checkKeys(figure);
}

/** An entry of the legend with nothing drawn behind it switches nothing off, so it takes no click. */
function checkKeys({ data, layout }: Figure): void {
  const isKey = (x: unknown) => Array.isArray(x) && x.length > 0 && x.every((at) => at === null);
  if (!data.some(({ x, showlegend }) => showlegend === true && isKey(x))) return;
  expect(layout['legend']).toMatchObject({ itemclick: false, itemdoubleclick: false });
}
