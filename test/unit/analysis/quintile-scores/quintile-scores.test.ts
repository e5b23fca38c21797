// Bands with ties, both rules, any number of bands, and the names of cells.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnalysisError } from '#analysis/analysis-error';
import { rfmCells, type CellTable } from '#analysis/quintile-scores/cell-tables';
import { fitQuintileScores } from '#analysis/quintile-scores/fit-quintile-scores';
import { nameCells, toFiveSteps } from '#analysis/quintile-scores/name-cells';
import type { BandRule, ScoreColumn } from '#analysis/quintile-scores/score-params';
import { scoreRows } from '#analysis/quintile-scores/score-rows';

const code = (value: AnalysisError['code']) =>
  expect.objectContaining({ code: value }) as AnalysisError;

interface Choice {
  bandCount?: number;
  rule?: BandRule;
  best?: ScoreColumn['best'];
}

function scoreOne(
  values: number[],
  { bandCount = 5, rule = 'published', best = 'high' }: Choice = {},
) {
  const matrix = { rowCount: values.length, columns: [Float64Array.from(values)] };
  const model = fitQuintileScores(matrix, { columns: [{ name: 'a', best }], bandCount, rule });
  return { model, column: model.columns[0], scores: [...(scoreRows(model, matrix)[0] ?? [])] };
}

describe('bands', () => {
  it('are equal where there are no ties', () => {
    const values = Array.from({ length: 100 }, (_, i) => 10 * i);
    for (const rule of ['published', 'closed'] as const) {
      expect(scoreOne(values, { rule }).column?.scoreCounts).toEqual([20, 20, 20, 20, 20]);
    }
  });

  it('keep ties together, in the lower band, and say how unequal that makes them', () => {
    const values = [...Array.from({ length: 70 }, () => 1), ...Array.from({ length: 30 }, () => 4)];
    const { column, scores } = scoreOne(values);
    expect(column?.scoreCounts).toEqual([70, 0, 0, 30, 0]);
    expect(new Set(scores.slice(0, 70)).size).toBe(1);
  });

  it('turn round where low is best', () => {
    expect(scoreOne([1, 20, 300, 4000, 50000], { best: 'low' }).scores).toEqual([5, 4, 3, 2, 1]);
  });

  it('warn where one unit is coarser than the column', () => {
    const shares = Array.from({ length: 50 }, (_, i) => i / 50);
    expect(scoreOne(shares).column).toMatchObject({
      unitTooCoarse: true,
      scoreCounts: [50, 0, 0, 0, 0],
    });
    expect(scoreOne(shares, { rule: 'closed' }).column).toMatchObject({
      unitTooCoarse: false,
      scoreCounts: [10, 10, 10, 10, 10],
    });
    expect(scoreOne([1, 1, 1, 2, 3, 4]).column?.unitTooCoarse).toBe(false);
  });

  it('never rank a smaller value above a larger one, for any values and number of bands', () => {
    const values = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 60 });
    const rule = fc.constantFrom<BandRule>('published', 'closed');
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 10 }), rule, (list, bandCount, chosen) => {
        const { column, scores } = scoreOne(list, { bandCount, rule: chosen });
        expect(column?.scoreCounts.reduce((a, b) => a + b)).toBe(list.length);
        for (let i = 1; i < list.length; i++) {
          const order = Math.sign((list[i] ?? 0) - (list[i - 1] ?? 0));
          const step = Math.sign((scores[i] ?? 0) - (scores[i - 1] ?? 0));
          expect(step === 0 || step === order).toBe(true);
        }
        expect(Math.min(...scores)).toBeGreaterThanOrEqual(1);
        expect(Math.max(...scores)).toBeLessThanOrEqual(bandCount);
      }),
    );
  });

  it('refuse what cannot be scored', () => {
    expect(() => scoreOne([])).toThrow(code('input.empty'));
    expect(() => scoreOne([1, NaN])).toThrow(code('input.not-finite'));
    expect(() => scoreOne([1, 2], { bandCount: 11 })).toThrow(code('parameter.out-of-range'));
    expect(() => scoreOne([1, 2], { bandCount: 2.5 })).toThrow(code('parameter.out-of-range'));
    const { model } = scoreOne([1, 2]);
    const two = { rowCount: 1, columns: [Float64Array.of(1), Float64Array.of(1)] };
    expect(() => scoreRows(model, two)).toThrow(code('input.length-mismatch'));
  });
});

describe('named cells', () => {
  const nameOf = (scores: number[], table: CellTable, bandCount = 5) => {
    const { labels, names } = nameCells(
      scores.map((score) => Uint8Array.of(score)),
      bandCount,
      table,
    );
    return names[labels[0] ?? -1];
  };

  it('give every triple a name, the first cell first', () => {
    expect(nameOf([5, 5, 5], rfmCells)).toBe('Champions');
    expect(nameOf([1, 1, 1], rfmCells)).toBe('Lost');
    expect(nameOf([5, 5, 1], rfmCells)).toBe('Others');
  });

  it('leave ten triples unnamed', () => {
    let count = 0;
    for (let i = 0; i < 125; i++) {
      const triple = [1 + (i % 5), 1 + (Math.floor(i / 5) % 5), 1 + Math.floor(i / 25)];
      if (nameOf(triple, rfmCells) === 'Others') count++;
    }
    expect(count).toBe(10);
  });

  it('keep the ends for any number of bands', () => {
    for (let bandCount = 2; bandCount <= 10; bandCount++) {
      expect(toFiveSteps(1, bandCount)).toBe(1);
      expect(toFiveSteps(bandCount, bandCount)).toBe(5);
      expect(nameOf([bandCount, bandCount, bandCount], rfmCells, bandCount)).toBe('Champions');
    }
    expect([1, 2, 3].map((score) => toFiveSteps(score, 3))).toEqual([1, 3, 5]);
  });

  it('need three scores', () => {
    expect(() => nameCells([Uint8Array.of(1)], 5, rfmCells)).toThrow(code('input.length-mismatch'));
  });
});
