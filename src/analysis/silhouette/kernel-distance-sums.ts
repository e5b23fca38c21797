// Sums of distances to every cluster by the WebAssembly kernel on a team of threads.
import { silhouetteKernel } from '#kernels/silhouette';
import type { Team } from '../team.ts';
import type { SortedRows } from './sorted-rows.ts';

/** Words of the kernel's arguments, in its order. */
const word = {
  rowCount: 0,
  columnCount: 1,
  clusterCount: 2,
  columns: 3,
  clusterStarts: 4,
  chunks: 5,
  firstChunk: 6,
  output: 7,
  outputStride: 8,
  count: 9,
} as const;

/** Rows of a chunk at most, all of one cluster. */
const chunkRowCount = 128;

/** A batch of chunks uses at most this much memory and meets about this many pairs of rows. */
const batchBytes = 64e6;
const batchPairCount = 4e8;

/**
 * As `scalarDistanceSums`, but for rounding; the same bytes on any number of threads.
 *
 * @param greatestBatchSize chunks between two looks at whether to stop, at most
 */
export function* kernelDistanceSums(
  sorted: SortedRows,
  team: Team,
  greatestBatchSize = Infinity,
): Generator<number, Float64Array> {
  const { rowCount, clusterCount, columns, starts } = sorted;
  const chunks = chunksOf(starts);
  const stride = 8 * (chunkRowCount * clusterCount + rowCount);
  const batchSize = Math.max(
    1,
    Math.floor(
      Math.min(greatestBatchSize, batchBytes / stride, batchPairCount / (chunkRowCount * rowCount)),
    ),
  );
  const reserved: number[] = [];
  const reserve = (byteCount: number) => {
    const address = team.allocate(byteCount);
    reserved.push(address);
    return address;
  };
  try {
    const addresses = {
      columns: reserve(8 * rowCount * columns.length),
      starts: reserve(4 * starts.length),
      chunks: reserve(8 * chunks.length),
      output: reserve(stride * Math.min(batchSize, chunks.length)),
      words: reserve(4 * word.count),
    };
    const cells = new Float64Array(team.buffer, addresses.columns, rowCount * columns.length);
    columns.forEach((column, j) => cells.set(column, j * rowCount));
    new Uint32Array(team.buffer, addresses.starts, starts.length).set(starts);
    const bounds = new Uint32Array(team.buffer, addresses.chunks, 2 * chunks.length);
    chunks.forEach(({ start, end }, index) => bounds.set([start, end], 2 * index));
    const words = new Uint32Array(team.buffer, addresses.words, word.count);
    words[word.rowCount] = rowCount;
    words[word.columnCount] = columns.length;
    words[word.clusterCount] = clusterCount;
    words[word.columns] = addresses.columns;
    words[word.clusterStarts] = addresses.starts;
    words[word.chunks] = addresses.chunks;
    words[word.output] = addresses.output;
    words[word.outputStride] = stride;
    const sums = new Float64Array(rowCount * clusterCount);
    for (let first = 0; first < chunks.length; first += batchSize) {
      const batch = chunks.slice(first, first + batchSize);
      words[word.firstChunk] = first;
      team.run(silhouetteKernel, 'distanceSums', addresses.words, batch.length);
      batch.forEach((chunk, index) => {
        const address = addresses.output + index * stride;
        addChunk(sums, new Float64Array(team.buffer, address, stride / 8), chunk, sorted);
      });
      // Early chunks meet more rows than late ones: the pairs left are those behind the batch.
      const left = 1 - (batch.at(-1)?.end ?? 0) / rowCount;
      yield 1 - left * left;
    }
    return sums;
  } finally {
    for (const address of reserved) team.free(address);
  }
}

interface Chunk {
  readonly cluster: number;
  readonly start: number;
  readonly end: number;
}

function chunksOf(starts: Uint32Array): Chunk[] {
  const chunks: Chunk[] = [];
  for (let cluster = 0; cluster + 1 < starts.length; cluster++) {
    const clusterEnd = starts[cluster + 1]!;
    for (let start = starts[cluster]!; start < clusterEnd; start += chunkRowCount) {
      chunks.push({ cluster, start, end: Math.min(start + chunkRowCount, clusterEnd) });
    }
  }
  return chunks;
}

/** Adds a chunk's two kinds of sums: of its rows to clusters, of rows behind it to the chunk. */
function addChunk(
  sums: Float64Array,
  output: Float64Array,
  { cluster, start, end }: Chunk,
  { rowCount, clusterCount }: SortedRows,
): void {
  const cellCount = (end - start) * clusterCount;
  for (let cell = 0; cell < cellCount; cell++) sums[start * clusterCount + cell]! += output[cell]!;
  const toChunk = chunkRowCount * clusterCount;
  for (let row = start; row < rowCount; row++) {
    sums[row * clusterCount + cluster]! += output[toChunk + row]!;
  }
}
