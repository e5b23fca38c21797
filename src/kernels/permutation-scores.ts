// Scores of predictions from margins. src/analysis/explanations/permutation/margin-scores.ts defines what it
// computes; the logarithms are left to it: here are products of the probabilities of sixteen rows each.

/** Words of the arguments; src/analysis/explanations/permutation/kernel-permutations.ts fills them. */
/** f64 chunk, class, row. */
const MARGINS: usize = 0;
const ROW_COUNT: usize = 4;
const CLASS_COUNT: usize = 8;
/** u32 by row. */
const LABELS: usize = 12;
/** f64 chunk, group of rows. */
const PRODUCTS: usize = 16;
/** f64 chunk, class: rows that are told right. */
const RIGHT: usize = 20;
/** Sums of how many trees, where they are shares to be averaged; 0: softmax. */
const AVERAGED: usize = 24;
const SCRATCH: usize = 28;

const ROWS_PER_PRODUCT: u32 = 16;
const LEAST_PROBABILITY: f64 = 2.220446049250313e-16;

export function judge(chunk: u32, args: usize): void {
  const rowCount = load<u32>(args, ROW_COUNT);
  const classCount = load<u32>(args, CLASS_COUNT);
  const shares = load<u32>(args, SCRATCH) + (chunk * classCount << 3);
  const right: usize = load<u32>(args, RIGHT) + (chunk * classCount << 3);
  const groupCount = (rowCount + ROWS_PER_PRODUCT - 1) / ROWS_PER_PRODUCT;
  const products: usize = load<u32>(args, PRODUCTS) + (chunk * groupCount << 3);
  const margins: usize = load<u32>(args, MARGINS) + <usize>(chunk * classCount) * (rowCount << 3);
  const averaged = load<u32>(args, AVERAGED);
  memory.fill(right, 0, classCount << 3);
  let product: f64 = 1;
  for (let row: u32 = 0; row < rowCount; row++) {
    const label = load<u32>(load<u32>(args, LABELS) + (row << 2));
    const cells = margins + (row << 3);
    const total = averaged
      ? takeShares(cells, rowCount << 3, classCount, <f64>averaged, shares)
      : takeExponentials(cells, rowCount << 3, classCount, shares);
    let best: u32 = 0;
    let most = load<f64>(shares);
    for (let k: u32 = 1; k < classCount; k++) {
      const share = load<f64>(shares + (k << 3));
      if (share > most) {
        most = share;
        best = k;
      }
    }
    if (best == label) store<f64>(right + (label << 3), load<f64>(right + (label << 3)) + 1);
    product *= max<f64>(LEAST_PROBABILITY, load<f64>(shares + (label << 3)) / total);
    if ((row + 1) % ROWS_PER_PRODUCT == 0 || row + 1 == rowCount) {
      store<f64>(products + (row / ROWS_PER_PRODUCT << 3), product);
      product = 1;
    }
  }
}

function takeShares(cells: usize, classBytes: usize, classCount: u32, divisor: f64, shares: usize): f64 {
  for (let k: u32 = 0; k < classCount; k++, cells += classBytes) {
    store<f64>(shares + (k << 3), load<f64>(cells) / divisor);
  }
  return 1;
}

function takeExponentials(cells: usize, classBytes: usize, classCount: u32, shares: usize): f64 {
  let greatest = load<f64>(cells);
  let cell = cells;
  for (let k: u32 = 1; k < classCount; k++) {
    cell += classBytes;
    greatest = max<f64>(greatest, load<f64>(cell));
  }
  let total: f64 = 0;
  for (let k: u32 = 0; k < classCount; k++, cells += classBytes) {
    const share = exponentialOfNegative(load<f64>(cells) - greatest);
    store<f64>(shares + (k << 3), share);
    total += share;
  }
  return total;
}

/** As its namesake of src/analysis/supervised/exponential.ts. */
// @ts-ignore: decorator
@inline
function exponentialOfNegative(argument: f64): f64 {
  const x = max<f64>(argument, -708);
  const k = x * 1.4426950408889634 + 6755399441055744 - 6755399441055744;
  const r = x - k * 0.6931471803691238 - k * 1.9082149292705877e-10;
  const square = r * r;
  const a = 1.0 + r * 1.0 + square * (1.0 / 2 + r * (1.0 / 6));
  const b = 1.0 / 24 + r * (1.0 / 120) + square * (1.0 / 720 + r * (1.0 / 5040));
  const c = 1.0 / 40320 + r * (1.0 / 362880) + square * (1.0 / 3628800 + r * (1.0 / 39916800));
  const d = 1.0 / 479001600 + r * (1.0 / 6227020800);
  const fourth = square * square;
  const polynomial = a + fourth * (b + fourth * (c + fourth * d));
  return polynomial * reinterpret<f64>(<i64>(1023 + <i32>k) << 52);
}
