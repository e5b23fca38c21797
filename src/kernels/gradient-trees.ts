// Gradient boosting: gradients of all rows, and a whole tree for each output.
// src/analysis/supervised/boosting/scalar-rounds.ts defines what they are.
//
// Rows lie in 8-bit bins, row after row. Gradients and hessians are whole numbers; a bin's cell holds
// the sum of gradients in one 64-bit lane, and in the other the sum of hessians above the number of
// rows, so that one addition does all three. Sums of whole numbers do not depend on their order.

/** Words of the arguments; src/analysis/supervised/boosting/kernel-rounds.ts fills them. */
const ROW_COUNT: usize = 0;
const FEATURE_COUNT: usize = 4;
const OUTPUT_COUNT: usize = 8;
/** u8 rows x features. */
const BINS: usize = 12;
/** Of each feature u32 bins in use, 1: categorical, 1: has missing values. */
const COLUMNS: usize = 16;
/** u8 class of each row; f64 weight of each class. */
const TARGET: usize = 20;
const CLASS_WEIGHTS: usize = 24;
/** f64 outputs x rows. */
const MARGINS: usize = 28;
/** i32 gradient and hessian, outputs x rows. */
const GRADIENTS: usize = 32;
/** u32 outputs x rows, twice: the rows by node, and room to part them. */
const ROWS: usize = 36;
const SPARE_ROWS: usize = 40;
/** Histograms of each output, HISTOGRAM_SLOTS of features x 256 cells. */
const HISTOGRAMS: usize = 44;
const HISTOGRAM_SLOTS: usize = 48;
/** NODE_BYTES for each node, NODE_LIMIT nodes for each output. */
const NODES: usize = 52;
const NODE_LIMIT: usize = 56;
/** u32 nodes of each output's tree. */
const NODE_COUNTS: usize = 60;
const LEAF_LIMIT: usize = 64;
/** 0: no limit. */
const MAX_DEPTH: usize = 68;
const MIN_LEAF_ROWS: usize = 72;
const COUNT_BITS: usize = 76;
/**
 * f64 steps in one of gradients and of hessians, l2, learning rate, least hessian in steps; then the
 * constants of the exponential, which are faster to load than to write as literals.
 */
const NUMBERS: usize = 80;
/** The rows held out: number, u8 rows x features, f64 outputs x rows. */
const HELD_OUT_COUNT: usize = 84;
const HELD_OUT_BINS: usize = 88;
const HELD_OUT_MARGINS: usize = 92;
/** SCRATCH_BYTES for each output. */
const SCRATCH: usize = 96;
/** u8 features x rows: the bins once more, for parting rows by one feature. */
const COLUMN_BINS: usize = 100;

const ROWS_PER_CHUNK: u32 = 8192;
const CELL_BYTES: usize = 16;
const COLUMN_CELLS_BYTES: usize = 4096;
const MISSING_BIN: u32 = 255;
/** f64 means of 256 levels, then u8 order of 256 levels. */
const SCRATCH_BYTES: usize = 2304;
const LEAST_LEVEL_SUPPORT: f64 = 10;
const SMALLEST_DIVISOR: f64 = 1e-15;
/** Adding and taking it off rounds to whole numbers, ties to even. */
const ROUNDER: f64 = 6755399441055744;

/** A node's record. */
const NODE_BYTES: usize = 144;
/** i32; -1: a leaf. */
const FEATURE: usize = 0;
const SPLIT_BIN: usize = 4;
const MISSING_LEFT: usize = 8;
const LEFT: usize = 12;
const RIGHT: usize = 16;
const START: usize = 20;
const COUNT: usize = 24;
const DEPTH: usize = 28;
/** i64 sum of gradients; i64 sum of hessians above the count. */
const SUMS: usize = 32;
/** f64. */
const VALUE: usize = 48;
/** f64 gain of the best split, 0: none; u32 histogram slot. */
const GAIN: usize = 56;
const SLOT: usize = 64;
/** The best split: its feature; i64 sums of the left side; set of bins. */
const BEST_FEATURE: usize = 68;
const LEFT_SUMS: usize = 80;
const LEFT_BINS: usize = 96;

/** The constants of the exponential among the numbers. */
const LEAST_ARGUMENT: usize = 40;
const SHIFT: usize = 48;
const LOG2_E: usize = 56;
const LN2_HIGH: usize = 64;
const LN2_LOW: usize = 72;
/** 1 / k! for k = 0 .. 13. */
const COEFFICIENTS: usize = 80;

// @ts-ignore: decorator
@inline
function coefficient(numbers: usize, k: usize): v128 {
  return v128.load64_splat(numbers + COEFFICIENTS + (k << 3));
}

/** exp(x) for x <= 0 as src/analysis/supervised/exponential.ts has it, in two lanes. */
// @ts-ignore: decorator
@inline
function exponential(argument: v128, numbers: usize): v128 {
  const x = f64x2.pmax(argument, v128.load64_splat(numbers, LEAST_ARGUMENT));
  const shift = v128.load64_splat(numbers, SHIFT);
  const shifted = f64x2.add(f64x2.mul(x, v128.load64_splat(numbers, LOG2_E)), shift);
  const k = f64x2.sub(shifted, shift);
  const high = f64x2.sub(x, f64x2.mul(k, v128.load64_splat(numbers, LN2_HIGH)));
  const r = f64x2.sub(high, f64x2.mul(k, v128.load64_splat(numbers, LN2_LOW)));
  const square = f64x2.mul(r, r);
  const fourth = f64x2.mul(square, square);
  const a = quarter(numbers, 0, r, square);
  const b = quarter(numbers, 4, r, square);
  const c = quarter(numbers, 8, r, square);
  const d = f64x2.add(coefficient(numbers, 12), f64x2.mul(r, coefficient(numbers, 13)));
  const tail = f64x2.add(c, f64x2.mul(fourth, d));
  const rest = f64x2.add(b, f64x2.mul(fourth, tail));
  const polynomial = f64x2.add(a, f64x2.mul(fourth, rest));
  // The low bits of the shifted number are k; added to the exponent they multiply by 2^k.
  return i64x2.add(polynomial, i64x2.shl(shifted, 52));
}

/** Four terms of the polynomial. */
// @ts-ignore: decorator
@inline
function quarter(numbers: usize, k: usize, r: v128, square: v128): v128 {
  const low = f64x2.add(coefficient(numbers, k), f64x2.mul(r, coefficient(numbers, k + 1)));
  const high = f64x2.add(coefficient(numbers, k + 2), f64x2.mul(r, coefficient(numbers, k + 3)));
  return f64x2.add(low, f64x2.mul(square, high));
}

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
  const numbers: usize = load<u32>(args, NUMBERS);
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
    const share = exponential(f64x2.sub(loadMargins(margins, count), greatest), numbers);
    storeLanes(cell, share, count);
    total = f64x2.add(total, share);
  }
  cell = pairs;
  for (let k: u32 = 0; k < outputCount; k++, cell += stride) {
    storePair(cell, count, f64x2.div(loadMargins(cell, count), total), k, numbers);
  }
}

function logisticRows(args: usize, row: u32, count: u32): void {
  const numbers: usize = load<u32>(args, NUMBERS);
  const margin = loadMargins(load<u32>(args, MARGINS) + (row << 3), count);
  const part = exponential(f64x2.neg(f64x2.abs(margin)), numbers);
  const one = f64x2.splat(1);
  const numerator = v128.bitselect(one, part, f64x2.ge(margin, f64x2.splat(0)));
  const share = f64x2.div(numerator, f64x2.add(one, part));
  storePair(load<u32>(args, GRADIENTS) + (row << 3), count, share, 1, numbers);
}

/** Stores gradients and hessians of a class from its probabilities. */
// @ts-ignore: decorator
@inline
function storePair(cell: usize, count: u32, share: v128, label: u32, numbers: usize): void {
  const shift = v128.load64_splat(numbers, SHIFT);
  const one = v128.load64_splat(numbers, COEFFICIENTS);
  const own = v128.and(i64x2.eq(labels, i64x2.splat(label)), one);
  const gradient = f64x2.add(f64x2.mul(f64x2.sub(share, own), gradientWeights), shift);
  const bend = f64x2.mul(share, f64x2.sub(one, share));
  const hessian = f64x2.add(f64x2.mul(bend, hessianWeights), shift);
  // The low 32 bits of the shifted numbers are the whole numbers.
  const low = v128.and(gradient, i64x2.splat(0xffffffff));
  storeLanes(cell, v128.or(low, i64x2.shl(hessian, 32)), count);
}

/** What a tree's growth looks up all the time. */
let rowCount: u32 = 0;
let featureCount: u32 = 0;
let bins: usize = 0;
let columnBins: usize = 0;
let columns: usize = 0;
let pairs: usize = 0;
let rows: usize = 0;
let spareRows: usize = 0;
let histograms: usize = 0;
let histogramBytes: usize = 0;
let nodes: usize = 0;
let nodeCount: u32 = 0;
let scratch: usize = 0;
let minLeafRows: i64 = 0;
let maxDepth: u32 = 0;
let countBits: i32 = 0;
let countMask: i64 = 0;
let gradientSteps: f64 = 0;
let hessianSteps: f64 = 0;
/** l2 in steps of hessians. */
let penalty: f64 = 0;
let leastHessian: i64 = 0;

/** The best split of the node that is looked at. */
let bestScore: f64 = 0;
let bestFeature: i32 = -1;
let bestBin: i32 = 0;
let bestMissingLeft: u32 = 0;
let bestLeft: v128 = i64x2.splat(0);
let bestSet: usize = 0;

/** Grows the tree of an output and adds its values to the margins of all rows. */
export function growTree(output: u32, args: usize): void {
  lookUp(output, args);
  const leafLimit = load<u32>(args, LEAF_LIMIT);
  for (let row: u32 = 0; row < rowCount; row++) store<u32>(rows + (row << 2), row);
  const root = nodes;
  let sums = i64x2.splat(0);
  for (let row: u32 = 0; row < rowCount; row++) sums = i64x2.add(sums, cellOf(row));
  initialise(root, 0, 0, sums);
  nodeCount = 1;
  let slotCount: u32 = 0;
  if (mayBeSplit(root)) {
    buildHistogram(histograms, 0, rowCount);
    slotCount = 1;
    open(root, 0);
  }
  for (let leafCount: u32 = 1; leafCount < leafLimit; leafCount++) {
    const parent = nextNode();
    if (parent == 0) break;
    if (split(parent, leafCount + 1 == leafLimit, slotCount)) slotCount++;
  }
  store<u32>(load<u32>(args, NODE_COUNTS) + (output << 2), nodeCount);
  addValues(args, output);
  addHeldOut(args, output);
}

function lookUp(output: u32, args: usize): void {
  rowCount = load<u32>(args, ROW_COUNT);
  featureCount = load<u32>(args, FEATURE_COUNT);
  bins = load<u32>(args, BINS);
  columnBins = load<u32>(args, COLUMN_BINS);
  columns = load<u32>(args, COLUMNS);
  pairs = load<u32>(args, GRADIENTS) + output * (rowCount << 3);
  rows = load<u32>(args, ROWS) + output * (rowCount << 2);
  spareRows = load<u32>(args, SPARE_ROWS) + output * (rowCount << 2);
  histogramBytes = featureCount * COLUMN_CELLS_BYTES;
  histograms = load<u32>(args, HISTOGRAMS) + output * load<u32>(args, HISTOGRAM_SLOTS) * histogramBytes;
  nodes = load<u32>(args, NODES) + output * load<u32>(args, NODE_LIMIT) * NODE_BYTES;
  scratch = load<u32>(args, SCRATCH) + output * SCRATCH_BYTES;
  minLeafRows = load<u32>(args, MIN_LEAF_ROWS);
  maxDepth = load<u32>(args, MAX_DEPTH);
  countBits = load<u32>(args, COUNT_BITS);
  countMask = (<i64>1 << countBits) - 1;
  const numbers: usize = load<u32>(args, NUMBERS);
  gradientSteps = load<f64>(numbers);
  hessianSteps = load<f64>(numbers, 8);
  penalty = (load<f64>(numbers, 16) + SMALLEST_DIVISOR) * hessianSteps;
  leastHessian = <i64>load<f64>(numbers, 32);
}

/** A row's gradient, and its hessian above a count of one. */
// @ts-ignore: decorator
@inline
function cellOf(row: u32): v128 {
  const pair = v128.load64_zero(pairs + (<usize>row << 3));
  const factors = i32x4.replace_lane(i32x4.splat(1), 1, 1 << countBits);
  const one = i64x2.replace_lane(i64x2.splat(0), 1, 1);
  return i64x2.add(i64x2.extmul_low_i32x4_s(pair, factors), one);
}

function initialise(node: usize, start: u32, depth: u32, sums: v128): void {
  store<i32>(node, -1, FEATURE);
  store<u32>(node, start, START);
  store<u32>(node, <u32>(i64x2.extract_lane(sums, 1) & countMask), COUNT);
  store<u32>(node, depth, DEPTH);
  v128.store(node, sums, SUMS);
  store<f64>(node, 0, GAIN);
}

/** Whether a node may still be split, before any histogram is looked at. */
function mayBeSplit(node: usize): bool {
  if (maxDepth > 0 && load<u32>(node, DEPTH) >= maxDepth) return false;
  if (<i64>load<u32>(node, COUNT) < 2 * minLeafRows) return false;
  return load<i64>(node, SUMS + 8) >> countBits >= leastHessian;
}

function buildHistogram(histogram: usize, start: u32, end: u32): void {
  memory.fill(histogram, 0, histogramBytes);
  const factors = i32x4.replace_lane(i32x4.splat(1), 1, 1 << countBits);
  const one = i64x2.replace_lane(i64x2.splat(0), 1, 1);
  const last: usize = rows + (end << 2);
  for (let at: usize = rows + (start << 2); at < last; at += 4) {
    const row: usize = load<u32>(at);
    const pair = v128.load64_zero(pairs + (row << 3));
    const cell = i64x2.add(i64x2.extmul_low_i32x4_s(pair, factors), one);
    let bin = bins + row * featureCount;
    let column = histogram;
    const end4 = bin + (featureCount & ~3);
    const endAll = bin + featureCount;
    for (; bin < end4; bin += 4, column += 4 * COLUMN_CELLS_BYTES) {
      const a = column + (<usize>load<u8>(bin) << 4);
      const b = column + (<usize>load<u8>(bin, 1) << 4);
      const c = column + (<usize>load<u8>(bin, 2) << 4);
      const d = column + (<usize>load<u8>(bin, 3) << 4);
      v128.store(a, i64x2.add(v128.load(a), cell));
      v128.store(b, i64x2.add(v128.load(b, 4096), cell), 4096);
      v128.store(c, i64x2.add(v128.load(c, 8192), cell), 8192);
      v128.store(d, i64x2.add(v128.load(d, 12288), cell), 12288);
    }
    for (; bin < endAll; bin++, column += COLUMN_CELLS_BYTES) {
      const a = column + (<usize>load<u8>(bin) << 4);
      v128.store(a, i64x2.add(v128.load(a), cell));
    }
  }
}

/** Takes one histogram off another. */
function subtract(from: usize, histogram: usize): void {
  const end = from + histogramBytes;
  for (; from < end; from += 32, histogram += 32) {
    v128.store(from, i64x2.sub(v128.load(from), v128.load(histogram)));
    v128.store(from, i64x2.sub(v128.load(from, 16), v128.load(histogram, 16)), 16);
  }
}

/** The unsplit node of the greatest gain, of equal ones the first; 0: none. */
function nextNode(): usize {
  let best: usize = 0;
  let gain: f64 = 0;
  const end = nodes + nodeCount * NODE_BYTES;
  for (let node = nodes; node < end; node += NODE_BYTES) {
    if (load<i32>(node, FEATURE) < 0 && load<f64>(node, GAIN) > gain) {
      gain = load<f64>(node, GAIN);
      best = node;
    }
  }
  return best;
}

/** Finds a node's best split in its histogram. */
function open(node: usize, slot: u32): void {
  store<u32>(node, slot, SLOT);
  const histogram = histograms + slot * histogramBytes;
  const total = v128.load(node, SUMS);
  const gradient = <f64>i64x2.extract_lane(total, 0);
  const hessian = <f64>(i64x2.extract_lane(total, 1) >> countBits);
  const parentScore = (gradient * gradient) / (hessian + penalty);
  bestScore = parentScore;
  bestFeature = -1;
  bestSet = node + LEFT_BINS;
  for (let feature: u32 = 0; feature < featureCount; feature++) {
    const column = columns + feature * 12;
    const cells = histogram + feature * COLUMN_CELLS_BYTES;
    const binCount = load<u32>(column);
    const hasMissing = load<u32>(column, 8);
    if (load<u32>(column, 4)) {
      scanLevels(feature, cells, total, binCount, hasMissing);
      continue;
    }
    scanUp(feature, cells, total, binCount - 1 + hasMissing);
    if (hasMissing) scanDown(feature, cells, total, binCount);
  }
  if (bestFeature < 0) return;
  store<f64>(node, bestScore - parentScore, GAIN);
  store<i32>(node, bestFeature, BEST_FEATURE);
  store<i32>(node, bestBin, SPLIT_BIN);
  store<u32>(node, bestMissingLeft, MISSING_LEFT);
  v128.store(node, bestLeft, LEFT_SUMS);
}

/** Whole numbers below 2^51 as floating-point ones. */
// @ts-ignore: decorator
@inline
function toFloat(numbers: v128): v128 {
  const rounder = f64x2.splat(ROUNDER);
  return f64x2.sub(i64x2.add(numbers, rounder), rounder);
}

/**
 * Ranges of bins by pairs of bins, missing values on the right. Only a split that scores better is
 * asked whether it is allowed: few are better.
 */
function scanUp(feature: u32, cells: usize, total: v128, end: u32): void {
  const totalGradient = f64x2.splat(<f64>i64x2.extract_lane(total, 0));
  const totalHessian = f64x2.splat(<f64>(i64x2.extract_lane(total, 1) >> countBits));
  const penalties = f64x2.splat(penalty);
  let best = f64x2.splat(bestScore);
  let sums = i64x2.splat(0);
  const last = cells + (<usize>end << 4);
  for (let cell = cells; cell < last; cell += 32) {
    const first = i64x2.add(sums, v128.load(cell));
    sums = i64x2.add(first, v128.load(cell, 16));
    const left = toFloat(i64x2.shuffle(first, sums, 0, 2));
    const right = f64x2.sub(totalGradient, left);
    const hessian = toFloat(i64x2.shr_u(i64x2.shuffle(first, sums, 1, 3), countBits));
    const divisorLeft = f64x2.add(hessian, penalties);
    const divisorRight = f64x2.add(f64x2.sub(totalHessian, hessian), penalties);
    const numerator = f64x2.add(
      f64x2.mul(f64x2.mul(left, left), divisorRight),
      f64x2.mul(f64x2.mul(right, right), divisorLeft),
    );
    const divisor = f64x2.mul(divisorLeft, divisorRight);
    const lanes = i64x2.bitmask(f64x2.gt(numerator, f64x2.mul(best, divisor)));
    if (lanes == 0) continue;
    const bin = <u32>(cell - cells >> 4);
    if (lanes & 1) consider(feature, bin, 0, first, total);
    if (lanes & 2 && bin + 1 < end) consider(feature, bin + 1, 0, sums, total);
    best = f64x2.splat(bestScore);
  }
}

/** Ranges of bins from above, missing values on the left. */
function scanDown(feature: u32, cells: usize, total: v128, binCount: u32): void {
  let right = i64x2.splat(0);
  for (let bin = <i32>binCount - 2; bin >= 0; bin--) {
    right = i64x2.add(right, v128.load(cells + (<usize>(bin + 1) << 4)));
    consider(feature, bin, 1, i64x2.sub(total, right), total);
  }
}

/** Keeps a split if it is allowed and better than the best so far. */
function consider(feature: u32, bin: i32, missingLeft: u32, left: v128, total: v128): bool {
  const right = i64x2.sub(total, left);
  const packedLeft = i64x2.extract_lane(left, 1);
  const packedRight = i64x2.extract_lane(right, 1);
  if ((packedLeft & countMask) < minLeafRows || (packedRight & countMask) < minLeafRows) return false;
  if (packedLeft >> countBits < leastHessian || packedRight >> countBits < leastHessian) return false;
  const gradientLeft = <f64>i64x2.extract_lane(left, 0);
  const gradientRight = <f64>i64x2.extract_lane(right, 0);
  const divisorLeft = <f64>(packedLeft >> countBits) + penalty;
  const divisorRight = <f64>(packedRight >> countBits) + penalty;
  const numerator =
    gradientLeft * gradientLeft * divisorRight + gradientRight * gradientRight * divisorLeft;
  const divisor = divisorLeft * divisorRight;
  if (!(numerator > bestScore * divisor)) return false;
  bestScore = numerator / divisor;
  bestFeature = feature;
  bestBin = bin;
  bestMissingLeft = missingLeft;
  bestLeft = left;
  return true;
}

/** Subsets of levels that are prefixes or suffixes in the order of mean gradients. */
function scanLevels(feature: u32, cells: usize, total: v128, binCount: u32, hasMissing: u32): void {
  const order = scratch + 2048;
  const count = orderLevels(cells, total, binCount, hasMissing);
  if (count < 2) return;
  const middle = (count + 1) >> 1;
  scanPrefix(feature, cells, total, order, count, middle);
  for (let i: u32 = 0; i < count >> 1; i++) {
    const kept = load<u8>(order + i);
    store<u8>(order + i, load<u8>(order + count - 1 - i));
    store<u8>(order + count - 1 - i, kept);
  }
  scanPrefix(feature, cells, total, order, count, middle - 1);
}

/** Sorts the levels with enough support into the scratch memory; returns their number. */
function orderLevels(cells: usize, total: v128, binCount: u32, hasMissing: u32): u32 {
  const order = scratch + 2048;
  const packedTotal = i64x2.extract_lane(total, 1);
  const supportFactor =
    <f64>(packedTotal & countMask) / (<f64>(packedTotal >> countBits) / hessianSteps);
  let count: u32 = 0;
  for (let i: u32 = 0; i < binCount + hasMissing; i++) {
    const bin = i < binCount ? i : MISSING_BIN;
    const cell = cells + (<usize>bin << 4);
    const hessian = <f64>(load<i64>(cell, 8) >> countBits) / hessianSteps;
    if (!(hessian * supportFactor >= LEAST_LEVEL_SUPPORT)) continue;
    const mean = <f64>load<i64>(cell) / gradientSteps / (hessian + LEAST_LEVEL_SUPPORT);
    let place = count++;
    for (; place > 0 && load<f64>(scratch + (place - 1 << 3)) > mean; place--) {
      store<f64>(scratch + (place << 3), load<f64>(scratch + (place - 1 << 3)));
      store<u8>(order + place, load<u8>(order + place - 1));
    }
    store<f64>(scratch + (place << 3), mean);
    store<u8>(order + place, <u8>bin);
  }
  return count;
}

function scanPrefix(
  feature: u32,
  cells: usize,
  total: v128,
  order: usize,
  count: u32,
  end: u32,
): void {
  let left = i64x2.splat(0);
  let bestEnd: u32 = 0;
  for (let i: u32 = 0; i < end; i++) {
    left = i64x2.add(left, v128.load(cells + (<usize>load<u8>(order + i) << 4)));
    if (consider(feature, -1, 0, left, total)) bestEnd = i + 1;
  }
  if (bestEnd == 0) return;
  memory.fill(bestSet, 0, 32);
  for (let i: u32 = 0; i < bestEnd; i++) {
    const bin: u32 = load<u8>(order + i);
    const word = bestSet + (bin >> 5 << 2);
    store<u32>(word, load<u32>(word) | (1 << (bin & 31)));
    if (bin == MISSING_BIN) bestMissingLeft = 1;
  }
}

/** Splits a node; returns whether a histogram slot was taken. */
function split(parent: usize, isLast: bool, slot: u32): bool {
  const feature = load<i32>(parent, BEST_FEATURE);
  store<i32>(parent, feature, FEATURE);
  const leftSums = v128.load(parent, LEFT_SUMS);
  const rightSums = i64x2.sub(v128.load(parent, SUMS), leftSums);
  const start = load<u32>(parent, START);
  const depth = load<u32>(parent, DEPTH) + 1;
  const left = nodes + nodeCount * NODE_BYTES;
  const right = left + NODE_BYTES;
  const leftCount = <u32>(i64x2.extract_lane(leftSums, 1) & countMask);
  const rightCount = load<u32>(parent, COUNT) - leftCount;
  // Where no missing value was met, one will go with the majority.
  if (!load<u32>(columns + feature * 12, 8)) {
    store<u32>(parent, leftCount > rightCount ? 1 : 0, MISSING_LEFT);
  }
  store<i32>(parent, nodeCount, LEFT);
  store<i32>(parent, nodeCount + 1, RIGHT);
  nodeCount += 2;
  initialise(left, start, depth, leftSums);
  initialise(right, start + leftCount, depth, rightSums);
  partition(parent, feature, start, start + leftCount + rightCount);
  const leftMay = !isLast && mayBeSplit(left);
  const rightMay = !isLast && mayBeSplit(right);
  if (!leftMay && !rightMay) return false;
  const smaller = leftCount < rightCount ? left : right;
  const parentSlot = load<u32>(parent, SLOT);
  const histogram = histograms + slot * histogramBytes;
  const smallerStart = load<u32>(smaller, START);
  buildHistogram(histogram, smallerStart, smallerStart + load<u32>(smaller, COUNT));
  subtract(histograms + parentSlot * histogramBytes, histogram);
  if (leftMay) open(left, smaller == left ? slot : parentSlot);
  if (rightMay) open(right, smaller == right ? slot : parentSlot);
  return true;
}

/** Puts the rows that go left before the others; both keep their order. */
function partition(node: usize, feature: u32, start: u32, end: u32): void {
  const isLevels = load<u32>(columns + feature * 12, 4);
  const splitBin = load<u32>(node, SPLIT_BIN);
  const missingLeft = load<u32>(node, MISSING_LEFT);
  const column = columnBins + feature * rowCount;
  let left = rows + (<usize>start << 2);
  let spare = spareRows;
  const last = rows + (<usize>end << 2);
  // Both places are written and one of them counts: no branch can be foreseen badly.
  if (isLevels) {
    for (let at = left; at < last; at += 4) {
      const row = load<u32>(at);
      const bin: u32 = load<u8>(column + row);
      const isLeft: usize = (load<u32>(node + LEFT_BINS + (bin >> 5 << 2)) >> (bin & 31)) & 1;
      store<u32>(left, row);
      store<u32>(spare, row);
      left += isLeft << 2;
      spare += 4 - (isLeft << 2);
    }
  } else {
    // Turned by one, the missing bin lies below all others.
    const turn: u32 = missingLeft;
    const limit = missingLeft ? splitBin + 1 : splitBin;
    for (let at = left; at < last; at += 4) {
      const row = load<u32>(at);
      const bin = (<u32>load<u8>(column + row) + turn) & 255;
      const isLeft: usize = <usize>(bin <= limit);
      store<u32>(left, row);
      store<u32>(spare, row);
      left += isLeft << 2;
      spare += 4 - (isLeft << 2);
    }
  }
  memory.copy(left, spareRows, spare - spareRows);
}

/** Gives the leaves their values and adds them to the margins of their rows. */
function addValues(args: usize, output: u32): void {
  const numbers: usize = load<u32>(args, NUMBERS);
  const l2 = load<f64>(numbers, 16);
  const learningRate = load<f64>(numbers, 24);
  const margins: usize = load<u32>(args, MARGINS) + output * (rowCount << 3);
  const end = nodes + nodeCount * NODE_BYTES;
  for (let node = nodes; node < end; node += NODE_BYTES) {
    if (load<i32>(node, FEATURE) >= 0) continue;
    const gradient = <f64>load<i64>(node, SUMS) / gradientSteps;
    const hessian = <f64>(load<i64>(node, SUMS + 8) >> countBits) / hessianSteps;
    const value = (-gradient / (hessian + (l2 + SMALLEST_DIVISOR))) * learningRate;
    store<f64>(node, value, VALUE);
    let at = rows + (<usize>load<u32>(node, START) << 2);
    const last = at + (<usize>load<u32>(node, COUNT) << 2);
    for (; at < last; at += 4) {
      const margin = margins + (<usize>load<u32>(at) << 3);
      store<f64>(margin, load<f64>(margin) + value);
    }
  }
}

/** Adds the values of their leaves to the margins of the rows held out. */
function addHeldOut(args: usize, output: u32): void {
  const count = load<u32>(args, HELD_OUT_COUNT);
  let bin: usize = load<u32>(args, HELD_OUT_BINS);
  let margin: usize = load<u32>(args, HELD_OUT_MARGINS) + output * (count << 3);
  for (let row: u32 = 0; row < count; row++, bin += featureCount, margin += 8) {
    let node = nodes;
    for (let feature = load<i32>(node, FEATURE); feature >= 0; feature = load<i32>(node, FEATURE)) {
      const found: u32 = load<u8>(bin + feature);
      let isLeft: bool = false;
      if (load<u32>(columns + feature * 12, 4)) {
        isLeft = ((load<u32>(node + LEFT_BINS + (found >> 5 << 2)) >> (found & 31)) & 1) == 1;
      } else if (found == MISSING_BIN) isLeft = load<u32>(node, MISSING_LEFT) == 1;
      else isLeft = <i32>found <= load<i32>(node, SPLIT_BIN);
      const child = isLeft ? load<u32>(node, LEFT) : load<u32>(node, RIGHT);
      node = nodes + child * NODE_BYTES;
    }
    store<f64>(margin, load<f64>(margin) + load<f64>(node, VALUE));
  }
}
