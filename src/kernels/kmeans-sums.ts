// k-means: sums over labelled rows, and distances to the nearest two centroids.
// src/analysis/kmeans/scalar-rows.ts defines them. Rows lie in 64 bits one after the other, padded to
// an even number of columns: lanes are columns. Sums are formed in the order of rows.

/** Words of the arguments (bytes from their address), as kernel-words.ts has them. */
const ROW_COUNT: usize = 0;
const COLUMN_COUNT: usize = 4;
const CLUSTER_COUNT: usize = 8;
/** f64 rows, one after the other. */
const PANEL: usize = 48;
/** u8 label of each row. */
const LABELS: usize = 52;
/** f64 clusters x padded columns. */
const CENTROIDS: usize = 56;
/** Results of each chunk, OUTPUT_STRIDE bytes apart. */
const OUTPUT: usize = 60;
const OUTPUT_STRIDE: usize = 64;
/** f64 squared distances of each row to the nearest two centroids. */
const FIRST: usize = 80;
const SECOND: usize = 84;

/** A chunk's results: f64 inertia, 8 bytes unused, sizes (u32), sums (f64 clusters x padded columns). */
const SIZES: usize = 16;

const ROWS_PER_CHUNK: u32 = 8192;

// @ts-ignore: decorator
@inline
function sumsOf(output: usize, clusterCount: u32): usize {
  return output + SIZES + (((clusterCount + 3) >> 2) << 4);
}

// @ts-ignore: decorator
@inline
function outputOf(args: usize, chunk: u32): usize {
  return load<u32>(args, OUTPUT) + chunk * load<u32>(args, OUTPUT_STRIDE);
}

// @ts-ignore: decorator
@inline
function rowEndOf(args: usize, chunk: u32): u32 {
  return min<u32>((chunk + 1) * ROWS_PER_CHUNK, load<u32>(args, ROW_COUNT));
}

/** Bytes of a row or centroid in 64 bits. */
// @ts-ignore: decorator
@inline
function rowBytesOf(args: usize): usize {
  return ((load<u32>(args, COLUMN_COUNT) + 1) >> 1) << 4;
}

/** The even columns' sum plus the odd columns' sum. */
// @ts-ignore: decorator
@inline
function addLanes(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

// @ts-ignore: decorator
@inline
function squaredDistance(row: usize, centroid: usize, rowBytes: usize): f64 {
  let squares = f64x2.splat(0);
  for (const end = row + rowBytes; row < end; row += 16) {
    const difference = f64x2.sub(v128.load(row), v128.load(centroid));
    squares = f64x2.add(squares, f64x2.mul(difference, difference));
    centroid += 16;
  }
  return addLanes(squares);
}

/** Sizes, sums of row minus centroid, and inertia of a chunk, by the labels as they are. */
export function moments(chunk: u32, args: usize): void {
  const rowBytes = rowBytesOf(args);
  const centroids: usize = load<u32>(args, CENTROIDS);
  const output = outputOf(args, chunk);
  memory.fill(output, 0, load<u32>(args, OUTPUT_STRIDE));
  const sums = sumsOf(output, load<u32>(args, CLUSTER_COUNT));
  let label: usize = load<u32>(args, LABELS) + chunk * ROWS_PER_CHUNK;
  const labelsEnd: usize = load<u32>(args, LABELS) + rowEndOf(args, chunk);
  let row: usize = load<u32>(args, PANEL) + chunk * ROWS_PER_CHUNK * rowBytes;
  let inertia: f64 = 0;
  for (; label < labelsEnd; label++) {
    const cluster: usize = load<u8>(label);
    const size = output + SIZES + (cluster << 2);
    store<u32>(size, load<u32>(size) + 1);
    const offset = cluster * rowBytes;
    inertia += rowBytes == 32
      ? addShortRow(row, centroids + offset, sums + offset)
      : addRow(row, centroids + offset, sums + offset, rowBytes);
    row += rowBytes;
  }
  store<f64>(output, inertia);
}

/** Adds a row less its centroid to a sum; returns the square of its length. */
// @ts-ignore: decorator
@inline
function addRow(row: usize, centroid: usize, sum: usize, rowBytes: usize): f64 {
  let squares = f64x2.splat(0);
  for (const end = row + rowBytes; row < end; row += 16) {
    const difference = f64x2.sub(v128.load(row), v128.load(centroid));
    v128.store(sum, f64x2.add(v128.load(sum), difference));
    squares = f64x2.add(squares, f64x2.mul(difference, difference));
    centroid += 16;
    sum += 16;
  }
  return addLanes(squares);
}

/** The same for three or four columns, without a loop. */
// @ts-ignore: decorator
@inline
function addShortRow(row: usize, centroid: usize, sum: usize): f64 {
  const first = f64x2.sub(v128.load(row), v128.load(centroid));
  v128.store(sum, f64x2.add(v128.load(sum), first));
  const second = f64x2.sub(v128.load(row, 16), v128.load(centroid, 16));
  v128.store(sum, f64x2.add(v128.load(sum, 16), second), 16);
  return addLanes(f64x2.add(f64x2.mul(first, first), f64x2.mul(second, second)));
}

/** Squared distances of the rows of a chunk to their nearest two centroids, and labels. */
export function nearestTwo(chunk: u32, args: usize): void {
  const rowBytes = rowBytesOf(args);
  const clusterCount = load<u32>(args, CLUSTER_COUNT);
  const centroids: usize = load<u32>(args, CENTROIDS);
  const labels: usize = load<u32>(args, LABELS);
  const panel: usize = load<u32>(args, PANEL);
  const firsts: usize = load<u32>(args, FIRST);
  const seconds: usize = load<u32>(args, SECOND);
  const rowEnd = rowEndOf(args, chunk);
  for (let row: usize = chunk * ROWS_PER_CHUNK; row < rowEnd; row++) {
    let first = Infinity;
    let second = Infinity;
    let label: u32 = 0;
    let centroid = centroids;
    for (let cluster: u32 = 0; cluster < clusterCount; cluster++) {
      const squares = squaredDistance(panel + row * rowBytes, centroid, rowBytes);
      centroid += rowBytes;
      if (squares < first) {
        second = first;
        first = squares;
        label = cluster;
      } else if (squares < second) {
        second = squares;
      }
    }
    store<f64>(firsts + (row << 3), first);
    store<f64>(seconds + (row << 3), second);
    store<u8>(labels + row, label);
  }
}
