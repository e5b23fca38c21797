// Splits that are ranges of bins.
import { addLanes } from '../mathematics/lanes';
import { MISSING_BIN } from '../trees/bins';
import { bestScore, offer } from './best-split';
import { clearCounts, addCounts, upperHalf } from './class-counts';
import {
  weights, countsBytes, cells, left, missing, nothing, total, usedBins,
} from './growth';

/** Ranges of bins with missing values on the right, and where there are any also on the left. */
export function scanRanges(feature: u32, usedCount: u32): void {
  const hasMissing = load<u8>(usedBins + usedCount - 1) == MISSING_BIN;
  if (!hasMissing && countsBytes == 16) {
    scanFour(feature, usedCount);
    return;
  }
  clearCounts(left);
  if (hasMissing) {
    clearCounts(missing);
    addCounts(missing, cells + MISSING_BIN * countsBytes);
    usedCount--;
  }
  for (let i: u32 = 0; i < usedCount; i++) {
    const bin: u32 = load<u8>(usedBins + i);
    addCounts(left, cells + bin * countsBytes);
    if (i + 1 == usedCount) {
      // The last range parts values from missing ones.
      if (hasMissing) offer(feature, MISSING_BIN - 1, 0, nothing);
      return;
    }
    // Half way between the bins in use.
    const middle = bin + load<u8>(usedBins + i + 1) - 1 >> 1;
    offer(feature, middle, 0, nothing);
    if (hasMissing) offer(feature, middle, 1, missing);
  }
}

/**
 * Ranges of bins for up to four classes without missing values, all counts in one vector. Only a
 * split that scores better is offered: few are better.
 */
function scanFour(feature: u32, usedCount: u32): void {
  const weight01 = v128.load(weights);
  const weight23 = v128.load(weights, 16);
  const counts = v128.load(total);
  const total01 = f64x2.convert_low_i32x4_u(counts);
  const total23 = f64x2.convert_low_i32x4_u(upperHalf(counts));
  let best = bestScore;
  let sums = i64x2.splat(0);
  let bin: u32 = load<u8>(usedBins);
  for (let i: u32 = 1; i < usedCount; i++) {
    sums = i32x4.add(sums, v128.load(cells + (<usize>bin << 4)));
    const next: u32 = load<u8>(usedBins + i);
    const count01 = f64x2.convert_low_i32x4_u(sums);
    const count23 = f64x2.convert_low_i32x4_u(upperHalf(sums));
    const left01 = f64x2.mul(weight01, count01);
    const left23 = f64x2.mul(weight23, count23);
    const right01 = f64x2.mul(weight01, f64x2.sub(total01, count01));
    const right23 = f64x2.mul(weight23, f64x2.sub(total23, count23));
    const weightsOfBoth = addAcross(f64x2.add(left01, left23), f64x2.add(right01, right23));
    const squaresOfBoth = addAcross(
      f64x2.add(f64x2.mul(left01, left01), f64x2.mul(left23, left23)),
      f64x2.add(f64x2.mul(right01, right01), f64x2.mul(right23, right23)),
    );
    const turned = i64x2.shuffle(weightsOfBoth, weightsOfBoth, 1, 0);
    const products = f64x2.mul(squaresOfBoth, turned);
    const numerator = addLanes(products);
    const divisor = f64x2.extract_lane(f64x2.mul(weightsOfBoth, turned), 0);
    if (numerator > best * divisor) {
      v128.store(left, sums);
      offer(feature, bin + next - 1 >> 1, 0, nothing);
      best = bestScore;
    }
    bin = next;
  }
}

/** The sums of the lanes of two vectors. */
// @ts-ignore: decorator
@inline
function addAcross(a: v128, b: v128): v128 {
  return f64x2.add(i64x2.shuffle(a, b, 0, 2), i64x2.shuffle(a, b, 1, 3));
}
