// The silhouette of many rows from stratified samples, with its interval.
import type { Labels } from '../agreement/cross-table.ts';
import { takeMatrixRows } from '../choosing-k/sample-rows.ts';
import type { Matrix } from '../matrix.ts';
import { deriveSeed } from '../random.ts';
import { stratifiedRows } from '../reductions/stratified-rows.ts';
import { repeatInterval, type RepeatInterval } from '../statistics/repeat-interval.ts';
import { requireSameLength } from '../statistics/require-values.ts';
import type { Team } from '../team.ts';
import { silhouetteValues } from './silhouette.ts';

export interface SilhouetteParams {
  /** Rows of one sample; all rows where there are no more. */
  readonly sampleRowCount: number;
  readonly repeatCount: number;
  readonly seed: number;
}

export const defaultSilhouetteParams = {
  sampleRowCount: 10_000,
  repeatCount: 5,
  seed: 0,
} as const satisfies SilhouetteParams;

export interface SampledSilhouette {
  /** Mean over all rows, every cluster weighted by its true size. */
  readonly mean: RepeatInterval;
  /** By cluster; null for an empty one. */
  readonly clusterMeans: readonly (number | null)[];
  readonly sampleRowCount: number;
  readonly exact: boolean;
  /** By cluster: the values of the first sample, descending. */
  readonly values: readonly Float64Array[];
}

/** Fewer rows of a cluster than this would say nothing about it. */
const leastRowsOfCluster = 50;

/**
 * The mean silhouette and that of each cluster, exactly where the rows are few, else from several
 * samples: each cluster's proportional share of the rows, but at least 50 of them or all it has. Yields
 * the share done.
 *
 * @param labels 0 to k - 1 for every row
 * @param team whose threads share the work; plain TypeScript where not given
 * @throws AnalysisError as `silhouetteValues`
 */
export function* sampledSilhouette(
  matrix: Matrix,
  labels: Labels,
  k: number,
  params: SilhouetteParams,
  team?: Team,
): Generator<number, SampledSilhouette> {
  requireSameLength(labels, matrix.columns[0] ?? [], 'Silhouette');
  const exact = matrix.rowCount <= params.sampleRowCount;
  const repeatCount = exact ? 1 : params.repeatCount;
  const sizes = new Uint32Array(k);
  for (let row = 0; row < matrix.rowCount; row++) sizes[labels[row]!]!++;
  const means: number[] = [];
  const clusterSums = new Float64Array(k);
  let first: Float64Array[] = [];
  let sampleRowCount = matrix.rowCount;
  for (let repeat = 0; repeat < repeatCount; repeat++) {
    const seed = deriveSeed(params.seed, 'silhouette', k, repeat);
    const rows = stratifiedRows(labels, k, params.sampleRowCount, leastRowsOfCluster, seed);
    const sampleLabels = Uint16Array.from(rows, (row) => labels[row]!);
    const work = silhouetteValues(takeMatrixRows(matrix, rows), sampleLabels, k, team);
    let next = work.next();
    for (; !next.done; next = work.next()) yield (repeat + next.value) / repeatCount;
    const groups = groupValues(next.value, sampleLabels, k);
    if (repeat === 0) {
      first = groups.map((values) => values.sort().reverse());
      sampleRowCount = rows.length;
    }
    let weighted = 0;
    groups.forEach((values, cluster) => {
      const mean = values.length === 0 ? 0 : sum(values) / values.length;
      clusterSums[cluster]! += mean;
      weighted += (mean * sizes[cluster]!) / matrix.rowCount;
    });
    means.push(weighted);
  }
  return {
    mean: repeatInterval(means),
    clusterMeans: Array.from(clusterSums, (total, cluster) =>
      sizes[cluster] === 0 ? null : total / repeatCount,
    ),
    sampleRowCount,
    exact,
    values: first,
  };
}

function groupValues(values: Float64Array, labels: Labels, k: number): Float64Array[] {
  const groups = Array.from({ length: k }, (): number[] => []);
  values.forEach((value, row) => groups[labels[row]!]!.push(value));
  return groups.map((group) => Float64Array.from(group));
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
