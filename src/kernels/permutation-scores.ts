// Scores of predictions from margins. src/analysis/explanations/permutation/margin-scores.ts defines what it
// computes; the logarithms are left to it: here are products of the probabilities of sixteen rows each.
import { exponentialOfNegative } from './mathematics/exponential';

/** Words of the arguments; src/analysis/explanations/permutation/kernel-permutations.ts fills them. */
/** f64 class, row, cell: predictions of one row, an even number of them. */
const MARGINS: usize = 0;
const ROW_COUNT: usize = 4;
const CLASS_COUNT: usize = 8;
const CELL_COUNT: usize = 12;
/** u32 by row. */
const LABELS: usize = 16;
/** f64 group of rows, cell. */
const PRODUCTS: usize = 20;
/** f64 chunk, class, cell: rows that are told right. */
const RIGHT: usize = 24;
/** Sums of how many trees, where they are shares to be averaged; 0: softmax. */
const AVERAGED: usize = 28;
/** Two shares a class for each chunk. */
const SCRATCH: usize = 32;
/** See mathematics/exponential.ts. */
const EXPONENTIAL: usize = 36;

const ROWS_PER_PRODUCT: u32 = 16;
const ROWS_PER_CHUNK: u32 = 64;
const LEAST_PROBABILITY: f64 = 2.220446049250313e-16;

export function judge(chunk: u32, args: usize): void {
  const rowCount = load<u32>(args, ROW_COUNT);
  const classCount = load<u32>(args, CLASS_COUNT);
  const rowBytes: usize = load<u32>(args, CELL_COUNT) << 3;
  const classBytes = rowBytes * rowCount;
  const averaged = load<u32>(args, AVERAGED);
  const shares = load<u32>(args, SCRATCH) + (chunk * classCount << 4);
  const table: usize = load<u32>(args, EXPONENTIAL);
  const right: usize = load<u32>(args, RIGHT) + <usize>(chunk * classCount) * rowBytes;
  memory.fill(right, 0, classCount * rowBytes);
  const to = min<u32>((chunk + 1) * ROWS_PER_CHUNK, rowCount);
  for (let row = chunk * ROWS_PER_CHUNK; row < to; row++) {
    const label = load<u32>(load<u32>(args, LABELS) + (row << 2));
    const margins = load<u32>(args, MARGINS) + row * rowBytes;
    const products = load<u32>(args, PRODUCTS) + row / ROWS_PER_PRODUCT * rowBytes;
    const told = right + label * rowBytes;
    const isFirst = row % ROWS_PER_PRODUCT == 0;
    for (let cell: usize = 0; cell < rowBytes; cell += 16) {
      const total = averaged
        ? takeShares(margins + cell, classBytes, classCount, <f64>averaged, shares)
        : takeExponentials(margins + cell, classBytes, classCount, shares, table);
      const share = v128.load(shares + (label << 4));
      const isRight = isGreatest(shares, label, classCount);
      v128.store(told + cell, f64x2.add(v128.load(told + cell), v128.and(isRight, f64x2.splat(1))));
      const probability = f64x2.max(f64x2.splat(LEAST_PROBABILITY), f64x2.div(share, total));
      const product = isFirst ? f64x2.splat(1) : v128.load(products + cell);
      v128.store(products + cell, f64x2.mul(product, probability));
    }
  }
}

/** Whether no other class has a greater share, and none before it the same. */
// @ts-ignore: decorator
@inline
function isGreatest(shares: usize, label: u32, classCount: u32): v128 {
  const own = v128.load(shares + (label << 4));
  let greatest = i64x2.splat(-1);
  for (let k: u32 = 0; k < classCount; k++) {
    const other = v128.load(shares + (k << 4));
    greatest = v128.and(greatest, k < label ? f64x2.gt(own, other) : f64x2.ge(own, other));
  }
  return greatest;
}

// @ts-ignore: decorator
@inline
function takeShares(cells: usize, classBytes: usize, classCount: u32, divisor: f64, shares: usize): v128 {
  for (let k: u32 = 0; k < classCount; k++, cells += classBytes) {
    v128.store(shares + (k << 4), f64x2.div(v128.load(cells), f64x2.splat(divisor)));
  }
  return f64x2.splat(1);
}

// @ts-ignore: decorator
@inline
function takeExponentials(
  cells: usize,
  classBytes: usize,
  classCount: u32,
  shares: usize,
  table: usize,
): v128 {
  let greatest = v128.load(cells);
  let cell = cells;
  for (let k: u32 = 1; k < classCount; k++) {
    cell += classBytes;
    greatest = f64x2.max(greatest, v128.load(cell));
  }
  let total = f64x2.splat(0);
  for (let k: u32 = 0; k < classCount; k++, cells += classBytes) {
    const share = exponentialOfNegative(f64x2.sub(v128.load(cells), greatest), table);
    v128.store(shares + (k << 4), share);
    total = f64x2.add(total, share);
  }
  return total;
}
