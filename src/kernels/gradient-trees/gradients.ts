// Gradients and hessians of rows from their margins, two rows at a time.
import { SHIFT, COEFFICIENTS, exponentialOfNegative } from '../mathematics/exponential';
import {
  EXPONENTIAL, ROW_COUNT, OUTPUT_COUNT, TARGET, CLASS_WEIGHTS, MARGINS, GRADIENTS, NUMBERS,
} from './arguments';

const ROWS_PER_CHUNK: u32 = 8192;

/** Gradients and hessians of a chunk of rows from their margins. */
export function gradients(chunk: u32, args: usize): void {
  const rowCount = load<u32>(args, ROW_COUNT);
  const end = min<u32>((chunk + 1) * ROWS_PER_CHUNK, rowCount);
  const isPair = load<u32>(args, OUTPUT_COUNT) == 1;
  for (let row = chunk * ROWS_PER_CHUNK; row < end; row += 2) {
    const count = min<u32>(2, end - row);
    prepareRows(args, row, count);
    if (isPair) logisticRows(args, row, count);
    else softmaxRows(args, row, count);
  }
}

/** Of one or two rows: classes as 64-bit numbers, and weights in steps of gradients and hessians. */
let labels: v128 = i64x2.splat(0);
let gradientWeights: v128 = i64x2.splat(0);
let hessianWeights: v128 = i64x2.splat(0);

// @ts-ignore: decorator
@inline
function prepareRows(args: usize, row: u32, count: u32): void {
  const target: usize = load<u32>(args, TARGET) + row;
  const label0: u64 = load<u8>(target);
  const label1: u64 = count == 2 ? load<u8>(target, 1) : <u8>label0;
  labels = i64x2.replace_lane(i64x2.splat(label0), 1, label1);
  const weights: usize = load<u32>(args, CLASS_WEIGHTS);
  const first = v128.load64_zero(weights + (<usize>label0 << 3));
  const weight = v128.load64_lane(weights + (<usize>label1 << 3), first, 1);
  const numbers: usize = load<u32>(args, NUMBERS);
  // Steps are powers of two: the order of these products does not show.
  gradientWeights = f64x2.mul(weight, v128.load64_splat(numbers));
  hessianWeights = f64x2.mul(weight, v128.load64_splat(numbers, 8));
}

/** One or two margins; the lane beyond is a zero. */
// @ts-ignore: decorator
@inline
function loadMargins(address: usize, count: u32): v128 {
  return count == 2 ? v128.load(address) : v128.load64_zero(address);
}

// @ts-ignore: decorator
@inline
function storeLanes(address: usize, lanes: v128, count: u32): void {
  if (count == 2) v128.store(address, lanes);
  else v128.store64_lane(address, lanes, 0);
}

function softmaxRows(args: usize, row: u32, count: u32): void {
  const stride: usize = load<u32>(args, ROW_COUNT) << 3;
  const outputCount = load<u32>(args, OUTPUT_COUNT);
  const table = load<u32>(args, NUMBERS) + EXPONENTIAL;
  const first: usize = load<u32>(args, MARGINS) + (row << 3);
  let greatest = loadMargins(first, count);
  let margins = first + stride;
  for (let k: u32 = 1; k < outputCount; k++, margins += stride) {
    greatest = f64x2.pmax(greatest, loadMargins(margins, count));
  }
  let total = f64x2.splat(0);
  // The exponentials wait in the cells of the gradients, which have the same size.
  const pairs: usize = load<u32>(args, GRADIENTS) + (row << 3);
  margins = first;
  let cell = pairs;
  for (let k: u32 = 0; k < outputCount; k++, margins += stride, cell += stride) {
    const share = exponentialOfNegative(f64x2.sub(loadMargins(margins, count), greatest), table);
    storeLanes(cell, share, count);
    total = f64x2.add(total, share);
  }
  cell = pairs;
  for (let k: u32 = 0; k < outputCount; k++, cell += stride) {
    storePair(cell, count, f64x2.div(loadMargins(cell, count), total), k, table);
  }
}

function logisticRows(args: usize, row: u32, count: u32): void {
  const table = load<u32>(args, NUMBERS) + EXPONENTIAL;
  const margin = loadMargins(load<u32>(args, MARGINS) + (row << 3), count);
  const part = exponentialOfNegative(f64x2.neg(f64x2.abs(margin)), table);
  const one = f64x2.splat(1);
  const numerator = v128.bitselect(one, part, f64x2.ge(margin, f64x2.splat(0)));
  const share = f64x2.div(numerator, f64x2.add(one, part));
  storePair(load<u32>(args, GRADIENTS) + (row << 3), count, share, 1, table);
}

/** Stores gradients and hessians of a class from its probabilities. */
// @ts-ignore: decorator
@inline
function storePair(cell: usize, count: u32, share: v128, label: u32, table: usize): void {
  const shift = v128.load64_splat(table, SHIFT);
  const one = v128.load64_splat(table, COEFFICIENTS);
  const own = v128.and(i64x2.eq(labels, i64x2.splat(label)), one);
  const gradient = f64x2.add(f64x2.mul(f64x2.sub(share, own), gradientWeights), shift);
  const bend = f64x2.mul(share, f64x2.sub(one, share));
  const hessian = f64x2.add(f64x2.mul(bend, hessianWeights), shift);
  // The low 32 bits of the shifted numbers are the whole numbers.
  const low = v128.and(gradient, i64x2.splat(0xffffffff));
  storeLanes(cell, v128.or(low, i64x2.shl(hessian, 32)), count);
}
