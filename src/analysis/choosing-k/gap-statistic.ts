// The gap statistic (Tibshirani, Walther and Hastie 2001): the fall of the inertia, compared with
// that of data spread evenly over the same box.
import type { Matrix } from '../matrix.ts';
import { createRandom, deriveSeed } from '../random.ts';
import { repeatInterval } from '../statistics/repeat-interval.ts';
import { requireCount, requireRange } from '../statistics/require-values.ts';
import type { ClusterFit } from './cluster-fit.ts';
import { principalAxes, toAxes } from './principal-axes.ts';
import { withSteps, type CriterionStep } from './progress.ts';
import { sampleRows, takeMatrixRows } from './sample-rows.ts';

export interface GapParams {
  /** Every k from 1 to this one is compared. */
  readonly maxK: number;
  /** Reference sets. */
  readonly referenceCount: number;
  /** At most this many rows, drawn at random; all where there are fewer. */
  readonly sampleRowCount: number;
  readonly seed: number;
}

export const defaultGapParams = {
  maxK: 10,
  referenceCount: 20,
  sampleRowCount: 10_000,
  seed: 0,
} as const satisfies GapParams;

export interface GapPoint {
  readonly k: number;
  /** log of the sample's inertia. */
  readonly logInertia: number;
  /** Mean over reference sets of the log of theirs. */
  readonly referenceLogInertia: number;
  /** The difference: how much more the sample falls than an even spread does. */
  readonly gap: number;
  /** s_k: deviation over reference sets times sqrt(1 + 1 / their number). */
  readonly standardError: number;
}

export interface GapResult {
  readonly points: readonly GapPoint[];
  /**
   * The smallest k with gap(k) >= gap(k + 1) - s(k + 1); 1 says that there are no groups. Null
   * where the gap still rises at the end of the range.
   */
  readonly k: number | null;
  readonly sampleRowCount: number;
  /** False where the numbers come from a sample. */
  readonly exact: boolean;
}

/**
 * References are uniform in the box of the sample's principal axes (variant b of the paper), which
 * takes the shape of correlated data into account. The distances of the box to the sample do not
 * matter, so it is laid in the axes' own coordinates.
 *
 * @param matrix finite z-values
 * @throws AnalysisError `input.too-few-rows` with fewer than maxK + 1 rows, and what the fit throws
 */
export function* gapStatistic(
  matrix: Matrix,
  fit: ClusterFit,
  params: GapParams,
): Generator<CriterionStep, GapResult> {
  const { maxK, referenceCount, seed } = params;
  requireRange(maxK, 1, 1000, 'The largest k of the gap statistic');
  requireRange(referenceCount, 2, 1000, 'The number of reference sets');
  requireCount(matrix.rowCount, maxK + 1, 'Gap statistic');
  const rows = sampleRows(matrix.rowCount, params.sampleRowCount, deriveSeed(seed, 'gap-sample'));
  const sample = takeMatrixRows(matrix, rows);
  const total = (referenceCount + 1) * maxK;
  const observed = yield* logInertias(sample, fit, params, -1, total);
  const box = boxOf(toAxes(sample, principalAxes(sample)));
  const references: number[][] = [];
  for (let reference = 0; reference < referenceCount; reference++) {
    const drawn = drawFromBox(box, sample.rowCount, deriveSeed(seed, 'gap-box', reference));
    references.push(yield* logInertias(drawn, fit, params, reference, total));
  }
  const points = observed.map((logInertia, i) => pointOf(i + 1, logInertia, references));
  return {
    points,
    k: firstWithinOneError(points),
    sampleRowCount: sample.rowCount,
    exact: sample.rowCount === matrix.rowCount,
  };
}

/** log inertia for k = 1 to maxK; `reference` is -1 for the sample itself. */
function* logInertias(
  matrix: Matrix,
  fit: ClusterFit,
  { maxK, seed }: GapParams,
  reference: number,
  total: number,
): Generator<CriterionStep, number[]> {
  const result: number[] = [];
  for (let k = 1; k <= maxK; k++) {
    const done = (reference + 1) * maxK + k - 1;
    const request = { k, seed: deriveSeed(seed, 'gap-fit', k, reference) };
    const { inertia } = yield* withSteps(fit(matrix, request), { criterion: 'gap', done, total });
    // Rows that all lie on k points have no inertia left; the smallest number stands in for log 0.
    result.push(Math.log(Math.max(inertia, Number.MIN_VALUE)));
    yield { criterion: 'gap', done: done + 1, total };
  }
  return result;
}

function pointOf(k: number, logInertia: number, references: readonly number[][]): GapPoint {
  const logs = references.map((reference) => reference[k - 1]!);
  const { mean } = repeatInterval(logs);
  const variance = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / logs.length;
  return {
    k,
    logInertia,
    referenceLogInertia: mean,
    gap: mean - logInertia,
    standardError: Math.sqrt(variance * (1 + 1 / logs.length)),
  };
}

function firstWithinOneError(points: readonly GapPoint[]): number | null {
  const found = points.find((point, i) => {
    const next = points[i + 1];
    return next !== undefined && point.gap >= next.gap - next.standardError;
  });
  return found?.k ?? null;
}

interface Side {
  readonly low: number;
  readonly length: number;
}

function boxOf({ columns }: Matrix): Side[] {
  return columns.map((column) => {
    const low = column.reduce((least, value) => Math.min(least, value));
    const high = column.reduce((most, value) => Math.max(most, value));
    return { low, length: high - low };
  });
}

function drawFromBox(box: readonly Side[], rowCount: number, seed: number): Matrix {
  const random = createRandom(seed);
  const columns = box.map(({ low, length }) =>
    Float64Array.from({ length: rowCount }, () => low + length * random.uniform()),
  );
  return { rowCount, columns };
}
