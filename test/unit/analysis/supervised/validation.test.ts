// Folds keep apart what belongs apart; metrics are right on small examples; shuffled labels are seen.
import { describe, expect, it } from 'vitest';
import { AnalysisError } from '#analysis/analysis-error';
import { createRandom } from '#analysis/random';
import { calibrate } from '#analysis/supervised/metrics/calibration';
import { confusionMatrix, confusionShares } from '#analysis/supervised/metrics/confusion-matrix';
import { evaluate } from '#analysis/supervised/metrics/evaluate';
import { guessingVerdict } from '#analysis/supervised/metrics/guessing-verdict';
import { rankingCurves } from '#analysis/supervised/metrics/ranking-curves';
import { defaultSupervisedParams } from '#analysis/supervised/supervised-model';
import { crossValidate, type ModelChoice } from '#analysis/supervised/validation/cross-validate';
import { planFolds } from '#analysis/supervised/validation/folds';
import { finish } from '../kmeans/blobs.ts';
import { makePersons, shuffleLabels } from './invented-persons.ts';

const { target } = makePersons(203, 3, 3, 1, 6);

describe('folds', () => {
  it('stratified: every row is tested once, classes are spread evenly', () => {
    const { folds, kind } = planFolds(target, 3, { foldCount: 5, seed: 1 });
    expect(kind).toBe('stratified');
    const tested = folds.flatMap(({ test }) => [...test]).sort((a, b) => a - b);
    expect(tested).toEqual([...target.keys()]);
    for (let label = 0; label < 3; label++) {
      const counts = folds.map(({ test }) => test.filter((row) => target[row] === label).length);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
    for (const { training, test } of folds) {
      expect(training.length + test.length).toBe(203);
      expect(training.some((row) => test.includes(row))).toBe(false);
    }
    expect(planFolds(target, 3, { foldCount: 5, seed: 2 }).folds).not.toEqual(folds);
  });

  it('grouped: a person is never in training and test both', () => {
    const groups = Int32Array.from(target, (_, row) => row % 50);
    const { folds } = planFolds(target, 3, { foldCount: 4, seed: 1, groups });
    for (const { training, test } of folds) {
      const tested = new Set(test.map((row) => groups[row]!));
      expect(training.some((row) => tested.has(groups[row]!))).toBe(false);
      expect(test.length).toBeGreaterThan(30);
    }
  });

  it('forward: tests lie after all of their training', () => {
    const random = createRandom(1);
    const times = Float64Array.from(target, () => random.integerBelow(40));
    const { folds, notes } = planFolds(target, 3, { foldCount: 3, seed: 1, times });
    for (const { training, test } of folds) {
      const last = Math.max(...training.map((row) => times[row]!));
      expect(Math.min(...test.map((row) => times[row]!))).toBeGreaterThan(last);
    }
    expect(notes.at(-1)).toMatch(/never tested/);
  });

  it('names rare classes, and refuses folds without rows', () => {
    const rare = target.map((label, row) => (row < 3 ? 3 : label));
    expect(planFolds(rare, 4, { foldCount: 5, seed: 1 }).notes[0]).toMatch(/Class 3 has 3 rows/);
    const same = new Float64Array(203).fill(1);
    const refused = [
      () => planFolds(target, 3, { foldCount: 5, seed: 1, times: same }),
      () => planFolds(target, 3, { foldCount: 5, seed: 1, groups: new Int32Array(203) }),
      () => planFolds(target, 3, { foldCount: 5, seed: 1, times: same.map(() => NaN) }),
      () => planFolds(target, 3, { foldCount: 1, seed: 1 }),
    ];
    for (const run of refused) expect(run).toThrow(AnalysisError);
  });
});

describe('metrics', () => {
  it('confusion: shares of rows with intervals, none for a class without rows', () => {
    const labels = Int32Array.of(0, 0, 0, 1);
    const confusion = confusionMatrix(labels, Int32Array.of(0, 0, 1, 1), 3);
    const shares = confusionShares(confusion);
    expect(shares[0]![0]!.share).toBeCloseTo(2 / 3, 15);
    expect(shares[0]![0]!.low).toBeLessThan(2 / 3);
    expect(shares[2]).toEqual([null, null, null]);
  });

  it('ranking: ties count half, and one class alone has no curve', () => {
    const scores = Float64Array.of(0.9, 0.5, 0.5, 0.1);
    expect(rankingCurves(scores, (row) => row < 2)!.auc).toBe(0.875);
    expect(rankingCurves(scores, () => true)).toBeNull();
  });

  it('calibration: a sure class falls into the last bin', () => {
    const { bins, expectedError } = calibrate(Float64Array.of(1, 1, 0.05), (row) => row === 0);
    expect(bins.map(({ count }) => count)).toEqual([1, 2]);
    expect(bins[1]!.observed.share).toBe(0.5);
    expect(expectedError).toBeCloseTo((0.05 + 1) / 3, 15);
  });

  it('intervals hold the value, and shrink with rows', () => {
    const widthAt = (rowCount: number) => {
      const random = createRandom(3);
      const labels = Int32Array.from({ length: rowCount }, () => random.integerBelow(2));
      const probabilities = Float64Array.from({ length: 2 * rowCount }, () => 0.5);
      labels.forEach((label, row) => {
        const own = random.uniform();
        probabilities[2 * row + label] = own;
        probabilities[2 * row + 1 - label] = 1 - own;
      });
      const { accuracy } = evaluate({ probabilities, target: labels, classCount: 2 });
      expect(accuracy.low).toBeLessThan(accuracy.value);
      expect(accuracy.high).toBeGreaterThan(accuracy.value);
      return accuracy.high - accuracy.low;
    };
    expect(widthAt(4000) / widthAt(250)).toBeLessThan(0.4);
  });
});

describe('verdict', () => {
  const choices: ModelChoice[] = [
    { kind: 'majority', params: {} },
    { kind: 'logistic', params: defaultSupervisedParams.logistic },
    { kind: 'boosting', params: { ...defaultSupervisedParams.boosting, roundCount: 20 } },
  ];

  function verdicts(persons: ReturnType<typeof makePersons>): boolean[] {
    const plan = planFolds(persons.target, 3, { foldCount: 5, seed: 1 });
    const results = finish(crossValidate(choices, persons.table, persons.target, 3, plan));
    const [baseline, ...models] = results.map(({ probabilities }) =>
      evaluate({ probabilities, target: persons.target, classCount: 3 }),
    );
    return models.map((model) => guessingVerdict(model, baseline!).betterThanGuessing);
  }

  it('planted labels are better than guessing, shuffled ones are not', () => {
    const persons = makePersons(500, 3, 4, 1, 8);
    expect(verdicts(persons)).toEqual([true, true]);
    for (const seed of [1, 2, 3])
      expect(verdicts(shuffleLabels(persons, seed))).toEqual([false, false]);
  });

  it('out-of-fold probabilities stand in the order of rows, with their folds', () => {
    const { table, target } = makePersons(120, 2, 3, 1, 9);
    const plan = planFolds(target, 2, { foldCount: 4, seed: 1 });
    const [result] = finish(crossValidate([choices[0]!], table, target, 2, plan));
    expect([...result!.rows]).toEqual([...target.keys()]);
    plan.folds.forEach(({ training, test }, fold) => {
      const share = training.filter((row) => target[row] === 1).length / training.length;
      for (const row of test) {
        expect(result!.foldOf[row]).toBe(fold);
        expect(result!.probabilities[2 * row + 1]).toBe(share);
      }
    });
    expect(result!.overFolds.accuracy.count).toBe(4);
  });
});
