// Rows, centroids and results of chunks, as the three k-means kernels have them. Rows lie in 64 bits one
// after the other, padded to an even number of columns: lanes are columns.
import { addLanes } from '../mathematics/lanes';
import { ROW_COUNT, COLUMN_COUNT, OUTPUT, OUTPUT_STRIDE } from './arguments';

/**
 * A chunk's results: f64 inertia, u32 changed rows, sizes (i32), sums (f64 clusters x padded
 * columns).
 */
export const CHANGED: usize = 8;
export const SIZES: usize = 16;

export const ROWS_PER_CHUNK: u32 = 8192;

// @ts-ignore: decorator
@inline
export function sumsOf(output: usize, clusterCount: u32): usize {
  return output + SIZES + (((clusterCount + 3) >> 2) << 4);
}

// @ts-ignore: decorator
@inline
export function outputOf(args: usize, chunk: u32): usize {
  return load<u32>(args, OUTPUT) + chunk * load<u32>(args, OUTPUT_STRIDE);
}

// @ts-ignore: decorator
@inline
export function rowEndOf(args: usize, chunk: u32): u32 {
  return min<u32>((chunk + 1) * ROWS_PER_CHUNK, load<u32>(args, ROW_COUNT));
}

/** Bytes of a row or centroid in 64 bits. */
// @ts-ignore: decorator
@inline
export function rowBytesOf(args: usize): usize {
  return ((load<u32>(args, COLUMN_COUNT) + 1) >> 1) << 4;
}

/** The even columns' squares plus the odd columns'. */
// @ts-ignore: decorator
@inline
export function squaredDistance(row: usize, centroid: usize, rowBytes: usize): f64 {
  let squares = f64x2.splat(0);
  for (const end = row + rowBytes; row < end; row += 16) {
    const difference = f64x2.sub(v128.load(row), v128.load(centroid));
    squares = f64x2.add(squares, f64x2.mul(difference, difference));
    centroid += 16;
  }
  return addLanes(squares);
}
