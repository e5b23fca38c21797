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
import { fillPanel, fillScreenPanel, tileCountOf, tileRowCount } from './row-tiles.ts';
import { pickByWeight, scalarBackend } from './scalar-rows.ts';
import { narrowColumnCount, screeningOf, screeningTableBytes } from './screening.ts';

/** Words of the kernel's arguments, in its order. */
const word = {
  rowCount: 0,
  columnCount: 1,
  clusterCount: 2,
  screenPanel: 3,
  reach: 4,
  screenTable: 5,
  bound: 6,
  panel: 9,
  labels: 10,
  centroids: 11,
  output: 12,
  outputStride: 13,
  closest: 14,
  seeds: 15,
  seedPairCount: 16,
  first: 17,
  second: 18,
  count: 19,
} as const;

/** Labels are bytes in the kernel. */
const kernelClusterCount = 256;

/** Where a chunk's sizes and sums lie behind its inertia and its number of changed rows. */
const sizesOffset = 16;
const sumsOffset = (k: number) => sizesOffset + 8 * Math.ceil(k / 2);
const strideOf = (k: number, columnCount: number) => sumsOffset(k) + 8 * k * columnCount;

/** Greedy k-means++ tries fewer rows at a time than this, whatever k is. */
const seedPairLimit = 8;

class KernelRows implements KMeansRows {
  readonly rowCount: number;
  readonly columnCount: number;
  private readonly team: Team;
  private readonly paddedRowCount: number;
  private readonly chunkCount: number;
  private readonly reserved: number[] = [];
  private readonly argumentsAddress: number;
  /** Of each chunk, after the last accepted seed. */
  private potentials = new Float64Array(0);

  constructor(team: Team, centred: CentredMatrix, greatestK: number) {
    const { rowCount, columns } = centred.matrix;
    this.team = team;
    this.rowCount = rowCount;
    this.columnCount = columns.length;
    this.paddedRowCount = tileCountOf(rowCount) * tileRowCount;
    this.chunkCount = Math.ceil(rowCount / chunkRowCount);
    const cellCount = this.paddedRowCount * columns.length;
    const outputStride = Math.max(strideOf(greatestK, columns.length), 16 * seedPairLimit);
    try {
      this.argumentsAddress = this.reserve(4 * word.count);
      this.words().fill(0);
      this.set('rowCount', rowCount);
      this.set('columnCount', columns.length);
      this.set('panel', this.reserve(8 * cellCount));
      this.set('labels', this.reserve(this.paddedRowCount));
      this.set('centroids', this.reserve(8 * greatestK * columns.length));
      this.set('screenTable', this.reserve(screeningTableBytes(greatestK, columns.length)));
      this.set('seeds', this.reserve(16 * seedPairLimit * columns.length));
      this.set('output', this.reserve(outputStride * this.chunkCount));
      fillPanel(centred, this.doubles(this.get('panel'), cellCount));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  copyRow(row: number, into: Float64Array, offset: number): void {
    const tile = Math.floor(row / tileRowCount);
    const length = this.columnCount * tileRowCount;
    const values = this.doubles(this.get('panel') + 8 * tile * length, length);
    for (let j = 0; j < this.columnCount; j++) {
      into[offset + j] = values[j * tileRowCount + (row % tileRowCount)] ?? 0;
    }
  }

  assign(centroids: Float64Array): void {
    this.setScreening(centroids);
    this.run('assign');
  }

  reassign(centroids: Float64Array): Reassignment {
    const k = this.setScreening(centroids);
    this.run('reassign');
    const sizeDelta = new Int32Array(k);
    const sumDelta = new Float64Array(centroids.length);
    let changedRowCount = 0;
    let inertiaDelta = 0;
    for (let chunk = 0; chunk < this.chunkCount; chunk++) {
      const address = this.outputAddress(chunk);
      const changed = new Uint32Array(this.team.buffer, address + 8, 1)[0] ?? 0;
      if (changed === 0) continue;
      changedRowCount += changed;
      inertiaDelta += this.doubles(address, 1)[0] ?? 0;
      const sizes = new Int32Array(this.team.buffer, address + sizesOffset, k);
      sizes.forEach((size, cluster) => (sizeDelta[cluster]! += size));
      const sums = this.doubles(address + sumsOffset(k), sumDelta.length);
      sums.forEach((sum, cell) => (sumDelta[cell]! += sum));
    }
    return { changedRowCount, sizeDelta, sumDelta, inertiaDelta };
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
      const sums = this.doubles(address + sumsOffset(k), totalSums.length);
      sums.forEach((sum, cell) => (totalSums[cell]! += sum));
    }
    return { sizes: totalSizes, sums: totalSums, inertia };
  }

  nearestTwo(centroids: Float64Array): NearestTwo {
    this.setCentroids(centroids);
    const first = this.team.allocate(8 * this.paddedRowCount);
    const second = this.team.allocate(8 * this.paddedRowCount);
    try {
      this.set('first', first);
      this.set('second', second);
      this.run('nearestTwo');
      return {
        labels: Uint16Array.from(
          new Uint8Array(this.team.buffer, this.get('labels'), this.rowCount),
        ),
        first: this.doubles(first, this.rowCount).slice(),
        second: this.doubles(second, this.rowCount).slice(),
      };
    } finally {
      this.team.free(first);
      this.team.free(second);
    }
  }

  seedFirst(row: number): number {
    if (this.get('closest') === 0) this.set('closest', this.reserve(8 * this.rowCount));
    this.doubles(this.get('closest'), this.rowCount).fill(Infinity);
    return this.seedAccept(row);
  }

  seedTrial(rows: readonly number[]): Float64Array {
    this.setSeeds(rows);
    this.run('seedTrial');
    const potentials = new Float64Array(rows.length);
    for (let chunk = 0; chunk < this.chunkCount; chunk++) {
      const sums = this.doubles(this.outputAddress(chunk), rows.length);
      sums.forEach((sum, index) => (potentials[index]! += sum));
    }
    return potentials;
  }

  seedAccept(row: number): number {
    this.setSeeds([row]);
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

  /** Hands the centroids over and returns their number. */
  private setCentroids(centroids: Float64Array): number {
    const k = centroids.length / this.columnCount;
    this.doubles(this.get('centroids'), centroids.length).set(centroids);
    this.set('clusterCount', k);
    this.set('outputStride', strideOf(k, this.columnCount));
    return k;
  }

  private setScreening(centroids: Float64Array): number {
    const k = this.setCentroids(centroids);
    if (this.get('screenPanel') === 0) this.packScreenPanel();
    const { table, bound } = screeningOf(centroids, this.columnCount);
    new Float32Array(this.team.buffer, this.get('screenTable'), table.length).set(table);
    new Float32Array(this.team.buffer, this.argumentsAddress + 4 * word.bound, 3).set(bound);
    return k;
  }

  private packScreenPanel(): void {
    const screenColumns = Math.max(narrowColumnCount, this.columnCount);
    const tileCount = this.paddedRowCount / tileRowCount;
    const screenPanel = this.reserve(4 * this.paddedRowCount * screenColumns);
    const reach = this.reserve(4 * tileCount);
    fillScreenPanel(
      this.doubles(this.get('panel'), this.paddedRowCount * this.columnCount),
      this.columnCount,
      screenColumns,
      new Float32Array(this.team.buffer, screenPanel, this.paddedRowCount * screenColumns),
      new Float32Array(this.team.buffer, reach, tileCount),
    );
    this.set('screenPanel', screenPanel);
    this.set('reach', reach);
  }

  /** Hands rows over as seeds, two by two and column after column; the last may stand twice. */
  private setSeeds(rows: readonly number[]): void {
    const pairCount = Math.ceil(rows.length / 2);
    const seeds = this.doubles(this.get('seeds'), 2 * pairCount * this.columnCount);
    const point = new Float64Array(this.columnCount);
    for (let index = 0; index < 2 * pairCount; index++) {
      this.copyRow(rows[Math.min(index, rows.length - 1)] ?? 0, point, 0);
      const at = (index >> 1) * 2 * this.columnCount + (index & 1);
      point.forEach((value, j) => (seeds[at + 2 * j] = value));
    }
    this.set('seedPairCount', pairCount);
    this.set('outputStride', 16 * pairCount);
  }
}

/** Runs k-means on a team's threads; for more than 256 clusters in plain TypeScript. */
export function kernelBackend(team: Team): KMeansBackend {
  return (centred, greatestK) =>
    greatestK > kernelClusterCount
      ? scalarBackend(centred)
      : new KernelRows(team, centred, greatestK);
}
