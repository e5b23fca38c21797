// The k-means passes in plain TypeScript: they define what the WebAssembly kernel computes.
import type { CentredMatrix } from './centred-matrix.ts';
import {
  chunkRowCount,
  type KMeansRows,
  type Moments,
  type NearestTwo,
  type Reassignment,
} from './kmeans-backend.ts';
import { pickByWeight } from './pick-by-weight.ts';

/** Rows in centred units, row-major, so that one row lies together. */
export function centredRows({ matrix, origin, scale }: CentredMatrix): Float64Array {
  const columnCount = matrix.columns.length;
  const values = new Float64Array(matrix.rowCount * columnCount);
  matrix.columns.forEach((column, index) => {
    const middle = (origin[index] ?? 0) * scale;
    for (let row = 0; row < matrix.rowCount; row++) {
      values[row * columnCount + index] = (column[row] ?? 0) * scale - middle;
    }
  });
  return values;
}

class ScalarRows implements KMeansRows {
  readonly rowCount: number;
  readonly columnCount: number;
  private readonly values: Float64Array;
  private readonly labels: Uint16Array;
  private closest = new Float64Array(0);
  private chunkPotentials = new Float64Array(0);

  constructor(centred: CentredMatrix) {
    this.rowCount = centred.matrix.rowCount;
    this.columnCount = centred.matrix.columns.length;
    this.values = centredRows(centred);
    this.labels = new Uint16Array(this.rowCount);
  }

  copyRow(row: number, into: Float64Array, offset: number): void {
    into.set(this.row(row), offset);
  }

  assign(centroids: Float64Array): number {
    let changedRowCount = 0;
    for (let row = 0; row < this.rowCount; row++) {
      const label = this.nearest(row, centroids);
      if (label !== this.labels[row]) changedRowCount += 1;
      this.labels[row] = label;
    }
    return changedRowCount;
  }

  reassign(centroids: Float64Array): Reassignment {
    const { columnCount } = this;
    const k = centroids.length / columnCount;
    const sizeDelta = new Int32Array(k);
    const sumDelta = new Float64Array(k * columnCount);
    let changedRowCount = 0;
    let inertiaDelta = 0;
    for (let start = 0; start < this.rowCount; start += chunkRowCount) {
      const sums = new Float64Array(k * columnCount);
      let chunkInertia = 0;
      for (let row = start; row < Math.min(start + chunkRowCount, this.rowCount); row++) {
        const before = this.labels[row] ?? 0;
        const after = this.nearest(row, centroids);
        if (after === before) continue;
        this.labels[row] = after;
        changedRowCount += 1;
        sizeDelta[before]! -= 1;
        sizeDelta[after]! += 1;
        for (let j = 0; j < columnCount; j++) {
          const value = this.values[row * columnCount + j] ?? 0;
          sums[before * columnCount + j]! -= value;
          sums[after * columnCount + j]! += value;
        }
        chunkInertia +=
          this.distance(row, centroids, after) - this.distance(row, centroids, before);
      }
      addInto(sumDelta, sums);
      inertiaDelta += chunkInertia;
    }
    return { changedRowCount, sizeDelta, sumDelta, inertiaDelta };
  }

  relabel(names: readonly number[]): void {
    this.labels.forEach((label, row) => (this.labels[row] = names[label] ?? label));
  }

  moments(centroids: Float64Array): Moments {
    const { columnCount } = this;
    const k = centroids.length / columnCount;
    const sizes = new Uint32Array(k);
    const totals = new Float64Array(k * columnCount);
    let inertia = 0;
    for (let start = 0; start < this.rowCount; start += chunkRowCount) {
      const sums = new Float64Array(k * columnCount);
      let chunkInertia = 0;
      for (let row = start; row < Math.min(start + chunkRowCount, this.rowCount); row++) {
        const label = this.labels[row] ?? 0;
        sizes[label]! += 1;
        for (let j = 0; j < columnCount; j++) {
          const cell = label * columnCount + j;
          sums[cell]! += (this.values[row * columnCount + j] ?? 0) - (centroids[cell] ?? 0);
        }
        chunkInertia += this.distance(row, centroids, label);
      }
      addInto(totals, sums);
      inertia += chunkInertia;
    }
    return { sizes, sums: totals, inertia };
  }

  nearestTwo(centroids: Float64Array): NearestTwo {
    const k = centroids.length / this.columnCount;
    const labels = k <= 256 ? new Uint8Array(this.rowCount) : new Uint16Array(this.rowCount);
    const first = new Float64Array(this.rowCount);
    const second = new Float64Array(this.rowCount);
    for (let row = 0; row < this.rowCount; row++) {
      let best = Infinity;
      let next = Infinity;
      for (let cluster = 0; cluster < k; cluster++) {
        const distance = this.distance(row, centroids, cluster);
        if (distance < best) {
          next = best;
          best = distance;
          labels[row] = cluster;
        } else if (distance < next) next = distance;
      }
      first[row] = best;
      second[row] = next;
    }
    return { labels, first, second };
  }

  seedFirst(row: number): number {
    this.closest = new Float64Array(this.rowCount).fill(Infinity);
    return this.seedAccept(row);
  }

  seedTrial(rows: readonly number[]): Float64Array {
    return Float64Array.from(rows, (candidate) => {
      const seed = this.row(candidate);
      let potential = 0;
      for (let start = 0; start < this.rowCount; start += chunkRowCount) {
        let sum = 0;
        for (let row = start; row < Math.min(start + chunkRowCount, this.rowCount); row++) {
          sum += Math.min(this.closest[row] ?? 0, this.distance(row, seed, 0));
        }
        potential += sum;
      }
      return potential;
    });
  }

  seedAccept(row: number): number {
    const seed = this.row(row);
    const chunkCount = Math.ceil(this.rowCount / chunkRowCount);
    this.chunkPotentials = new Float64Array(chunkCount);
    for (let other = 0; other < this.rowCount; other++) {
      const closest = Math.min(this.closest[other] ?? 0, this.distance(other, seed, 0));
      this.closest[other] = closest;
      this.chunkPotentials[Math.floor(other / chunkRowCount)]! += closest;
    }
    return this.chunkPotentials.reduce((sum, value) => sum + value, 0);
  }

  seedPick(target: number): number {
    return pickByWeight(target, this.chunkPotentials, this.closest);
  }

  close(): void {
    this.closest = new Float64Array(0);
  }

  private row(row: number): Float64Array {
    return this.values.subarray(row * this.columnCount, (row + 1) * this.columnCount);
  }

  private distance(row: number, centroids: Float64Array, cluster: number): number {
    const { columnCount, values } = this;
    const from = row * columnCount;
    const to = cluster * columnCount;
    let even = 0;
    let odd = 0;
    for (let j = 0; j < columnCount; j += 2) {
      even += ((values[from + j] ?? 0) - (centroids[to + j] ?? 0)) ** 2;
      if (j + 1 < columnCount) {
        odd += ((values[from + j + 1] ?? 0) - (centroids[to + j + 1] ?? 0)) ** 2;
      }
    }
    return even + odd;
  }

  private nearest(row: number, centroids: Float64Array): number {
    const k = centroids.length / this.columnCount;
    let label = 0;
    let best = this.distance(row, centroids, 0);
    for (let cluster = 1; cluster < k; cluster++) {
      const distance = this.distance(row, centroids, cluster);
      if (distance < best) {
        best = distance;
        label = cluster;
      }
    }
    return label;
  }
}

function addInto(totals: Float64Array, values: Float64Array): void {
  for (let i = 0; i < totals.length; i++) totals[i]! += values[i] ?? 0;
}

/** The backend without WebAssembly: one thread, plain TypeScript. */
export function scalarBackend(centred: CentredMatrix): KMeansRows {
  return new ScalarRows(centred);
}
