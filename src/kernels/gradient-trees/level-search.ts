// Splits of categorical features: subsets of levels in the order of their mean gradients.
import { MISSING_BIN, addMember } from '../trees/bins';
import { bestSet, consider, sendMissingLeft } from './best-split';
import { scratch, countBits, countMask, gradientSteps, hessianSteps } from './growth';

const LEAST_LEVEL_SUPPORT: f64 = 10;

/** Subsets of levels that are prefixes or suffixes in the order of mean gradients. */
export function scanLevels(feature: u32, cells: usize, total: v128, binCount: u32, hasMissing: u32): void {
  const order = scratch + 2048;
  const count = orderLevels(cells, total, binCount, hasMissing);
  if (count < 2) return;
  const middle = (count + 1) >> 1;
  scanPrefix(feature, cells, total, order, middle);
  for (let i: u32 = 0; i < count >> 1; i++) {
    const kept = load<u8>(order + i);
    store<u8>(order + i, load<u8>(order + count - 1 - i));
    store<u8>(order + count - 1 - i, kept);
  }
  scanPrefix(feature, cells, total, order, middle - 1);
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
    addMember(bestSet, bin);
    if (bin == MISSING_BIN) sendMissingLeft();
  }
}
