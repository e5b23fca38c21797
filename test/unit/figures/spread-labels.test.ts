// Labels keep a gap, keep their order, stay within bounds, and move no more than they must.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spreadLabels } from '#figures/spread-labels';

describe('spread labels', () => {
  it('leaves labels that do not touch', () => {
    expect(spreadLabels([5, 1, 3], 1, 0, 10)).toEqual([5, 1, 3]);
  });

  it('moves two that touch by the same amount', () => {
    expect(spreadLabels([4, 4], 2, 0, 10)).toEqual([3, 5]);
  });

  it('stays inside', () => {
    expect(spreadLabels([0, 0, 0], 1, 0, 10)).toEqual([0, 1, 2]);
    expect(spreadLabels([10, 10, 10], 1, 0, 10)).toEqual([8, 9, 10]);
  });

  it('holds for any wishes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 13 }),
        (wishes) => {
          const places = spreadLabels(wishes, 5, 0, 100);
          const order = wishes.map((_, i) => i).sort((a, b) => (wishes[a] ?? 0) - (wishes[b] ?? 0));
          const sorted = order.map((i) => places[i] ?? Number.NaN);
          sorted.slice(1).forEach((place, i) => {
            expect(place - (sorted[i] ?? Number.NaN)).toBeGreaterThanOrEqual(5 - 1e-9);
          });
          for (const place of places) {
            expect(place).toBeGreaterThanOrEqual(-1e-9);
            expect(place).toBeLessThanOrEqual(100 + 1e-9);
          }
        },
      ),
    );
  });
});
