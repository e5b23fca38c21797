// Sums of distances to every cluster by the WebAssembly kernel on a team of threads.
import { silhouetteKernel } from '#kernels/silhouette';
import type { Team } from '../team.ts';
import { KernelArguments, TeamScope } from '../team-scope.ts';
import type { SortedRows } from './sorted-rows.ts';

/** Words of the kernel's arguments, in its order. */
const wordNames = [
  'rowCount',
  'columnCount',
  'clusterCount',
  'columns',
  'clusterStarts',
  'chunks',
  'firstChunk',
  'output',
  'outputStride',
] as const;

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
  const { rowCount, clusterCount, starts } = sorted;
  const chunks = chunksOf(starts);
  const stride = 8 * (chunkRowCount * clusterCount + rowCount);
  const batchSize = Math.max(
    1,
    Math.floor(
      Math.min(greatestBatchSize, batchBytes / stride, batchPairCount / (chunkRowCount * rowCount)),
    ),
  );
  const scope = new TeamScope(team);
  try {
    const words = new KernelArguments(scope, wordNames);
    const output = scope.reserve(stride * Math.min(batchSize, chunks.length));
    words.set({ ...handOver(sorted, chunks, scope), output, outputStride: stride });
    const sums = new Float64Array(rowCount * clusterCount);
    for (let firstChunk = 0; firstChunk < chunks.length; firstChunk += batchSize) {
      const batch = chunks.slice(firstChunk, firstChunk + batchSize);
      words.set({ firstChunk });
      team.run(silhouetteKernel, 'distanceSums', words.address, batch.length);
      batch.forEach((chunk, index) => {
        const found = scope.doubles(output + index * stride, stride / 8);
        addChunk(sums, found, chunk, sorted);
      });
      // Early chunks meet more rows than late ones: the pairs left are those behind the batch.
      const left = 1 - (batch.at(-1)?.end ?? 0) / rowCount;
      yield 1 - left * left;
    }
    return sums;
  } finally {
    scope.close();
  }
}

/** Copies the rows to the shared memory; returns the arguments that say where. */
function handOver(
  { rowCount, clusterCount, columns, starts }: SortedRows,
  chunks: readonly Chunk[],
  scope: TeamScope,
) {
  const columnsAddress = scope.reserve(8 * rowCount * columns.length);
  const clusterStarts = scope.reserve(4 * starts.length);
  const chunksAddress = scope.reserve(8 * chunks.length);
  const cells = scope.doubles(columnsAddress, rowCount * columns.length);
  columns.forEach((column, j) => cells.set(column, j * rowCount));
  scope.words(clusterStarts, starts.length).set(starts);
  const bounds = scope.words(chunksAddress, 2 * chunks.length);
  chunks.forEach(({ start, end }, index) => bounds.set([start, end], 2 * index));
  return {
    rowCount,
    clusterCount,
    columnCount: columns.length,
    columns: columnsAddress,
    clusterStarts,
    chunks: chunksAddress,
  };
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
