// One run of Lloyd's algorithm from given centroids, over rows that any backend holds.
import type { KMeansRows, Moments } from './kmeans-backend.ts';
import { relocateEmptyClusters } from './relocate-empty.ts';

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
  rows.assign(start);
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

interface CentroidMove {
  readonly squaredShift: number;
  readonly relocationCount: number;
  /** By how much the inertia falls when relocated rows join the clusters started at them. */
  readonly relocationGain: number;
}

const noMove: CentroidMove = { squaredShift: 0, relocationCount: 0, relocationGain: 0 };

/** Centroids with the sums and sizes they are the means of. */
class RunningMeans {
  centroids: Float64Array;
  sizes: Uint32Array;
  inertia: number;
  private sums: Float64Array;
  private readonly rows: KMeansRows;

  constructor(rows: KMeansRows, start: Float64Array) {
    this.rows = rows;
    this.centroids = start;
    const moments = rows.moments(start);
    this.sizes = moments.sizes;
    this.sums = sumsAboutZero(moments, start);
    this.inertia = moments.inertia;
  }

  /** Labels the rows by the centroids; false where no label changed. */
  reassign(): boolean {
    const change = this.rows.reassign(this.centroids);
    change.sizeDelta.forEach((delta, cluster) => (this.sizes[cluster]! += delta));
    change.sumDelta.forEach((delta, cell) => (this.sums[cell]! += delta));
    this.inertia = Math.max(0, this.inertia + change.inertiaDelta);
    return change.changedRowCount > 0;
  }

  /** Moves the centroids to the means of their rows. */
  moveCentroids(): CentroidMove {
    const { columnCount } = this.rows;
    const sums = this.sums.slice();
    const sizes = this.sizes.slice();
    const relocated = relocateEmptyClusters(this.rows, this.centroids, sums, sizes);
    const next = this.centroids.map((kept, cell) => {
      const size = sizes[Math.floor(cell / columnCount)] ?? 0;
      return size > 0 ? (sums[cell] ?? 0) / size : kept;
    });
    let squaredShift = 0;
    let gain = 0;
    next.forEach((value, cell) => {
      const square = (value - (this.centroids[cell] ?? 0)) ** 2;
      squaredShift += square;
      gain += square * (this.sizes[Math.floor(cell / columnCount)] ?? 0);
    });
    this.centroids = next;
    if (relocated.length > 0) this.inertia = this.rows.moments(next).inertia;
    else this.inertia = Math.max(0, this.inertia - gain);
    const relocationGain = relocated.reduce((sum, { donor, point }) => {
      const offset = donor * columnCount;
      return sum + point.reduce((square, x, j) => square + (x - (next[offset + j] ?? 0)) ** 2, 0);
    }, 0);
    return { squaredShift, relocationCount: relocated.length, relocationGain };
  }

  /**
   * Forms means and inertia afresh from the labels, rounds the centroids to their published values
   * and labels the rows by those; true where no label changed.
   */
  settle(publish: (centroids: Float64Array) => Float64Array): boolean {
    const { columnCount } = this.rows;
    const about = this.centroids;
    const moments = this.rows.moments(about);
    const means = about.map((middle, cell) => {
      const size = moments.sizes[Math.floor(cell / columnCount)] ?? 0;
      return size > 0 ? middle + (moments.sums[cell] ?? 0) / size : middle;
    });
    this.centroids = publish(means);
    this.sizes = moments.sizes;
    this.sums = sumsAboutZero(moments, about);
    this.inertia = inertiaAbout(this.centroids, about, moments);
    return !this.reassign();
  }
}

function sumsAboutZero({ sizes, sums }: Moments, about: Float64Array): Float64Array {
  const columnCount = sums.length / sizes.length;
  return sums.map(
    (sum, cell) => sum + (about[cell] ?? 0) * (sizes[Math.floor(cell / columnCount)] ?? 0),
  );
}

/** Moves the inertia from one set of centroids to another: sum |x-c|^2 with x-c = (x-m) - (c-m). */
function inertiaAbout(centroids: Float64Array, about: Float64Array, moments: Moments): number {
  const columnCount = moments.sums.length / moments.sizes.length;
  let inertia = moments.inertia;
  centroids.forEach((value, cell) => {
    const shift = value - (about[cell] ?? 0);
    const size = moments.sizes[Math.floor(cell / columnCount)] ?? 0;
    inertia += shift * (shift * size - 2 * (moments.sums[cell] ?? 0));
  });
  return Math.max(0, inertia);
}
