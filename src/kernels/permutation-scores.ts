// Scores of predictions from margins. src/analysis/explanations/permutation/margin-scores.ts defines what it
// computes; the logarithms are left to it: here are products of the probabilities of sixteen rows each.

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
        : takeExponentials(margins + cell, classBytes, classCount, shares);
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
function takeExponentials(cells: usize, classBytes: usize, classCount: u32, shares: usize): v128 {
  let greatest = v128.load(cells);
  let cell = cells;
  for (let k: u32 = 1; k < classCount; k++) {
    cell += classBytes;
    greatest = f64x2.max(greatest, v128.load(cell));
  }
  let total = f64x2.splat(0);
  for (let k: u32 = 0; k < classCount; k++, cells += classBytes) {
    const share = exponentialOfNegative(f64x2.sub(v128.load(cells), greatest));
    v128.store(shares + (k << 4), share);
    total = f64x2.add(total, share);
  }
  return total;
}

/** a + r b. */
// @ts-ignore: decorator
@inline
function line(a: f64, r: v128, b: f64): v128 {
  return f64x2.add(f64x2.splat(a), f64x2.mul(r, f64x2.splat(b)));
}

/** As its namesake of src/analysis/supervised/exponential.ts. */
// @ts-ignore: decorator
@inline
function exponentialOfNegative(argument: v128): v128 {
  const rounder = f64x2.splat(6755399441055744);
  const x = f64x2.max(argument, f64x2.splat(-708));
  const shifted = f64x2.add(f64x2.mul(x, f64x2.splat(1.4426950408889634)), rounder);
  const k = f64x2.sub(shifted, rounder);
  const nearly = f64x2.sub(x, f64x2.mul(k, f64x2.splat(0.6931471803691238)));
  const r = f64x2.sub(nearly, f64x2.mul(k, f64x2.splat(1.9082149292705877e-10)));
  const square = f64x2.mul(r, r);
  const a = f64x2.add(f64x2.add(f64x2.splat(1), r), f64x2.mul(square, line(1.0 / 2, r, 1.0 / 6)));
  const b = f64x2.add(line(1.0 / 24, r, 1.0 / 120), f64x2.mul(square, line(1.0 / 720, r, 1.0 / 5040)));
  const c = f64x2.add(line(1.0 / 40320, r, 1.0 / 362880), f64x2.mul(square, line(1.0 / 3628800, r, 1.0 / 39916800)));
  const d = line(1.0 / 479001600, r, 1.0 / 6227020800);
  const fourth = f64x2.mul(square, square);
  const upper = f64x2.add(c, f64x2.mul(fourth, d));
  const polynomial = f64x2.add(a, f64x2.mul(fourth, f64x2.add(b, f64x2.mul(fourth, upper))));
  // The lowest bits of the shifted number are k; they move into the exponent's place.
  const power = i64x2.shl(i64x2.add(shifted, i64x2.splat(1023)), 52);
  return f64x2.mul(polynomial, power);
}
