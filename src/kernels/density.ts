// Density grids: counts of rows by the bins of two columns and by cluster.
// src/analysis/reductions/density-grid.ts defines what they are.

/** Words of the arguments; src/analysis/reductions/kernel-density.ts fills them. */
const ROW_COUNT: usize = 0;
/** f64 columns and u16 labels of the rows. */
const X: usize = 4;
const Y: usize = 8;
const LABELS: usize = 12;
/** Ascending f64 edges, one more than bins. */
const X_EDGES: usize = 16;
const X_BIN_COUNT: usize = 20;
const Y_EDGES: usize = 24;
const Y_BIN_COUNT: usize = 28;
/** u32 counts by cluster, then by bin of y, then by bin of x, for each chunk. */
const COUNTS: usize = 32;
const COUNTS_STRIDE: usize = 36;

const ROWS_PER_CHUNK: u32 = 65_536;

/** The last edge that is not above the value; any bin where the value is outside. */
// @ts-ignore: decorator
@inline
function binOf(edges: usize, binCount: u32, value: f64): u32 {
  let low: u32 = 0;
  for (let length = binCount; length > 1; ) {
    const half = length >> 1;
    // No branch: which half a value lies in cannot be foreseen.
    low = select<u32>(low + half, low, value >= load<f64>(edges + (low + half << 3)));
    length -= half;
  }
  return low;
}

// @ts-ignore: decorator
@inline
function isInside(edges: usize, binCount: u32, value: f64): bool {
  return value >= load<f64>(edges) && value <= load<f64>(edges + (binCount << 3));
}

export function density(chunk: u32, args: usize): void {
  const columnX: usize = load<u32>(args, X);
  const columnY: usize = load<u32>(args, Y);
  const labels: usize = load<u32>(args, LABELS);
  const edgesX: usize = load<u32>(args, X_EDGES);
  const edgesY: usize = load<u32>(args, Y_EDGES);
  const binCountX = load<u32>(args, X_BIN_COUNT);
  const binCountY = load<u32>(args, Y_BIN_COUNT);
  const stride = load<u32>(args, COUNTS_STRIDE);
  const counts: usize = load<u32>(args, COUNTS) + chunk * stride;
  memory.fill(counts, 0, stride);
  const end = min<u32>((chunk + 1) * ROWS_PER_CHUNK, load<u32>(args, ROW_COUNT));
  for (let row: usize = chunk * ROWS_PER_CHUNK; row < end; row++) {
    const x = load<f64>(columnX + (row << 3));
    const y = load<f64>(columnY + (row << 3));
    if (!isInside(edgesX, binCountX, x) || !isInside(edgesY, binCountY, y)) continue;
    const grid = load<u16>(labels + (row << 1)) * binCountY;
    const cell = (grid + binOf(edgesY, binCountY, y)) * binCountX + binOf(edgesX, binCountX, x);
    const at = counts + (cell << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
}
