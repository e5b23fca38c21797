// Log, winsorising and z-score: fitted once, applied to any rows, invertible, stored as JSON.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnalysisError } from '#analysis/analysis-error';
import type { Matrix } from '#analysis/matrix';
import { createRandom } from '#analysis/random';
import { moments } from '#analysis/statistics/moments';
import { applyTransform } from '#analysis/transform/apply-transform';
import { fitTransform } from '#analysis/transform/fit-transform';
import { invertTransform } from '#analysis/transform/invert-transform';
import { defaultTreatment, type ColumnTreatment } from '#analysis/transform/transform-params';
import { signedExpm1, signedLog1p } from '#analysis/transform/transform-value';

function matrixOf(...columns: number[][]): Matrix {
  return { rowCount: columns[0]?.length ?? 0, columns: columns.map((c) => Float64Array.from(c)) };
}

function lognormals(count: number, seed: number): number[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => Math.exp(1 + 1.2 * random.normal()));
}

const plain = (name: string): ColumnTreatment => ({
  ...defaultTreatment(name),
  log1p: false,
  upperQuantile: null,
});

describe('fitTransform', () => {
  it('leaves training columns with mean 0 and deviation 1, and less skew', () => {
    const values = lognormals(5000, 1);
    const transform = fitTransform(matrixOf(values), [defaultTreatment('frequency')]);
    const z = moments(applyTransform(transform, matrixOf(values)).columns[0] ?? []);
    expect(z.mean).toBeCloseTo(0, 12);
    expect(z.populationVariance).toBeCloseTo(1, 12);
    const column = transform.columns[0];
    expect(column?.skewBefore).toBeGreaterThan(3);
    expect(column?.skewAfter).toBeLessThan(1);
    expect(column?.skewAfter).toBeCloseTo(z.skewness ?? NaN, 9);
  });

  it('winsorises the upper 0.5 % of rows only', () => {
    const values = Array.from({ length: 1000 }, (_, i) => i);
    const treatment = { ...defaultTreatment('a'), log1p: false };
    const transform = fitTransform(matrixOf(values), [treatment]);
    const column = transform.columns[0];
    expect(column?.upper).toBeCloseTo(999 * 0.995, 9);
    expect(column).toMatchObject({ upperCount: 5, lowerCount: 0, lower: null });
    const z = applyTransform(transform, matrixOf(values)).columns[0] ?? new Float64Array();
    expect(z[999]).toBe(z[995]);
    expect(z[0]).toBeLessThan(z[1] ?? 0);
  });

  it('winsorises the lower tail where asked', () => {
    const values = Array.from({ length: 1001 }, (_, i) => i - 500);
    const treatment = { ...plain('balance'), lowerQuantile: 0.01 };
    const transform = fitTransform(matrixOf(values), [treatment]);
    expect(transform.columns[0]).toMatchObject({ lower: -490, lowerCount: 10, upper: null });
  });

  it('reports constant columns and leaves them out', () => {
    const mostlyZero = Array.from({ length: 1000 }, (_, i) => (i === 7 ? 3 : 0));
    const rising = Array.from({ length: 1000 }, (_, i) => i);
    const constant = Array.from({ length: 1000 }, () => 0.1);
    const matrix = matrixOf(constant, rising, mostlyZero);
    const transform = fitTransform(matrix, ['a', 'b', 'c'].map(defaultTreatment));
    expect(transform.columns.map((column) => column.leftOut)).toEqual([
      'constant',
      null,
      'constant-after-winsorising',
    ]);
    expect(applyTransform(transform, matrix).columns).toHaveLength(1);
    const own = invertTransform(transform, [0]);
    expect(own[0]).toBeCloseTo(0.1, 12);
    expect(own[2]).toBe(0);
  });

  it('never scales a binary column', () => {
    const matrix = matrixOf([0, 1, 1, 0], [1, 2, 3, 40]);
    const treatments: ColumnTreatment[] = [
      { ...defaultTreatment('ios'), kind: 'binary' },
      defaultTreatment('clicks'),
    ];
    const transform = fitTransform(matrix, treatments);
    expect([...(applyTransform(transform, matrix).columns[0] ?? [])]).toEqual([0, 1, 1, 0]);
  });

  it('gives typed errors', () => {
    const one = [defaultTreatment('a')];
    const expectCode = (run: () => unknown, code: string) => {
      expect(run).toThrow(expect.objectContaining({ code }) as AnalysisError);
    };
    expectCode(() => fitTransform(matrixOf([]), one), 'input.empty');
    expectCode(() => fitTransform(matrixOf([1, NaN]), one), 'input.not-finite');
    expectCode(() => fitTransform(matrixOf([2, 2]), one), 'input.constant-column');
    expectCode(() => fitTransform(matrixOf([1, 2], [3, 4]), one), 'input.length-mismatch');
    const transform = fitTransform(matrixOf([1, 2]), one);
    expectCode(() => applyTransform(transform, matrixOf([1], [2])), 'input.length-mismatch');
    expectCode(() => applyTransform(transform, matrixOf([Infinity])), 'input.not-finite');
    expectCode(() => invertTransform(transform, [1, 2]), 'input.length-mismatch');
  });
});

describe('a fitted transform', () => {
  it('survives JSON, and treats a new row as it did the training row', () => {
    const values = lognormals(300, 2);
    const fitted = fitTransform(matrixOf(values), [defaultTreatment('a')]);
    const stored = JSON.parse(JSON.stringify(fitted)) as typeof fitted;
    expect(stored).toEqual(fitted);
    const all = applyTransform(fitted, matrixOf(values)).columns[0];
    const single = applyTransform(stored, matrixOf([values[42] ?? 0])).columns[0];
    expect(single?.[0]).toBe(all?.[42]);
  });

  it('inverts to own units within the bounds', () => {
    const rows = fc.array(fc.double({ min: -1000, max: 1e6, noNaN: true }), {
      minLength: 3,
      maxLength: 40,
    });
    fc.assert(
      fc.property(rows, fc.boolean(), (values, log1p) => {
        fc.pre(Math.max(...values) - Math.min(...values) > 1e-3);
        const matrix = matrixOf(values);
        const treatment = { ...plain('a'), log1p };
        const transform = fitTransform(matrix, [treatment]);
        const z = applyTransform(transform, matrix).columns[0] ?? new Float64Array();
        values.forEach((value, row) => {
          const back = invertTransform(transform, [z[row] ?? NaN])[0] ?? NaN;
          expect(Math.abs(back - value)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(value)) * 100);
        });
      }),
    );
  });

  it('keeps the order of persons: permuting rows permutes the result', () => {
    const values = lognormals(500, 3);
    const fitted = fitTransform(matrixOf(values), [defaultTreatment('a')]);
    const turned = fitTransform(matrixOf([...values].reverse()), [defaultTreatment('a')]);
    expect(turned.columns[0]?.upper).toBe(fitted.columns[0]?.upper);
    expect(turned.columns[0]?.mean).toBeCloseTo(fitted.columns[0]?.mean ?? NaN, 12);
  });
});

describe('signedLog1p', () => {
  it('is odd, increasing, and undone by signedExpm1', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), (value) => {
        expect(signedLog1p(-value)).toBe(-signedLog1p(value));
        expect(Math.abs(signedExpm1(signedLog1p(value)) - value)).toBeLessThanOrEqual(
          1e-13 * (1 + Math.abs(value)) * 30,
        );
      }),
    );
  });
});
