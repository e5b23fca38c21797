// Drift: equal data is stable, moved data is not, chance alone raises no alarm.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnalysisError } from '#analysis/analysis-error';
import { fitCategoryReference, measureCategoryDrift } from '#analysis/drift/category-drift';
import { fitDriftReference, measureDrift } from '#analysis/drift/column-drift';
import { stabilityIndex } from '#analysis/drift/stability-index';
import { createRandom } from '#analysis/random';

const code = (value: AnalysisError['code']) =>
  expect.objectContaining({ code: value }) as AnalysisError;

function normals(count: number, seed: number, shift = 0): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length: count }, () => shift + random.normal());
}

describe('stabilityIndex', () => {
  it('is the textbook sum where the counts are large', () => {
    const million = (shares: number[]) => shares.map((share) => share * 1e6);
    const { index } = stabilityIndex(million([0.5, 0.3, 0.2]), million([0.4, 0.3, 0.3]));
    const expected = -0.1 * Math.log(0.4 / 0.5) + 0.1 * Math.log(0.3 / 0.2);
    expect(index).toBeCloseTo(expected, 6);
  });

  it('is never negative and 0 for equal shares, empty bins included', () => {
    const counts = fc.array(fc.nat(500), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 5 }), (reference, factor) => {
        fc.pre(reference.some((count) => count > 0));
        expect(stabilityIndex(reference, reference).index).toBeCloseTo(0, 12);
        const moved = [...reference].reverse().map((count) => count * factor);
        const { index, chanceLevel } = stabilityIndex(reference, moved);
        expect(index).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(index) && Number.isFinite(chanceLevel)).toBe(true);
      }),
    );
  });

  it('needs rows on both sides', () => {
    expect(() => stabilityIndex([0, 0], [1, 2])).toThrow(code('input.empty'));
    expect(() => stabilityIndex([1, 2], [0, 0])).toThrow(code('input.empty'));
  });
});

describe('measureDrift', () => {
  const reference = fitDriftReference(normals(20_000, 1), 'recency');

  it('puts a tenth of the training rows into every bin', () => {
    expect(reference.binCounts).toEqual(Array.from({ length: 10 }, () => 2000));
  });

  it('finds the same population stable and a moved one shifted', () => {
    expect(measureDrift(reference, normals(20_000, 2)).verdict).toBe('stable');
    expect(measureDrift(reference, normals(20_000, 3, 0.4)).verdict).toBe('moderate');
    expect(measureDrift(reference, normals(20_000, 4, 1)).verdict).toBe('shifted');
  });

  it('raises an alarm at most once in ten draws of 50 unchanged rows', () => {
    let alarms = 0;
    let naiveAlarms = 0;
    for (let seed = 0; seed < 200; seed++) {
      const { verdict, index } = measureDrift(reference, normals(50, 100 + seed));
      if (verdict !== 'stable') alarms++;
      if (index >= 0.1) naiveAlarms++;
    }
    expect(alarms).toBeLessThanOrEqual(20);
    // The thresholds alone would raise it more often than not.
    expect(naiveAlarms).toBeGreaterThan(100);
  });

  it('counts what lies outside the training range', () => {
    const drift = measureDrift(reference, Float64Array.of(-99, 0, 0.5, 99, 98, NaN));
    expect(drift).toMatchObject({ belowCount: 1, aboveCount: 2, outOfRangeShare: 0.6 });
    expect(drift.missingShare).toBeCloseTo(1 / 6, 12);
  });

  it('copes with ties and constants', () => {
    const ones = Float64Array.from({ length: 100 }, (_, i) => (i < 95 ? 1 : 2));
    const tied = fitDriftReference(ones, 'clicks');
    expect(tied).toMatchObject({ binEnds: [1], binCounts: [95, 5] });
    expect(measureDrift(tied, ones).index).toBeCloseTo(0, 12);
    const constant = fitDriftReference(Float64Array.of(3, 3, 3), 'c');
    expect(measureDrift(constant, Float64Array.of(4, 4))).toMatchObject({
      index: 0,
      outOfRangeShare: 1,
    });
  });

  it('survives JSON and refuses empty columns', () => {
    const stored = JSON.parse(JSON.stringify(reference)) as typeof reference;
    const rows = normals(500, 5);
    expect(measureDrift(stored, rows)).toEqual(measureDrift(reference, rows));
    expect(() => measureDrift(reference, Float64Array.of(NaN))).toThrow(code('input.empty'));
    expect(() => fitDriftReference(new Float64Array(0), 'x')).toThrow(code('input.empty'));
    expect(() => fitDriftReference(Float64Array.of(1, Infinity), 'x')).toThrow(
      code('input.not-finite'),
    );
  });
});

describe('measureCategoryDrift', () => {
  const reference = fitCategoryReference({ web: 600, app: 400 }, 'channel');

  it('lists unseen categories, most frequent first', () => {
    const drift = measureCategoryDrift(reference, { web: 500, tv: 20, app: 400, constructor: 80 });
    expect(drift.unseen).toEqual([
      { category: 'constructor', count: 80 },
      { category: 'tv', count: 20 },
    ]);
    expect(drift.unseenShare).toBe(0.1);
    expect(drift.verdict).toBe('shifted');
  });

  it('finds equal shares stable and swapped ones shifted', () => {
    expect(measureCategoryDrift(reference, { web: 61, app: 39 }).verdict).toBe('stable');
    expect(measureCategoryDrift(reference, { web: 200, app: 800 }).verdict).toBe('shifted');
  });

  it('needs rows', () => {
    expect(() => fitCategoryReference({}, 'c')).toThrow(code('input.empty'));
    expect(() => measureCategoryDrift(reference, {})).toThrow(code('input.empty'));
  });
});
