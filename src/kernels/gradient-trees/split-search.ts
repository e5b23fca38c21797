// The best split of a node from its histogram: ranges of bins.
import { binCountOf, columnOf, hasMissingValues, isCategorical } from '../trees/bins';
import {
  beginSearch, bestScore, bestFeature, bestBin, bestMissingLeft, bestLeft, consider,
} from './best-split';
import {
  COLUMN_CELLS_BYTES, featureCount, columns, histograms, histogramBytes, countBits, penalty,
} from './growth';
import { scanLevels } from './level-search';
import {
  SPLIT_BIN, MISSING_LEFT, SUMS, GAIN, SLOT, BEST_FEATURE, LEFT_SUMS, LEFT_BINS,
} from './nodes';

/** Adding and taking it off rounds to whole numbers, ties to even. */
const ROUNDER: f64 = 6755399441055744;

/** Finds a node's best split in its histogram. */
export function open(node: usize, slot: u32): void {
  store<u32>(node, slot, SLOT);
  const histogram = histograms + slot * histogramBytes;
  const total = v128.load(node, SUMS);
  const gradient = <f64>i64x2.extract_lane(total, 0);
  const hessian = <f64>(i64x2.extract_lane(total, 1) >> countBits);
  const parentScore = (gradient * gradient) / (hessian + penalty);
  beginSearch(parentScore, node + LEFT_BINS);
  for (let feature: u32 = 0; feature < featureCount; feature++) {
    const column = columnOf(columns, feature);
    const cells = histogram + feature * COLUMN_CELLS_BYTES;
    const binCount = binCountOf(column);
    const hasMissing = hasMissingValues(column);
    if (isCategorical(column)) {
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
