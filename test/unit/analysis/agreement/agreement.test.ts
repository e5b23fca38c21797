// Agreement of labellings: known numbers, brute force, and blindness to the numbering.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnalysisError } from '#analysis/analysis-error';
import { adjustedRandIndex } from '#analysis/agreement/adjusted-rand-index';
import { assignOptimally } from '#analysis/agreement/assign-optimally';
import { crossTable } from '#analysis/agreement/cross-table';
import { matchLabels } from '#analysis/agreement/match-labels';

const code = (value: AnalysisError['code']) =>
  expect.objectContaining({ code: value }) as AnalysisError;

function bestByBruteForce(costs: number[], rows: number, columns: number): number {
  const size = Math.max(rows, columns);
  const visit = (row: number, used: number): number => {
    if (row === size) return 0;
    let best = Infinity;
    for (let column = 0; column < size; column++) {
      if (used & (1 << column)) continue;
      const cost = row < rows && column < columns ? (costs[row * columns + column] ?? NaN) : 0;
      best = Math.min(best, cost + visit(row + 1, used | (1 << column)));
    }
    return best;
  };
  return visit(0, 0);
}

describe('assignOptimally', () => {
  it('is as cheap as trying every pairing', () => {
    const problem = fc
      .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
      .chain(([rows, columns]) =>
        fc.record({
          rows: fc.constant(rows),
          columns: fc.constant(columns),
          costs: fc.array(fc.integer({ min: -20, max: 20 }), {
            minLength: rows * columns,
            maxLength: rows * columns,
          }),
        }),
      );
    fc.assert(
      fc.property(problem, ({ rows, columns, costs }) => {
        const pairs = assignOptimally(costs, rows, columns);
        const used = pairs.filter((column) => column >= 0);
        expect(new Set(used).size).toBe(Math.min(rows, columns));
        const total = pairs.reduce(
          (sum, column, row) => sum + (column < 0 ? 0 : (costs[row * columns + column] ?? NaN)),
          0,
        );
        expect(total).toBe(bestByBruteForce(costs, rows, columns));
      }),
      { numRuns: 300 },
    );
  });

  it('refuses costs that are missing or not finite', () => {
    expect(() => assignOptimally([1, 2, 3], 2, 2)).toThrow(code('input.length-mismatch'));
    expect(() => assignOptimally([1, NaN], 1, 2)).toThrow(code('input.not-finite'));
  });
});

describe('crossTable', () => {
  it('keeps persons apart that only one side knows', () => {
    const table = crossTable([0, 0, 1, -1, -1, 1], [1, -1, 0, 0, -1, 0], 2, 2);
    expect(table.counts).toEqual([0, 1, 2, 0]);
    expect(table).toMatchObject({ total: 3, rowTotals: [1, 2], columnTotals: [2, 1] });
    expect(table.onlyInRows).toEqual([1, 0]);
    expect(table.onlyInColumns).toEqual([1, 0]);
  });

  it('refuses unknown labels and unequal lengths', () => {
    expect(() => crossTable([2], [0], 2, 2)).toThrow(code('input.unknown-label'));
    expect(() => crossTable([0.5], [0], 2, 2)).toThrow(code('input.unknown-label'));
    expect(() => crossTable([0, 1], [0], 2, 2)).toThrow(code('input.length-mismatch'));
  });
});

describe('adjustedRandIndex', () => {
  const ari = (a: number[], b: number[]) =>
    adjustedRandIndex(crossTable(a, b, Math.max(...a) + 1, Math.max(...b) + 1));

  // adjusted_rand_score of scikit-learn 1.9.1
  it.each([
    [[0, 0, 1, 1], [1, 1, 0, 0], 1],
    [[0, 0, 1, 2], [0, 0, 1, 1], 0.5714285714285714],
    [[0, 0, 0, 0], [0, 1, 2, 3], 0],
    [[0, 0, 1, 1], [0, 1, 0, 1], -0.5],
    [[0, 0, 0, 1, 1, 1, 2, 2, 2], [0, 0, 1, 1, 2, 2, 2, 2, 2], 0.26666666666666666],
  ])('%j against %j', (a, b, expected) => {
    expect(ari(a, b)).toBeCloseTo(expected, 14);
  });

  it('is symmetric, at most 1, and blind to the numbering', () => {
    const label = fc.integer({ min: 0, max: 3 });
    const rows = fc.array(fc.tuple(label, label), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(rows, (pairs) => {
        const a = pairs.map(([x]) => x);
        const b = pairs.map(([, y]) => y);
        const index = ari(a, b);
        expect(index).toBeLessThanOrEqual(1);
        expect(ari(b, a)).toBeCloseTo(index, 12);
        expect(
          ari(
            a.map((x) => 3 - x),
            b,
          ),
        ).toBeCloseTo(index, 12);
        expect(ari(a, a)).toBe(1);
      }),
    );
  });

  it('needs a row that both sides know', () => {
    expect(() => adjustedRandIndex(crossTable([-1], [0], 1, 1))).toThrow(code('input.empty'));
  });
});

describe('matchLabels', () => {
  it('pairs segments with groups and reports precision and recall', () => {
    const truth = [0, 0, 0, 0, 1, 1, 1, 2, 2, -1];
    const found = [2, 2, 2, 0, 0, 0, 0, 1, -1, 1];
    const agreement = matchLabels(truth, found, 3, 4);
    expect(agreement.groups.map(({ found: segment }) => segment)).toEqual([2, 0, 1]);
    expect(agreement.groups[0]).toMatchObject({ precision: 1, recall: 0.75, sharedCount: 3 });
    expect(agreement.groups[1]).toMatchObject({ precision: 0.75, recall: 1 });
    expect(agreement.recoveredCount).toBe(7);
    expect(agreement.recovered.share).toBe(7 / 8);
    expect(agreement.surplusSegments).toEqual([3]);
  });

  it('says which group no segment is left for', () => {
    const { groups } = matchLabels([0, 0, 1, 2, 2], [0, 0, 0, 1, 1], 3, 2);
    expect(groups[1]).toMatchObject({ found: null, precision: null, recall: 0, truthCount: 1 });
  });
});
