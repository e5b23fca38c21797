// Permutations of one unit of features foretold together: a model that is prepared for every call, as
// one on a team of threads is, has one call for many of them. The scores are those of one by one.
import type { Predict } from '#analysis/explanations/predict';
import type { ScorePermutations } from '#analysis/explanations/permutation/permutation-importance';
import {
  scorePredictions,
  type PredictionScores,
} from '#analysis/explanations/permutation/prediction-scores';
import type { FeatureTable } from '#analysis/supervised/feature-table';

/** Rows of a call: enough to be worth it, few enough to stay small. */
const mostRows = 50_000;

export function scoreStacked(
  predict: Predict,
  table: FeatureTable,
  labels: Int32Array,
  classCount: number,
): ScorePermutations {
  const { rowCount } = table;
  const atOnce = Math.max(1, Math.floor(mostRows / rowCount));
  return function* (units, permutations) {
    const all: PredictionScores[][] = [];
    for (const unit of units) {
      const scores: PredictionScores[] = [];
      for (let first = 0; first < permutations.length; first += atOnce) {
        const some = permutations.slice(first, first + atOnce);
        const found = predict(stack(table, unit, some));
        some.forEach((_, i) => {
          const cells = found.subarray(i * rowCount * classCount, (i + 1) * rowCount * classCount);
          scores.push(scorePredictions(cells, labels, classCount));
        });
        yield (all.length + scores.length / permutations.length) / units.length;
      }
      all.push(scores);
    }
    return all;
  };
}

/** The table once for each permutation, with the features of the unit dealt out by it. */
function stack(
  { rowCount, columns }: FeatureTable,
  unit: readonly number[],
  permutations: readonly Uint32Array[],
): FeatureTable {
  return {
    rowCount: rowCount * permutations.length,
    columns: columns.map((column, j) => {
      const values = new Float64Array(rowCount * permutations.length);
      permutations.forEach((order, i) => {
        const own = unit.includes(j)
          ? Float64Array.from(order, (row) => column.values[row]!)
          : column.values;
        values.set(own, i * rowCount);
      });
      return { ...column, values };
    }),
  };
}
