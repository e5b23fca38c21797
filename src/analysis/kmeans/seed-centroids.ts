// k-means++: first centroids drawn far apart, with scikit-learn's greedy choice among a few draws.
import type { Random } from '../random.ts';
import type { KMeansRows } from './kmeans-backend.ts';

export interface SeedingStep {
  readonly centroidCount: number;
  /** Sum of squared distances of all rows to the nearest centroid drawn so far. */
  readonly potential: number;
}

/**
 * Draws k rows as first centroids, yielding after each. Every further one is drawn with probability
 * proportional to the squared distance to those drawn before; of 2 + floor(ln k) such draws the one
 * that leaves the lowest potential is taken (Arthur and Vassilvitskii 2007, greedy variant).
 *
 * @returns k x columns, row-major, in centred units. The rows must hold k distinct ones.
 */
export function* seedCentroids(
  rows: KMeansRows,
  k: number,
  random: Random,
): Generator<SeedingStep, Float64Array> {
  const trialCount = 2 + Math.floor(Math.log(k));
  const centroids = new Float64Array(k * rows.columnCount);
  let row = random.integerBelow(rows.rowCount);
  let potential = rows.seedFirst(row);
  rows.copyRow(row, centroids, 0);
  yield { centroidCount: 1, potential };
  for (let index = 1; index < k; index++) {
    const candidates = Array.from({ length: trialCount }, () =>
      rows.seedPick(random.uniform() * potential),
    );
    const potentials = rows.seedTrial(candidates);
    const best = potentials.indexOf(Math.min(...potentials));
    row = candidates[best] ?? row;
    potential = rows.seedAccept(row);
    rows.copyRow(row, centroids, index * rows.columnCount);
    yield { centroidCount: index + 1, potential };
  }
  return centroids;
}
