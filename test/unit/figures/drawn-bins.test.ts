// Bins without stripes: gaps between whole numbers close, real gaps stay.
import { describe, expect, it } from 'vitest';
import { drawnBins, log1pUnits } from '#figures/drawn-bins';
import { drawnGrid, edgesAround } from '#figures/grid-cells';

describe('drawn bins', () => {
  it('closes the gaps between whole numbers', () => {
    const bins = drawnBins([0, 0.4, 0.8, 1.2, 1.6, 2], [5, 0, 7, 0, 9]);
    expect(bins).toEqual([
      { low: -0.5, high: 0.5, place: 0, text: '0' },
      { low: 0.5, high: 1.5, place: 2, text: '1' },
      { low: 1.5, high: 2.5, place: 4, text: '2' },
    ]);
  });

  it('keeps an empty whole number: nobody clicked once', () => {
    const bins = drawnBins([0, 0.4, 0.7, 1.4, 2.1], [5, 0, 0, 9]);
    expect(bins.map(({ place, text }) => [place, text])).toEqual([
      [0, '0'],
      [2, '1'],
      [3, '2'],
    ]);
  });

  it('says which whole numbers a wide bin holds', () => {
    const bins = drawnBins([0, 0.5, 1, 4, 10], [1, 0, 3, 2]);
    expect(bins.map(({ text }) => text)).toEqual(['0', '1 to 3', '4 to 10']);
  });

  it('leaves fractions as they were counted', () => {
    const bins = drawnBins([0, 0.4, 0.8, 1.2], [5, 1, 7]);
    expect(bins.map(({ low, high }) => [low, high])).toEqual([
      [0, 0.4],
      [0.4, 0.8],
      [0.8, 1.2],
    ]);
  });

  it('keeps the value at which a column was cut', () => {
    const edges = [0, 0.5, 1, 1.5, 2.2, 2.7].map(Math.log1p);
    const bins = drawnBins(edges, [4, 0, 3, 2, 6], log1pUnits);
    expect(bins.map(({ text }) => text)).toEqual(['0', '1', '2', '2.7']);
    expect(bins.map(({ place }) => place)).toEqual([0, 2, 3, 4]);
  });

  it('counts nobody twice and nobody out, whatever the bins', () => {
    const values = [0, 0, 1, 2, 2, 2, 5, 9, 14, 30];
    for (let binCount = 3; binCount < 60; binCount += 1) {
      const edges = Array.from({ length: binCount + 1 }, (_, i) =>
        Math.expm1((Math.log1p(30) * i) / binCount),
      );
      edges[binCount] = 30;
      const counts = edges
        .slice(1)
        .map(
          (high, i) =>
            values.filter(
              (value) =>
                value >= (edges[i] ?? 0) &&
                (value < high || (i === binCount - 1 && value === high)),
            ).length,
        );
      const drawn = drawnBins(edges, counts);
      expect(drawn.reduce((sum, { place }) => sum + (counts[place] ?? 0), 0)).toBe(values.length);
      drawn.slice(1).forEach((bin, i) => {
        expect(bin.low).toBe(drawn[i]?.high);
      });
    }
  });

  it('survives a bin around a single value', () => {
    expect(drawnBins([6.5, 7.5], [12])).toEqual([
      { low: 6.5, high: 7.5, place: 0, text: '6.5 to 7.5' },
    ]);
    expect(drawnBins([], [])).toEqual([]);
  });
});

describe('a drawn grid', () => {
  const grid = {
    xEdges: [0, 1, 2, 3, 4],
    yEdges: [0, 10, 20],
    counts: [0, 3, 0, 0, 0, 1, 2, 0],
    xLogarithmic: false,
    yLogarithmic: false,
  };

  it('is the part that is occupied', () => {
    const drawn = drawnGrid(grid);
    expect(edgesAround(drawn.columns, (value) => value)).toEqual([1, 2, 3]);
    expect(drawn.rows).toHaveLength(2);
    expect([drawn.countIn(grid, 0, 0), drawn.countIn(grid, 1, 1)]).toEqual([3, 2]);
  });

  it('is all of it where nobody is', () => {
    const drawn = drawnGrid({ ...grid, counts: grid.counts.map(() => 0) });
    expect([drawn.columns.length, drawn.rows.length]).toEqual([4, 2]);
  });
});
