// The best split so far of the node that is looked at.
import { minLeafRows, countBits, countMask, penalty, leastHessian } from './growth';

export let bestScore: f64 = 0;
export let bestFeature: i32 = -1;
export let bestBin: i32 = 0;
export let bestMissingLeft: u32 = 0;
export let bestLeft: v128 = i64x2.splat(0);
/** The bins that go left, where they are no range. */
export let bestSet: usize = 0;

// @ts-ignore: decorator
@inline
export function beginSearch(parentScore: f64, set: usize): void {
  bestScore = parentScore;
  bestFeature = -1;
  bestSet = set;
}

// @ts-ignore: decorator
@inline
export function sendMissingLeft(): void {
  bestMissingLeft = 1;
}

/** Keeps a split if it is allowed and better than the best so far. */
export function consider(feature: u32, bin: i32, missingLeft: u32, left: v128, total: v128): bool {
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
