// A model whose workings are known, for the explanations that see a model as a function.
import { createRandom } from '#analysis/random';
import type { FeatureTable } from '#analysis/supervised/feature-table';
import type { Predict } from '#analysis/explanations/predict';

/** Five independent columns: two that matter, a copy of the first with noise, two that do not. */
export function plantedTable(rowCount: number, seed: number, copyNoise = 0.1): FeatureTable {
  const random = createRandom(seed);
  const draw = () => Float64Array.from({ length: rowCount }, () => random.normal());
  const strong = draw();
  const columns = [
    strong,
    draw(),
    strong.map((value) => value + copyNoise * random.normal()),
    draw(),
    Float64Array.from({ length: rowCount }, () => random.integerBelow(2)),
  ];
  const names = ['strong', 'weak', 'copy', 'idle', 'flag'];
  return {
    rowCount,
    columns: columns.map((values, j) => ({
      name: names[j]!,
      kind: j === 4 ? 'binary' : 'continuous',
      values,
      levels: [],
    })),
  };
}

/** Two classes: the log-odds of the second are 3 strong + 1 weak. */
export const plantedPredict: Predict = (table) => {
  const probabilities = new Float64Array(2 * table.rowCount);
  const [strong, weak] = table.columns;
  for (let row = 0; row < table.rowCount; row++) {
    const margin = 3 * strong!.values[row]! + weak!.values[row]!;
    const second = 1 / (1 + Math.exp(-margin));
    probabilities[2 * row] = 1 - second;
    probabilities[2 * row + 1] = second;
  }
  return probabilities;
};

export function plantedLabels(table: FeatureTable, seed: number): Int32Array {
  const random = createRandom(seed);
  const probabilities = plantedPredict(table);
  return Int32Array.from({ length: table.rowCount }, (_, row) =>
    random.uniform() < probabilities[2 * row + 1]! ? 1 : 0,
  );
}
