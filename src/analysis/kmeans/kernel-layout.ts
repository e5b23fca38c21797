// Where the kernels find rows and centroids and leave their results, chunk by chunk.
import type { Kernel } from '../team.ts';
import { KernelArguments, type TeamScope } from '../team-scope.ts';
import { chunkRowCount, type Moments, type Reassignment } from './kmeans-backend.ts';
import { kernelWords, type KernelWord } from './kernel-words.ts';
import { paddedColumnCount } from './row-tiles.ts';

/** Where a chunk's results lie behind its inertia. */
const changedOffset = 8;
const sizesOffset = 16;
const sumsOffset = (k: number) => sizesOffset + 16 * Math.ceil(k / 4);

/** The kernels' arguments and results for one matrix. */
export class KernelLayout {
  readonly scope: TeamScope;
  readonly words: KernelArguments<KernelWord>;
  readonly rowCount: number;
  readonly columnCount: number;
  /** Columns of a row, a centroid and a cluster's sums in the kernels. */
  readonly stride: number;
  readonly chunkCount: number;

  constructor(scope: TeamScope, rowCount: number, columnCount: number) {
    this.scope = scope;
    this.words = new KernelArguments(scope, kernelWords);
    this.rowCount = rowCount;
    this.columnCount = columnCount;
    this.stride = paddedColumnCount(columnCount);
    this.chunkCount = Math.ceil(rowCount / chunkRowCount);
    this.words.set({ rowCount, columnCount });
  }

  run(kernel: Kernel, operation: string): void {
    this.scope.team.run(kernel, operation, this.words.address, this.chunkCount);
  }

  /** Reserves the chunks' results and the centroids for up to `greatestK` clusters. */
  reserveClusters(greatestK: number, leastOutputBytes: number): void {
    const outputBytes = Math.max(this.outputStrideOf(greatestK), leastOutputBytes);
    this.words.set({
      centroids: this.scope.reserve(8 * greatestK * this.stride),
      output: this.scope.reserve(outputBytes * this.chunkCount),
    });
  }

  /** Hands centroids (k x columns) over and returns their number. */
  setCentroids(centroids: Float64Array): number {
    const { columnCount, stride } = this;
    const k = centroids.length / columnCount;
    const points = this.scope.doubles(this.words.get('centroids'), k * stride).fill(0);
    for (let cluster = 0; cluster < k; cluster++) {
      const from = cluster * columnCount;
      points.set(centroids.subarray(from, from + columnCount), cluster * stride);
    }
    this.words.set({ clusterCount: k, outputStride: this.outputStrideOf(k) });
    return k;
  }

  /** The chunks' results as numbers, one chunk after the other. */
  outputs(): { values: Float64Array; valuesOfChunk: number } {
    const stride = this.words.get('outputStride');
    const values = this.scope.doubles(this.words.get('output'), (stride / 8) * this.chunkCount);
    return { values, valuesOfChunk: stride / 8 };
  }

  /** Of each chunk, how many labels changed. */
  changedRowCounts(): Uint32Array {
    const stride = this.words.get('outputStride');
    const words = this.scope.words(this.words.get('output'), (stride / 4) * this.chunkCount);
    const counts = new Uint32Array(this.chunkCount);
    for (let chunk = 0; chunk < counts.length; chunk++) {
      counts[chunk] = words[(stride * chunk + changedOffset) / 4]!;
    }
    return counts;
  }

  /** Adds the chunks' changes in their order; chunks without any are left out, as in the twin. */
  sumReassignment(k: number): Reassignment {
    const changed = this.changedRowCounts();
    const { inertia, sizes, sums } = this.sumChunks(k, (chunk) => changed[chunk] !== 0);
    return {
      changedRowCount: changed.reduce((sum, count) => sum + count, 0),
      sizeDelta: sizes,
      sumDelta: sums,
      inertiaDelta: inertia,
    };
  }

  /** Adds the chunks' moments in their order. */
  sumMoments(k: number): Moments {
    const { inertia, sizes, sums } = this.sumChunks(k, () => true);
    return { inertia, sizes: new Uint32Array(sizes.buffer), sums };
  }

  private outputStrideOf(k: number): number {
    return sumsOffset(k) + 8 * k * this.stride;
  }

  private sumChunks(k: number, counts: (chunk: number) => boolean) {
    const { columnCount, stride } = this;
    const { values, valuesOfChunk } = this.outputs();
    const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
    const sizes = new Int32Array(k);
    const sums = new Float64Array(k * columnCount);
    let inertia = 0;
    for (let chunk = 0; chunk < this.chunkCount; chunk++) {
      if (!counts(chunk)) continue;
      const start = chunk * valuesOfChunk;
      inertia += values[start]!;
      const firstSize = 2 * start + sizesOffset / 4;
      const firstSum = start + sumsOffset(k) / 8;
      for (let cluster = 0; cluster < k; cluster++) {
        sizes[cluster]! += words[firstSize + cluster]!;
        for (let j = 0; j < columnCount; j++) {
          sums[cluster * columnCount + j]! += values[firstSum + cluster * stride + j]!;
        }
      }
    }
    return { inertia, sizes, sums };
  }
}
