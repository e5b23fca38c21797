// Rows with and without groups, z-scored, for the tests of choosing k.
import { silhouetteValues } from '#analysis/silhouette/silhouette';
import { kmeansClusterFit } from '#analysis/choosing-k/kmeans-cluster-fit';
import type { MeanSilhouette } from '#analysis/choosing-k/test-structure';
import type { Matrix } from '#analysis/matrix';
import { createRandom, type Random } from '#analysis/random';
import { mean } from '#analysis/statistics/moments';
import { applyTransform } from '#analysis/transform/apply-transform';
import { fitTransform } from '#analysis/transform/fit-transform';
import { defaultTreatment } from '#analysis/transform/transform-params';

export const fit = kmeansClusterFit({ restartCount: 3, maxIterationCount: 100, tolerance: 1e-3 });

export const meanSilhouette: MeanSilhouette = function* (matrix, labels, k) {
  return mean(yield* silhouetteValues(matrix, labels, k));
};

export function drain<Result>(generator: Generator<unknown, Result>): Result {
  let next = generator.next();
  while (!next.done) next = generator.next();
  return next.value;
}

export function rowsOf(
  rowCount: number,
  seed: number,
  draw: (random: Random) => number[],
  log1p = false,
): Matrix {
  const random = createRandom(seed);
  const rows = Array.from({ length: rowCount }, () => draw(random));
  const width = rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, i) =>
    Float64Array.from(rows, (row) => row[i] ?? NaN),
  );
  const matrix = { rowCount, columns };
  const treatments = columns.map((_, i) => ({ ...defaultTreatment(`column ${i}`), log1p }));
  return applyTransform(fitTransform(matrix, treatments), matrix);
}

const centres = [
  [0, 0, 0],
  [6, 1, 5],
  [1, 6, 6],
  [7, 7, 1],
];

/** Four round groups of unit deviation. */
export function fourBlobs(rowCount: number, seed: number): Matrix {
  return rowsOf(rowCount, seed, (random) => {
    const centre = centres[random.integerBelow(4)] ?? [];
    return centre.map((value) => value + random.normal());
  });
}

export function evenSpread(rowCount: number, seed: number): Matrix {
  return rowsOf(rowCount, seed, (random) => [random.uniform(), random.uniform(), random.uniform()]);
}

export function oneBlob(rowCount: number, seed: number): Matrix {
  return rowsOf(rowCount, seed, (random) => [random.normal(), random.normal(), random.normal()]);
}

/** Recency, frequency and engagement of people who differ in one thing: how active they are. */
export function activityCloud(rowCount: number, seed: number): Matrix {
  const draw = (random: Random) => {
    const activity = random.normal();
    return [
      Math.exp(3 - 0.8 * activity + 0.8 * random.normal()),
      Math.exp(1 + activity + 0.4 * random.normal()),
      Math.exp(2 + activity + 0.4 * random.normal()),
    ];
  };
  return rowsOf(rowCount, seed, draw, true);
}
