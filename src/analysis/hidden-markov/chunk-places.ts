// Which sequences and rows of a panel the kernel's chunks hold, and the batches they are worked on in.
import { laneCount } from './kernel-lanes.ts';
import type { KernelChunk } from './kernel-panel.ts';
import type { StandardPanel } from './standard-panel.ts';

/** Chunks whose rows leave the shared memory at once. */
const chunksPerBatch = 16;

export class ChunkPlaces {
  private readonly panel: StandardPanel;
  private readonly chunks: readonly KernelChunk[];

  constructor(panel: StandardPanel, chunks: readonly KernelChunk[]) {
    this.panel = panel;
    this.chunks = chunks;
  }

  /** The places of a chunk's sequences: from and before. */
  placesOf(chunk: number): [number, number] {
    const { firstTile, endTile } = this.chunks[chunk]!;
    return [firstTile * laneCount, Math.min(endTile * laneCount, this.panel.constants.length)];
  }

  /** Sums of what the sequences have, one a chunk: of all at once, equal terms would lose digits. */
  sumsOf(values: Float64Array): Float64Array {
    return Float64Array.from(this.chunks, (_, chunk) => {
      return values.subarray(...this.placesOf(chunk)).reduce((sum, value) => sum + value, 0);
    });
  }

  /** Batches of chunks: from and before. */
  *batches(): Generator<readonly [number, number]> {
    for (let first = 0; first < this.chunks.length; first += chunksPerBatch) {
      yield [first, Math.min(first + chunksPerBatch, this.chunks.length)];
    }
  }

  /** The panel's rows of a batch: from and before. */
  rowsOf(first: number, end: number): [number, number] {
    const { starts } = this.panel;
    return [starts[this.placesOf(first)[0]]!, starts[this.placesOf(end - 1)[1]]!];
  }

  greatestBatchRowCount(): number {
    let greatest = 0;
    for (const [first, end] of this.batches()) {
      const [from, to] = this.rowsOf(first, end);
      greatest = Math.max(greatest, to - from);
    }
    return greatest;
  }

  /** Calls `copy` with the rows of each sequence of a batch, counted in the batch and in the source. */
  toSource(
    first: number,
    end: number,
    copy: (from: number, to: number, source: number) => void,
  ): void {
    const { starts, sourceStarts } = this.panel;
    const firstRow = this.rowsOf(first, end)[0];
    const endPlace = this.placesOf(end - 1)[1];
    for (let place = this.placesOf(first)[0]; place < endPlace; place++) {
      copy(starts[place]! - firstRow, starts[place + 1]! - firstRow, sourceStarts[place]!);
    }
  }
}
