// k-means++ by the kernel: how far rows are from the seeds drawn so far.
import { kmeansSeedingKernel } from '#kernels/kmeans-seeding';
import type { KernelLayout } from './kernel-layout.ts';
import { pickByWeight } from './pick-by-weight.ts';

/** Candidates that the kernel tries at a time. */
const groupSize = 4;

/** Greedy k-means++ tries fewer rows at a time than this, whatever k is. */
const candidateLimit = 16;

/** What a trial of so many candidates needs of a chunk's results. */
export const seedingOutputBytes = 8 * candidateLimit;

export class KernelSeeding {
  private readonly layout: KernelLayout;
  private readonly copyRow: (row: number, into: Float64Array, offset: number) => void;
  /** Of each chunk, after the last accepted seed. */
  private potentials = new Float64Array(0);

  constructor(layout: KernelLayout, copyRow: KernelSeeding['copyRow']) {
    this.layout = layout;
    this.copyRow = copyRow;
  }

  first(row: number): number {
    const { scope, words, rowCount, stride } = this.layout;
    if (words.get('closest') === 0) {
      words.set({
        closest: scope.reserve(8 * rowCount),
        seeds: scope.reserve(8 * candidateLimit * stride),
      });
    }
    scope.doubles(words.get('closest'), rowCount).fill(Infinity);
    return this.accept(row);
  }

  trial(rows: readonly number[]): Float64Array {
    const { scope, words, stride, chunkCount } = this.layout;
    const groupCount = Math.ceil(rows.length / groupSize);
    const seeds = scope.doubles(words.get('seeds'), groupCount * groupSize * stride).fill(0);
    const point = new Float64Array(stride);
    rows.forEach((row, index) => {
      this.copyRow(row, point, 0);
      const at = Math.floor(index / groupSize) * groupSize * stride + (index % groupSize);
      point.forEach((value, j) => (seeds[at + j * groupSize] = value));
    });
    words.set({ seedGroupCount: groupCount, outputStride: 8 * groupCount * groupSize });
    this.layout.run(kmeansSeedingKernel, 'seedTrial');
    const potentials = new Float64Array(rows.length);
    const { values, valuesOfChunk } = this.layout.outputs();
    for (let chunk = 0; chunk < chunkCount; chunk++) {
      for (let index = 0; index < rows.length; index++) {
        potentials[index]! += values[chunk * valuesOfChunk + index]!;
      }
    }
    return potentials;
  }

  accept(row: number): number {
    const { scope, words, stride } = this.layout;
    this.copyRow(row, scope.doubles(words.get('seeds'), stride).fill(0), 0);
    words.set({ outputStride: 8 });
    this.layout.run(kmeansSeedingKernel, 'seedAccept');
    this.potentials = this.layout.outputs().values.slice();
    return this.potentials.reduce((sum, value) => sum + value, 0);
  }

  pick(target: number): number {
    const { scope, words, rowCount } = this.layout;
    const closest = scope.doubles(words.get('closest'), rowCount);
    return pickByWeight(target, this.potentials, closest);
  }
}
