// Silhouette: sums of distances between rows. src/analysis/silhouette/scalar-distance-sums.ts defines
// what they are.
//
// Rows lie sorted by cluster, one column after the other. A chunk is a stretch of rows of one cluster;
// it meets only the rows behind it, since a distance counts for both. What it finds goes into the
// chunk's own output: for each of its rows the sums to every cluster, and for every row behind it the
// sum to the chunk.
import { addLanes } from './mathematics/lanes';

/** Words of the arguments; src/analysis/silhouette/kernel-distance-sums.ts fills them. */
const ROW_COUNT: usize = 0;
const COLUMN_COUNT: usize = 4;
const CLUSTER_COUNT: usize = 8;
/** f64 columns of ROW_COUNT values. */
const COLUMNS: usize = 12;
/** u32 first row of each cluster, and the number of rows. */
const CLUSTER_STARTS: usize = 16;
/** For each chunk u32 first row, u32 end. */
const CHUNKS: usize = 20;
/** The chunk of the batch's first output. */
const FIRST_CHUNK: usize = 24;
/** f64 sums of ROWS_PER_CHUNK x clusters, then of ROW_COUNT rows, for each chunk of the batch. */
const OUTPUT: usize = 28;
const OUTPUT_STRIDE: usize = 32;

const ROWS_PER_CHUNK: u32 = 128;

export function distanceSums(indexInBatch: u32, args: usize): void {
  const clusterCount = load<u32>(args, CLUSTER_COUNT);
  const starts: usize = load<u32>(args, CLUSTER_STARTS);
  const chunk: usize = load<u32>(args, CHUNKS) + (load<u32>(args, FIRST_CHUNK) + indexInBatch << 3);
  const first = load<u32>(chunk);
  const end = load<u32>(chunk, 4);
  const stride = load<u32>(args, OUTPUT_STRIDE);
  const sums: usize = load<u32>(args, OUTPUT) + indexInBatch * stride;
  const toChunk = sums + (ROWS_PER_CHUNK * clusterCount << 3);
  memory.fill(sums, 0, stride);
  let row = first;
  for (; row + 4 <= end; row += 4) {
    withinFour(args, row, sums + ((row - first) * clusterCount << 3), toChunk);
    for (let cluster: u32 = 0; cluster < clusterCount; cluster++) {
      const from = max<u32>(row + 4, load<u32>(starts + (cluster << 2)));
      const to = load<u32>(starts + (cluster << 2), 4);
      if (from < to) {
        fourRows(args, row, from, to, sums + ((row - first) * clusterCount + cluster << 3), toChunk);
      }
    }
  }
  for (; row < end; row++) {
    for (let cluster: u32 = 0; cluster < clusterCount; cluster++) {
      const from = max<u32>(row + 1, load<u32>(starts + (cluster << 2)));
      const to = load<u32>(starts + (cluster << 2), 4);
      for (let other = from; other < to; other++) {
        const sum = sums + ((row - first) * clusterCount + cluster << 3);
        addPair(args, row, other, sum, toChunk + (other << 3));
      }
    }
  }
}

/** Adds the distance of two rows to two sums. */
function addPair(args: usize, row: u32, other: u32, sum: usize, otherSum: usize): void {
  const distance = distanceOf(args, row, other);
  store<f64>(sum, load<f64>(sum) + distance);
  store<f64>(otherSum, load<f64>(otherSum) + distance);
}

function distanceOf(args: usize, row: u32, other: u32): f64 {
  const columnBytes: usize = load<u32>(args, ROW_COUNT) << 3;
  let column: usize = load<u32>(args, COLUMNS);
  let squares: f64 = 0;
  for (let j = load<u32>(args, COLUMN_COUNT); j > 0; j--) {
    const difference = load<f64>(column + (row << 3)) - load<f64>(column + (other << 3));
    squares += difference * difference;
    column += columnBytes;
  }
  return Math.sqrt(squares);
}

/** The six pairs among four rows, which are of one cluster. */
function withinFour(args: usize, row: u32, sums: usize, toChunk: usize): void {
  const clusterCount = load<u32>(args, CLUSTER_COUNT);
  const starts: usize = load<u32>(args, CLUSTER_STARTS);
  let own: u32 = 0;
  while (load<u32>(starts + (own + 1 << 2)) <= row) own++;
  for (let a: u32 = 0; a < 3; a++) {
    for (let b: u32 = a + 1; b < 4; b++) {
      const sum = sums + (a * clusterCount + own << 3);
      addPair(args, row + a, row + b, sum, toChunk + (row + b << 3));
    }
  }
}

/** Four rows against a stretch of rows of one cluster, two at a time. */
function fourRows(args: usize, row: u32, from: u32, to: u32, sum: usize, toChunk: usize): void {
  const clusterBytes: usize = load<u32>(args, CLUSTER_COUNT) << 3;
  const columnBytes: usize = load<u32>(args, ROW_COUNT) << 3;
  const columns: usize = load<u32>(args, COLUMNS);
  const columnsEnd = columns + load<u32>(args, COLUMN_COUNT) * columnBytes;
  const rowOffset: usize = row << 3;
  let sum0 = f64x2.splat(0), sum1 = sum0, sum2 = sum0, sum3 = sum0;
  let other = from;
  for (; other + 2 <= to; other += 2) {
    let squares0 = f64x2.splat(0), squares1 = squares0, squares2 = squares0, squares3 = squares0;
    const otherOffset: usize = other << 3;
    for (let column = columns; column < columnsEnd; column += columnBytes) {
      const y = v128.load(column + otherOffset);
      const x = column + rowOffset;
      const difference0 = f64x2.sub(y, v128.load64_splat(x));
      squares0 = f64x2.add(squares0, f64x2.mul(difference0, difference0));
      const difference1 = f64x2.sub(y, v128.load64_splat(x, 8));
      squares1 = f64x2.add(squares1, f64x2.mul(difference1, difference1));
      const difference2 = f64x2.sub(y, v128.load64_splat(x, 16));
      squares2 = f64x2.add(squares2, f64x2.mul(difference2, difference2));
      const difference3 = f64x2.sub(y, v128.load64_splat(x, 24));
      squares3 = f64x2.add(squares3, f64x2.mul(difference3, difference3));
    }
    const distance0 = f64x2.sqrt(squares0), distance1 = f64x2.sqrt(squares1);
    const distance2 = f64x2.sqrt(squares2), distance3 = f64x2.sqrt(squares3);
    sum0 = f64x2.add(sum0, distance0);
    sum1 = f64x2.add(sum1, distance1);
    sum2 = f64x2.add(sum2, distance2);
    sum3 = f64x2.add(sum3, distance3);
    const four = f64x2.add(f64x2.add(distance0, distance1), f64x2.add(distance2, distance3));
    const to2 = toChunk + otherOffset;
    v128.store(to2, f64x2.add(v128.load(to2), four));
  }
  addLanesTo(sum, sum0);
  addLanesTo(sum + clusterBytes, sum1);
  addLanesTo(sum + 2 * clusterBytes, sum2);
  addLanesTo(sum + 3 * clusterBytes, sum3);
  if (other < to) {
    for (let a: u32 = 0; a < 4; a++) {
      addPair(args, row + a, other, sum + a * clusterBytes, toChunk + (other << 3));
    }
  }
}

// @ts-ignore: decorator
@inline
function addLanesTo(sum: usize, lanes: v128): void {
  store<f64>(sum, load<f64>(sum) + addLanes(lanes));
}
