// Permutations foretold together give the scores of those foretold one by one.
import { expect, it } from 'vitest';
import { scoreOneByOne } from '#analysis/explanations/permutation/permutation-importance';
import { scorePredictions } from '#analysis/explanations/permutation/prediction-scores';
import type { FeatureTable } from '#analysis/supervised/feature-table';
import { scoreStacked } from '#engine/workflows/explain/score-stacked';

const table: FeatureTable = {
  rowCount: 4,
  columns: [
    { name: 'x', kind: 'continuous', values: Float64Array.of(0.1, 0.4, NaN, 0.9), levels: [] },
    { name: 'y', kind: 'binary', values: Float64Array.of(0, 1, 1, 0), levels: [] },
  ],
};
const labels = Int32Array.of(0, 1, 1, 0);
const permutations = [Uint32Array.of(3, 2, 1, 0), Uint32Array.of(1, 0, 3, 2)];

function predict({ rowCount, columns }: FeatureTable): Float64Array {
  const found = new Float64Array(2 * rowCount);
  for (let row = 0; row < rowCount; row++) {
    const x = columns[0]!.values[row]!;
    const share = (Number.isNaN(x) ? 0.3 : x) / 2 + columns[1]!.values[row]! / 4;
    found.set([share, 1 - share], 2 * row);
  }
  return found;
}

function toEnd<Result>(work: Generator<number, Result>): Result {
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

it('gives the same scores for single features, groups, and the rows as they are', () => {
  const units = [[0], [1], [0, 1], []];
  const stacked = toEnd(scoreStacked(predict, table, labels, 2)(units, permutations));
  const score = (rows: FeatureTable) => scorePredictions(predict(rows), labels, 2);
  const single = toEnd(scoreOneByOne(table, score)(units, permutations));
  expect(stacked).toEqual(single);
  expect(stacked[0]?.[0]).not.toEqual(stacked[3]?.[0]);
});
