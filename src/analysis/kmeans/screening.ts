// Centroids as the kernel's 32-bit screening wants them, and how far its rounding can lead astray.

export interface Screening {
  /** 32-bit numbers; indices are stored as the bits of whole numbers. */
  readonly table: Float32Array;
  /** A row of length r is decided where its two best scores differ by more than b0 + b1 r + b2 r^2. */
  readonly bound: readonly [number, number, number];
}

/** Up to this many columns a tile's rows stay in registers, and the table holds everything four times. */
export const narrowColumnCount = 3;

/** Bytes of the largest table for k centroids. */
export function screeningTableBytes(k: number, columnCount: number): number {
  return columnCount <= narrowColumnCount ? k * 80 : ((k + 1) >> 1) * (16 + 8 * columnCount);
}

/**
 * Prepares the comparison of all centroids with the first: |x-c|^2 < |x-c0|^2 exactly where the
 * score g - x.v is below zero, with v = c - c0 and g = (|c|^2 - |c0|^2) / 2.
 *
 * @param centroids k x columnCount, row-major, coordinates at most 2 in magnitude
 */
export function screeningOf(centroids: Float64Array, columnCount: number): Screening {
  const k = centroids.length / columnCount;
  const differences = centroids.map((value, cell) => value - (centroids[cell % columnCount] ?? 0));
  const halfSquares = new Float64Array(k);
  let longest = 0;
  let farthest = 0;
  let highest = 0;
  for (let cluster = 0; cluster < k; cluster++) {
    let half = 0;
    let length = 0;
    let difference = 0;
    for (let j = 0; j < columnCount; j++) {
      const cell = cluster * columnCount + j;
      const v = differences[cell] ?? 0;
      // (|c|^2 - |c0|^2) / 2 without the cancellation of two squares.
      half += v * ((centroids[cell] ?? 0) - v / 2);
      length += (centroids[cell] ?? 0) ** 2;
      difference += v * v;
    }
    halfSquares[cluster] = half;
    longest = Math.max(longest, Math.sqrt(length));
    farthest = Math.max(farthest, Math.sqrt(difference));
    highest = Math.max(highest, Math.abs(half));
  }
  const table =
    columnCount <= narrowColumnCount
      ? narrowTable(halfSquares, differences, columnCount)
      : wideTable(halfSquares, differences, columnCount);
  return { table, bound: roundingBound(columnCount, longest, farthest, highest) };
}

/**
 * Twice the error of one score. Each of x, v and g is rounded once and the score takes 2 roundings
 * per column: at most (columns + 4) u (|g| + |x| |v|) in all, u = 2^-24. To that comes the error of
 * the 64-bit decision itself, at most (columns + 2) 2^-53 (|x| + |c|)^2 for each distance, so that a
 * row is decided the same way with and without screening; and a little for underflow.
 */
function roundingBound(
  columnCount: number,
  longest: number,
  farthest: number,
  highest: number,
): [number, number, number] {
  const single = 2.1 * (columnCount + 5) * 2 ** -24;
  const double = 4 * (columnCount + 3) * 2 ** -53;
  return [single * highest + double * longest ** 2 + 1e-36, single * farthest, double];
}

function narrowTable(
  halfSquares: Float64Array,
  differences: Float64Array,
  columnCount: number,
): Float32Array {
  const k = halfSquares.length;
  const table = new Float32Array((k - 1) * 20);
  const words = new Uint32Array(table.buffer);
  for (let cluster = 1; cluster < k; cluster++) {
    const at = (cluster - 1) * 20;
    table.fill(halfSquares[cluster] ?? 0, at, at + 4);
    for (let j = 0; j < columnCount; j++) {
      const value = differences[cluster * columnCount + j] ?? 0;
      table.fill(value, at + 4 + 4 * j, at + 8 + 4 * j);
    }
    words.fill(cluster, at + 16, at + 20);
  }
  return table;
}

function wideTable(
  halfSquares: Float64Array,
  differences: Float64Array,
  columnCount: number,
): Float32Array {
  const k = halfSquares.length;
  const pairFloats = 4 + 2 * columnCount;
  const table = new Float32Array((k >> 1) * pairFloats);
  const words = new Uint32Array(table.buffer);
  for (let first = 1; first < k; first += 2) {
    const at = ((first - 1) >> 1) * pairFloats;
    for (const side of [0, 1]) {
      const cluster = first + side;
      const missing = cluster >= k;
      table[at + side] = missing ? Infinity : (halfSquares[cluster] ?? 0);
      words[at + 2 + side] = missing ? 0 : cluster;
      for (let j = 0; j < columnCount; j++) {
        const value = missing ? 0 : (differences[cluster * columnCount + j] ?? 0);
        table[at + 4 + 2 * j + side] = value;
      }
    }
  }
  return table;
}
