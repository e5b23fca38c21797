// The state of a run of Lloyd's algorithm: centroids, and the sums that follow the rows that change.
import { canonicalOrder, isSorted, reorder } from './canonical-order.ts';
import type { KMeansRows, Moments } from './kmeans-backend.ts';
import { relocateEmptyClusters } from './relocate-empty.ts';

export interface CentroidMove {
  readonly squaredShift: number;
  readonly relocationCount: number;
  /** By how much the inertia falls when relocated rows join the clusters started at them. */
  readonly relocationGain: number;
}

export const noMove: CentroidMove = { squaredShift: 0, relocationCount: 0, relocationGain: 0 };

/** Above this share of changing rows, summing all rows is faster than following those that change. */
const restlessShare = 1 / 16;

/** Centroids with the sums and sizes they are the means of, over labelled rows. */
export class RunningMeans {
  centroids: Float64Array;
  sizes: Uint32Array;
  inertia: number;
  private sums: Float64Array;
  /** Rows that changed in the last iteration, and how many are to be expected in the next. */
  private changedRowCount: number;
  private expectedRowCount: number;
  private readonly rows: KMeansRows;

  /** Labels the rows by the start centroids. */
  constructor(rows: KMeansRows, start: Float64Array) {
    this.rows = rows;
    this.centroids = start;
    rows.assign(start);
    this.changedRowCount = rows.rowCount;
    this.expectedRowCount = rows.rowCount;
    const moments = rows.moments(start);
    this.sizes = moments.sizes;
    this.sums = sumsAboutZero(moments, start);
    this.inertia = moments.inertia;
  }

  /** Labels the rows by the centroids; false where no label changed. */
  reassign(): boolean {
    if (this.expectedRowCount > this.rows.rowCount * restlessShare) {
      this.noteChanged(this.rows.assign(this.centroids));
      if (this.changedRowCount === 0) return false;
      const moments = this.rows.moments(this.centroids);
      this.sizes = moments.sizes;
      this.sums = sumsAboutZero(moments, this.centroids);
      this.inertia = moments.inertia;
      return true;
    }
    const change = this.rows.reassign(this.centroids);
    this.noteChanged(change.changedRowCount);
    change.sizeDelta.forEach((delta, cluster) => (this.sizes[cluster]! += delta));
    change.sumDelta.forEach((delta, cell) => (this.sums[cell]! += delta));
    this.inertia = Math.max(0, this.inertia + change.inertiaDelta);
    return change.changedRowCount > 0;
  }

  /** The rows that change tend to become fewer by the same share each time. */
  private noteChanged(rowCount: number): void {
    this.expectedRowCount = Math.min(rowCount, rowCount ** 2 / Math.max(1, this.changedRowCount));
    this.changedRowCount = rowCount;
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
   * Forms means and inertia afresh from the labels, puts the clusters into canonical order, rounds the
   * centroids to their published values and labels the rows by those; true where no row moved.
   */
  settle(publish: (centroids: Float64Array) => Float64Array): boolean {
    const { columnCount } = this.rows;
    const about = this.centroids;
    const moments = this.rows.moments(about);
    const means = about.map((middle, cell) => {
      const size = moments.sizes[Math.floor(cell / columnCount)] ?? 0;
      return size > 0 ? middle + (moments.sums[cell] ?? 0) / size : middle;
    });
    const order = canonicalOrder(means, columnCount);
    const published = publish(means);
    this.inertia = inertiaAbout(published, about, moments);
    this.centroids = reorder(published, order);
    this.sizes = reorder(moments.sizes, order);
    this.sums = reorder(sumsAboutZero(moments, about), order);
    if (!isSorted(order)) this.rows.relabel(order.map((_, cluster) => order.indexOf(cluster)));
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
