// Which clusters come back when the persons are drawn anew (Hennig 2007, clusterwise stability).
import type { Labels } from '../agreement/cross-table.ts';
import type { Matrix } from '../matrix.ts';
import { createRandom, deriveSeed } from '../random.ts';
import { repeatInterval, type RepeatInterval } from '../statistics/repeat-interval.ts';
import { requireCount, requireRange, requireSameLength } from '../statistics/require-values.ts';
import type { ClusterFit } from './cluster-fit.ts';
import { withSteps, type CriterionStep } from './progress.ts';
import { sampleRows, takeMatrixRows } from './sample-rows.ts';

export interface JaccardParams {
  /** Bootstrap repeats. */
  readonly repeatCount: number;
  /** The bootstrap draws from at most this many rows, themselves drawn at random. */
  readonly sampleRowCount: number;
  readonly seed: number;
}

export const defaultJaccardParams = {
  repeatCount: 30,
  sampleRowCount: 10_000,
  seed: 0,
} as const satisfies JaccardParams;

/** From this mean on a cluster counts as stable (Hennig's advice: below, it should not be trusted). */
export const stableJaccard = 0.75;

export interface JaccardResult {
  readonly k: number;
  /** By cluster: mean similarity over the repeats, with its interval; null for an empty cluster. */
  readonly clusters: readonly (RepeatInterval | null)[];
  /** The least mean of all clusters. */
  readonly least: number;
  readonly sampleRowCount: number;
  readonly exact: boolean;
}

/**
 * In every repeat as many rows as the sample holds are drawn with replacement and clustered; of the
 * rows that were drawn, each given cluster is compared with the new cluster that shares most:
 * |A and B| / |A or B|.
 *
 * @param labels the clusters to be judged, one label a row of the matrix
 * @throws AnalysisError `input.too-few-rows`, `input.length-mismatch`, and what the fit throws
 */
export function* bootstrapJaccard(
  matrix: Matrix,
  labels: Labels,
  k: number,
  fit: ClusterFit,
  params: JaccardParams,
): Generator<CriterionStep, JaccardResult> {
  const { repeatCount, seed } = params;
  requireRange(repeatCount, 1, 10_000, 'The number of bootstrap repeats');
  requireCount(matrix.rowCount, k, 'Bootstrap of clusters');
  requireSameLength(labels, matrix.columns[0] ?? [], 'Bootstrap of clusters');
  const sampleSeed = deriveSeed(seed, 'jaccard-sample', k);
  const rows = sampleRows(matrix.rowCount, params.sampleRowCount, sampleSeed);
  const similarities = Array.from({ length: k }, (): number[] => []);
  for (let repeat = 0; repeat < repeatCount; repeat++) {
    const drawn = drawWithReplacement(rows, deriveSeed(seed, 'jaccard-draw', k, repeat));
    const step = { criterion: 'jaccard', done: repeat, total: repeatCount } as const;
    const request = { k, seed: deriveSeed(seed, 'jaccard-fit', k, repeat) };
    const fitted = yield* withSteps(fit(takeMatrixRows(matrix, drawn), request), step);
    bestSimilarities(labels, drawn, fitted.labels, k).forEach((similarity, cluster) => {
      if (similarity !== null) similarities[cluster]!.push(similarity);
    });
    yield { ...step, done: repeat + 1 };
  }
  const clusters = similarities.map((list) => (list.length === 0 ? null : repeatInterval(list)));
  const means = clusters.flatMap((cluster) => (cluster === null ? [] : [cluster.mean]));
  return {
    k,
    clusters,
    least: Math.min(...means),
    sampleRowCount: rows.length,
    exact: rows.length === matrix.rowCount,
  };
}

/** Row indices, ascending, so that equal rows lie together. */
function drawWithReplacement(rows: Uint32Array, seed: number): Uint32Array {
  const random = createRandom(seed);
  return rows.map(() => rows[random.integerBelow(rows.length)]!).sort();
}

/** By given cluster: the largest Jaccard similarity with a new one; null where none was drawn. */
function bestSimilarities(
  labels: Labels,
  drawn: Uint32Array,
  fitted: Labels,
  k: number,
): (number | null)[] {
  const shared = new Uint32Array(k * k);
  const givenSizes = new Uint32Array(k);
  const fittedSizes = new Uint32Array(k);
  for (let i = 0; i < drawn.length; i++) {
    // A row that was drawn twice is still one person.
    if (i > 0 && drawn[i] === drawn[i - 1]) continue;
    const given = labels[drawn[i]!]!;
    const found = fitted[i]!;
    shared[given * k + found]!++;
    givenSizes[given]!++;
    fittedSizes[found]!++;
  }
  return Array.from(givenSizes, (size, given) => {
    if (size === 0) return null;
    let best = 0;
    for (let found = 0; found < k; found++) {
      const both = shared[given * k + found]!;
      best = Math.max(best, both / (size + fittedSizes[found]! - both));
    }
    return best;
  });
}
