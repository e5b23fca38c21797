// One run of Lloyd's algorithm from given centroids, over rows that any backend holds.
import type { KMeansRows } from './kmeans-backend.ts';
import { noMove, RunningMeans } from './running-means.ts';

export interface LloydParams {
  readonly maxIterationCount: number;
  /** The run stops when the centroids' squared movements add up to at most this (centred units). */
  readonly squaredShiftTolerance: number;
  /** Rounds centroids to what the model will say, so that labels come from published centroids. */
  readonly publish: (centroids: Float64Array) => Float64Array;
}

export interface LloydStep {
  readonly iterationCount: number;
  readonly inertia: number;
}

export interface LloydRun {
  /** k x columns, row-major, centred units; the rows' labels follow from exactly these. */
  readonly centroids: Float64Array;
  readonly sizes: Uint32Array;
  readonly inertia: number;
  readonly inertiaTrace: readonly number[];
  readonly converged: boolean;
  readonly relocationCount: number;
}

/**
 * Assigns rows and moves centroids to their means in turn, yielding after every iteration.
 *
 * The sums behind the means follow the rows that changed. Rounding in them is taken out before the
 * end: they are formed afresh about the last centroids, and a run counts as converged only if no row
 * changes after that either (or if the movement fell to the tolerance).
 */
export function* runLloyd(
  rows: KMeansRows,
  start: Float64Array,
  params: LloydParams,
): Generator<LloydStep, LloydRun> {
  const run = new RunningMeans(rows, start);
  const inertiaTrace: number[] = [];
  let relocationCount = 0;
  for (let iteration = 1; ; iteration++) {
    const changed = iteration === 1 || run.reassign();
    const moved = changed ? run.moveCentroids() : noMove;
    relocationCount += moved.relocationCount;
    const inertia = run.inertia - moved.relocationGain;
    inertiaTrace.push(inertia);
    yield { iterationCount: iteration, inertia };
    const still = !changed;
    const slow = moved.relocationCount === 0 && moved.squaredShift <= params.squaredShiftTolerance;
    if (!still && !slow && iteration < params.maxIterationCount) continue;
    const settled = run.settle(params.publish);
    if (still && !settled && iteration < params.maxIterationCount) continue;
    const converged = slow && (settled || !still);
    const { centroids, sizes } = run;
    return { centroids, sizes, inertia: run.inertia, inertiaTrace, converged, relocationCount };
  }
}
