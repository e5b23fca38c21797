// k-means: labels of rows by their nearest centroids. src/analysis/kmeans/scalar-rows.ts defines them.
//
// For screening, rows lie in 16 bits in tiles of 16, pairs of columns one after the other: lanes are
// rows. Scores of all centroids are compared in whole numbers (src/analysis/kmeans/screening.ts says
// how); a row whose two best are closer than the rounding bound is decided in 64 bits. For that and
// for all sums, rows lie in 64 bits one after the other, padded to an even number of columns: lanes
// are columns. Everything that is summed is summed in the order of rows, as the twin does it.
import { listRows } from './kmeans-labels/list-rows';
import { screenTiles } from './kmeans-labels/screen-tiles';
import { settle } from './kmeans-labels/settle-rows';
import {
  ROW_COUNT, CLUSTER_COUNT, LABELS, OUTPUT_STRIDE, WORKSPACE, LABEL_NAMES,
} from './kmeans/arguments';
import { CHANGED, ROWS_PER_CHUNK, outputOf, rowEndOf } from './kmeans/rows';

const TILES_PER_CHUNK: u32 = 512;
const RECORDS: usize = 64;
/** A record of 32 bytes for each tile of a chunk, and one to spare. */
const RECORDS_BYTES: usize = (TILES_PER_CHUNK + 1) * 32;
/** Behind the records 4 bytes for each row of a chunk, and 64 to spare. */
const WORKSPACE_BYTES: usize = RECORDS + RECORDS_BYTES + ROWS_PER_CHUNK * 4 + 64;

/** Labels the rows of a chunk again and sums what changed into the chunk's output. */
export function reassign(chunk: u32, args: usize): void {
  const output = outputOf(args, chunk);
  memory.fill(output, 0, load<u32>(args, OUTPUT_STRIDE));
  labelChunk(chunk, args, output, true);
}

/** Labels the rows of a chunk again and only counts what changed. */
export function assign(chunk: u32, args: usize): void {
  const output = outputOf(args, chunk);
  store<u32>(output, 0, CHANGED);
  labelChunk(chunk, args, output, false);
}

function labelChunk(chunk: u32, args: usize, output: usize, moving: bool): void {
  const workspace = takeWorkspace(args);
  const records = workspace + RECORDS;
  const list = records + RECORDS_BYTES;
  const tile = chunk * TILES_PER_CHUNK;
  const tileEnd = min<u32>(tile + TILES_PER_CHUNK, (load<u32>(args, ROW_COUNT) + 15) >> 4);
  const recordsEnd = screenTiles(args, tile, tileEnd, records);
  const listEnd = listRows(args, chunk, records, recordsEnd, list, output, moving);
  settle(args, chunk, list, listEnd, output, moving);
  atomic.store<u32>(workspace, 0);
}

/** A workspace that no other thread uses: there are as many as threads, so one is always free. */
function takeWorkspace(args: usize): usize {
  let workspace: usize = load<u32>(args, WORKSPACE);
  while (atomic.cmpxchg<u32>(workspace, 0, 1) != 0) workspace += WORKSPACE_BYTES;
  return workspace;
}

/** Replaces each label of a chunk's rows by its entry in a list of u8. */
export function relabel(chunk: u32, args: usize): void {
  const labels: usize = load<u32>(args, LABELS);
  const names: usize = load<u32>(args, LABEL_NAMES);
  const end = labels + rowEndOf(args, chunk);
  let label = labels + chunk * ROWS_PER_CHUNK;
  if (load<u32>(args, CLUSTER_COUNT) <= 16) {
    // Labels lie in whole tiles of sixteen; those beyond the last row mean nothing.
    const firstNames = v128.load(names);
    for (; label < end; label += 16) {
      v128.store(label, i8x16.swizzle(firstNames, v128.load(label)));
    }
    return;
  }
  for (; label < end; label++) store<u8>(label, load<u8>(names + load<u8>(label)));
}
