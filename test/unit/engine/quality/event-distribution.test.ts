// Histogram and skewness of events per person.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moments } from '#analysis/statistics/moments';
import { eventHistogram, eventSkewness } from '#engine/quality/event-distribution';

const groupsArbitrary = fc
  .uniqueArray(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 40 })
  .chain((events) =>
    fc
      .array(fc.integer({ min: 1, max: 50 }), {
        minLength: events.length,
        maxLength: events.length,
      })
      .map((persons) =>
        events
          .toSorted((a, b) => a - b)
          .map((count, index) => ({ events: count, persons: persons[index] ?? 1 })),
      ),
  );

describe('histogram', () => {
  test('every person lies in the bin of their events', () => {
    fc.assert(
      fc.property(groupsArbitrary, (groups) => {
        const { edges, counts } = eventHistogram(groups);
        const expected = counts.map((_count, bin) =>
          groups
            .filter(({ events }) => {
              const last = bin === counts.length - 1;
              return events >= (edges[bin] ?? 0) - 1e-9 && (last || events < (edges[bin + 1] ?? 0));
            })
            .reduce((sum, { persons }) => sum + persons, 0),
        );
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(
          groups.reduce((sum, { persons }) => sum + persons, 0),
        );
        expect(counts).toEqual(expected);
      }),
    );
  });

  test('nobody: no bins', () => {
    expect(eventHistogram([])).toEqual({ edges: [], counts: [], logarithmic: false });
  });
});

describe('skewness', () => {
  test('as the moments of the values themselves give it', () => {
    fc.assert(
      fc.property(groupsArbitrary, (groups) => {
        const values = groups.flatMap(({ events, persons }) =>
          new Array<number>(persons).fill(events),
        );
        const { skewness } = moments(Float64Array.from(values));
        const own = eventSkewness(groups);
        if (skewness === null) expect(own).toBeNull();
        else expect(own).toBeCloseTo(skewness, 8);
      }),
    );
  });
});
