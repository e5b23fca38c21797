// k-means: sums over labelled rows, and distances to the nearest two centroids.
// src/analysis/kmeans/scalar-rows.ts defines them. Sums are formed in the order of rows.
import {
  CLUSTER_COUNT, PANEL, LABELS, CENTROIDS, OUTPUT_STRIDE, FIRST, SECOND,
} from './kmeans/arguments';
import {
  ROWS_PER_CHUNK, SIZES, outputOf, rowBytesOf, rowEndOf, squaredDistance, sumsOf,
} from './kmeans/rows';
import { addLanes } from './mathematics/lanes';

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
