// The k-means passes by the WebAssembly kernel on a team of threads.
import { kmeansKernel } from '#kernels/kmeans';
import type { Team } from '../team.ts';
import type { CentredMatrix } from './centred-matrix.ts';
import {
  chunkRowCount,
  type KMeansBackend,
  type KMeansRows,
  type Moments,
  type NearestTwo,
  type Reassignment,
} from './kmeans-backend.ts';
import {
  fillPanel,
  fillScreenPanel,
  paddedColumnCount,
  screeningSteps,
  screenTileBytes,
  tileRowCount,
} from './row-tiles.ts';
import { pickByWeight, scalarBackend } from './scalar-rows.ts';
import { screenableColumnCount, screeningOf, screeningTableBytes } from './screening.ts';

/** Words of the kernel's arguments, in its order. */
const word = {
  rowCount: 0,
  columnCount: 1,
  clusterCount: 2,
  screenPanel: 3,
  reach: 4,
  screenTable: 5,
  bound: 6,
  indexMask: 8,
  panel: 12,
  labels: 13,
  centroids: 14,
  output: 15,
  outputStride: 16,
  closest: 17,
  seeds: 18,
  seedGroupCount: 19,
  first: 20,
  second: 21,
  candidates: 22,
  labelNames: 23,
  count: 24,
} as const;

/** Labels are bytes in the kernel. */
const kernelClusterCount = 256;

/** Where a chunk's results lie behind its inertia. */
const changedOffset = 8;
const sizesOffset = 16;
const sumsOffset = (k: number) => sizesOffset + 16 * Math.ceil(k / 4);

/** The kernel's room for a chunk's list of rows to settle: 65 tiles of 16 rows, 8 bytes each. */
const candidateBytes = 65 * 16 * 8;

/** Candidates that the kernel tries at a time. */
const seedGroupSize = 4;

/** Greedy k-means++ tries fewer rows at a time than this, whatever k is. */
const seedLimit = 16;

class KernelRows implements KMeansRows {
  readonly rowCount: number;
  readonly columnCount: number;
  private readonly team: Team;
  private readonly tileCount: number;
  /** Columns of a row, a centroid and a cluster's sums in the kernel. */
  private readonly stride: number;
  private readonly chunkCount: number;
  private readonly reserved: number[] = [];
  private readonly argumentsAddress: number;
  private steps: Float64Array = new Float64Array(0);
  /** Of each chunk, after the last accepted seed. */
  private potentials = new Float64Array(0);

  constructor(team: Team, centred: CentredMatrix, greatestK: number) {
    const { rowCount, columns } = centred.matrix;
    this.team = team;
    this.rowCount = rowCount;
    this.columnCount = columns.length;
    this.tileCount = Math.ceil(rowCount / tileRowCount);
    this.stride = paddedColumnCount(columns.length);
    this.chunkCount = Math.ceil(rowCount / chunkRowCount);
    const outputStride = Math.max(this.outputStrideOf(greatestK), 8 * seedLimit);
    try {
      this.argumentsAddress = this.reserve(4 * word.count);
      this.words()
        .fill(0)
        .fill(-256, word.indexMask, word.indexMask + 4);
      this.set('rowCount', rowCount);
      this.set('columnCount', columns.length);
      this.set('panel', this.reserve(8 * rowCount * this.stride));
      this.set('labels', this.reserve(this.tileCount * tileRowCount));
      this.set('centroids', this.reserve(8 * greatestK * this.stride));
      this.set('screenTable', this.reserve(screeningTableBytes(greatestK, columns.length)));
      this.set('seeds', this.reserve(8 * seedLimit * this.stride));
      this.set('labelNames', this.reserve(kernelClusterCount));
      this.set('output', this.reserve(outputStride * this.chunkCount));
      fillPanel(centred, this.panel());
      this.labels().fill(0);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  copyRow(row: number, into: Float64Array, offset: number): void {
    into.set(this.doubles(this.get('panel') + 8 * row * this.stride, this.columnCount), offset);
  }

  assign(centroids: Float64Array): number {
    this.setScreening(centroids);
    this.run('assign');
    let changedRowCount = 0;
    for (let chunk = 0; chunk < this.chunkCount; chunk++) changedRowCount += this.changedIn(chunk);
    return changedRowCount;
  }

  reassign(centroids: Float64Array): Reassignment {
    const k = this.setScreening(centroids);
    this.run('reassign');
    const sizeDelta = new Int32Array(k);
    const sumDelta = new Float64Array(centroids.length);
    let changedRowCount = 0;
    let inertiaDelta = 0;
    for (let chunk = 0; chunk < this.chunkCount; chunk++) {
      const changed = this.changedIn(chunk);
      if (changed === 0) continue;
      const address = this.outputAddress(chunk);
      changedRowCount += changed;
      inertiaDelta += this.doubles(address, 1)[0] ?? 0;
      const sizes = new Int32Array(this.team.buffer, address + sizesOffset, k);
      sizes.forEach((size, cluster) => (sizeDelta[cluster]! += size));
      this.addSums(address, k, sumDelta);
    }
    return { changedRowCount, sizeDelta, sumDelta, inertiaDelta };
  }

  relabel(names: readonly number[]): void {
    new Uint8Array(this.team.buffer, this.get('labelNames'), names.length).set(names);
    this.run('relabel');
  }

  moments(centroids: Float64Array): Moments {
    const k = this.setCentroids(centroids);
    this.run('moments');
    const totalSizes = new Uint32Array(k);
    const totalSums = new Float64Array(centroids.length);
    let inertia = 0;
    for (let chunk = 0; chunk < this.chunkCount; chunk++) {
      const address = this.outputAddress(chunk);
      inertia += this.doubles(address, 1)[0] ?? 0;
      const sizes = new Uint32Array(this.team.buffer, address + sizesOffset, k);
      sizes.forEach((size, cluster) => (totalSizes[cluster]! += size));
      this.addSums(address, k, totalSums);
    }
    return { sizes: totalSizes, sums: totalSums, inertia };
  }

  nearestTwo(centroids: Float64Array): NearestTwo {
    this.setCentroids(centroids);
    const first = this.team.allocate(8 * this.rowCount);
    let second = 0;
    try {
      second = this.team.allocate(8 * this.rowCount);
      this.set('first', first);
      this.set('second', second);
      this.run('nearestTwo');
      return {
        labels: this.labels().slice(0, this.rowCount),
        first: this.doubles(first, this.rowCount).slice(),
        second: this.doubles(second, this.rowCount).slice(),
      };
    } finally {
      this.team.free(first);
      if (second !== 0) this.team.free(second);
    }
  }

  seedFirst(row: number): number {
    if (this.get('closest') === 0) this.set('closest', this.reserve(8 * this.rowCount));
    this.doubles(this.get('closest'), this.rowCount).fill(Infinity);
    return this.seedAccept(row);
  }

  seedTrial(rows: readonly number[]): Float64Array {
    const groupCount = Math.ceil(rows.length / seedGroupSize);
    const length = groupCount * seedGroupSize * this.stride;
    const seeds = this.doubles(this.get('seeds'), length).fill(0);
    const point = new Float64Array(this.stride);
    rows.forEach((row, index) => {
      this.copyRow(row, point, 0);
      const group = Math.floor(index / seedGroupSize);
      const at = group * seedGroupSize * this.stride + (index % seedGroupSize);
      point.forEach((value, j) => (seeds[at + j * seedGroupSize] = value));
    });
    this.set('seedGroupCount', groupCount);
    this.set('outputStride', 8 * groupCount * seedGroupSize);
    this.run('seedTrial');
    const potentials = new Float64Array(rows.length);
    for (let chunk = 0; chunk < this.chunkCount; chunk++) {
      const sums = this.doubles(this.outputAddress(chunk), rows.length);
      sums.forEach((sum, index) => (potentials[index]! += sum));
    }
    return potentials;
  }

  seedAccept(row: number): number {
    this.copyRow(row, this.doubles(this.get('seeds'), this.stride).fill(0), 0);
    this.set('outputStride', 8);
    this.run('seedAccept');
    this.potentials = Float64Array.from(
      { length: this.chunkCount },
      (_, chunk) => this.doubles(this.outputAddress(chunk), 1)[0] ?? 0,
    );
    return this.potentials.reduce((sum, value) => sum + value, 0);
  }

  seedPick(target: number): number {
    const closest = this.doubles(this.get('closest'), this.rowCount);
    return pickByWeight(target, this.potentials, closest);
  }

  close(): void {
    for (const address of this.reserved.splice(0)) this.team.free(address);
  }

  private reserve(byteCount: number): number {
    const address = this.team.allocate(byteCount);
    this.reserved.push(address);
    return address;
  }

  private doubles(address: number, length: number): Float64Array {
    return new Float64Array(this.team.buffer, address, length);
  }

  private words(): Uint32Array {
    return new Uint32Array(this.team.buffer, this.argumentsAddress, word.count);
  }

  private get(name: keyof typeof word): number {
    return this.words()[word[name]] ?? 0;
  }

  private set(name: keyof typeof word, value: number): void {
    this.words()[word[name]] = value;
  }

  private outputAddress(chunk: number): number {
    return this.get('output') + chunk * this.get('outputStride');
  }

  private run(operation: string): void {
    this.team.run(kmeansKernel, operation, this.argumentsAddress, this.chunkCount);
  }

  private outputStrideOf(k: number): number {
    return sumsOffset(k) + 8 * k * this.stride;
  }

  private panel(): Float64Array {
    return this.doubles(this.get('panel'), this.rowCount * this.stride);
  }

  private labels(): Uint8Array {
    return new Uint8Array(this.team.buffer, this.get('labels'), this.tileCount * tileRowCount);
  }

  private changedIn(chunk: number): number {
    const address = this.outputAddress(chunk) + changedOffset;
    return new Uint32Array(this.team.buffer, address, 1)[0] ?? 0;
  }

  private addSums(outputAddress: number, k: number, totals: Float64Array): void {
    const { columnCount, stride } = this;
    const sums = this.doubles(outputAddress + sumsOffset(k), k * stride);
    for (let cluster = 0; cluster < k; cluster++) {
      for (let j = 0; j < columnCount; j++) {
        totals[cluster * columnCount + j]! += sums[cluster * stride + j] ?? 0;
      }
    }
  }

  /** Hands the centroids over and returns their number. */
  private setCentroids(centroids: Float64Array): number {
    const { columnCount, stride } = this;
    const k = centroids.length / columnCount;
    const points = this.doubles(this.get('centroids'), k * stride).fill(0);
    for (let cluster = 0; cluster < k; cluster++) {
      const from = cluster * columnCount;
      points.set(centroids.subarray(from, from + columnCount), cluster * stride);
    }
    this.set('clusterCount', k);
    this.set('outputStride', this.outputStrideOf(k));
    return k;
  }

  private setScreening(centroids: Float64Array): number {
    const k = this.setCentroids(centroids);
    if (this.get('screenPanel') === 0) this.packScreenPanel();
    const { table, bound } = screeningOf(centroids, this.steps);
    new Int32Array(this.team.buffer, this.get('screenTable'), table.length).set(table);
    this.set('bound', bound);
    return k;
  }

  private packScreenPanel(): void {
    const tileBytes = screenTileBytes(this.columnCount);
    const screenPanel = this.reserve(this.tileCount * tileBytes);
    const reach = this.reserve(4 * this.tileCount);
    const panel = this.panel();
    this.steps = screeningSteps(panel, this.columnCount);
    fillScreenPanel(
      panel,
      this.steps,
      new Int16Array(this.team.buffer, screenPanel, (this.tileCount * tileBytes) / 2),
      new Int32Array(this.team.buffer, reach, this.tileCount),
    );
    this.set('candidates', this.reserve(this.chunkCount * candidateBytes));
    this.set('screenPanel', screenPanel);
    this.set('reach', reach);
  }
}

/**
 * Runs k-means on a team's threads; in plain TypeScript for very many clusters or columns, and where
 * the kernel cannot be loaded.
 */
export function kernelBackend(team: Team): KMeansBackend {
  return (centred, greatestK) => {
    const fits =
      greatestK <= kernelClusterCount && centred.matrix.columns.length <= screenableColumnCount;
    return fits && team.supports(kmeansKernel)
      ? new KernelRows(team, centred, greatestK)
      : scalarBackend(centred);
  };
}
