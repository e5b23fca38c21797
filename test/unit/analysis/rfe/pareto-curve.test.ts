// The Pareto curve: known shares, thinned without losing its shape, blind to the order of people.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnalysisError } from '#analysis/analysis-error';
import { createRandom } from '#analysis/random';
import { paretoCurve } from '#analysis/rfe/pareto-curve';

const code = (value: AnalysisError['code']) =>
  expect.objectContaining({ code: value }) as AnalysisError;

describe('paretoCurve', () => {
  it('knows equality and its opposite', () => {
    const equal = paretoCurve(new Float64Array(1000).fill(3));
    expect(equal.gini).toBeCloseTo(0, 12);
    expect(equal.topFifthShare).toBeCloseTo(0.2, 12);
    expect(equal.personShareForFourFifths).toBeCloseTo(0.8, 12);
    const one = paretoCurve(Float64Array.from({ length: 1000 }, (_, i) => (i === 5 ? 7 : 0)));
    expect(one.gini).toBeCloseTo(0.999, 12);
    expect(one.topFifthShare).toBe(1);
    expect(one.personShareForFourFifths).toBe(0.001);
  });

  it('agrees with a Gini coefficient by hand', () => {
    // Mean absolute difference over twice the mean: (1+2+3+1+2+1) * 2 / 16 / (2 * 2.5)
    expect(paretoCurve(Float64Array.of(4, 1, 3, 2)).gini).toBeCloseTo(0.25, 12);
  });

  it('has at most 200 points that rise from corner to corner above the diagonal', () => {
    const random = createRandom(1);
    const values = Float64Array.from({ length: 50_000 }, () => Math.exp(2 * random.normal()));
    const { points } = paretoCurve(values);
    expect(points.length).toBeLessThanOrEqual(200);
    expect(points.length).toBeGreaterThan(100);
    expect(points[0]).toEqual({ personShare: 0, valueShare: 0 });
    expect(points.at(-1)).toEqual({ personShare: 1, valueShare: 1 });
    for (let i = 1; i < points.length; i++) {
      const [a, b] = [points[i - 1], points[i]];
      expect((b?.personShare ?? NaN) - (a?.personShare ?? NaN)).toBeGreaterThan(0);
      expect((b?.valueShare ?? NaN) - (a?.valueShare ?? NaN)).toBeGreaterThanOrEqual(0);
      expect((b?.personShare ?? NaN) - (a?.personShare ?? NaN)).toBeLessThan(0.011);
      expect(b?.valueShare).toBeGreaterThanOrEqual((b?.personShare ?? NaN) - 1e-9);
    }
  });

  it('holds for any values, in any order', () => {
    const values = fc.array(fc.integer({ min: -5, max: 1000 }), { minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(values, (list) => {
        fc.pre(list.some((value) => value > 0));
        const curve = paretoCurve(Float64Array.from(list));
        expect(curve.gini).toBeGreaterThanOrEqual(0);
        expect(curve.gini).toBeLessThan(1);
        expect(curve.points.length).toBeLessThanOrEqual(200);
        expect(curve.negativeCount).toBe(list.filter((value) => value < 0).length);
        expect(paretoCurve(Float64Array.from(list.reverse()))).toEqual(curve);
      }),
    );
  });

  it('refuses people who bring nothing at all', () => {
    expect(() => paretoCurve(new Float64Array(3))).toThrow(code('fit.not-possible'));
    expect(() => paretoCurve(new Float64Array(0))).toThrow(code('input.empty'));
    expect(() => paretoCurve(Float64Array.of(1, NaN))).toThrow(code('input.not-finite'));
  });
});
