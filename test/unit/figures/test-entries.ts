// The tests that every list of a run's pictures has to pass.
import { expect, it } from 'vitest';
import type { Theme } from '#figures/figure';
import type { FigureEntry } from '#figures/figure-entry';
import { asSheet } from '#figures/template';
import { checkFigure } from './figure-checks.ts';

export function testEntries(entries: readonly FigureEntry[]): void {
  it('have ids of their own, fit for file names', () => {
    const ids = entries.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9-]+$/);
  });

  it.each(entries.map((entry) => [entry.id, entry] as const))('%s holds together', (_id, entry) => {
    for (const theme of ['light', 'dark'] satisfies Theme[]) {
      const figure = entry.figure(theme);
      checkFigure(figure);
      checkFigure(asSheet(figure, entry.title, theme));
    }
  });
}
