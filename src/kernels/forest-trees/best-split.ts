// The best split so far of the node that is looked at.
import { addLanes } from '../mathematics/lanes';
import { upperHalf, sumLanes } from './class-counts';
import { weights, countsBytes, minLeafRows, left, bestLeft, total } from './growth';

export let bestScore: f64 = 0;
export let bestFeature: i32 = -1;
export let bestBin: i32 = 0;
export let bestMissingLeft: u32 = 0;

// @ts-ignore: decorator
@inline
export function beginSearch(): void {
  bestFeature = -1;
  bestScore = 0;
}

// @ts-ignore: decorator
@inline
export function sendMissing(isLeft: u32): void {
  bestMissingLeft = isLeft;
}

/** Keeps the split with the counts in `left` and `extra` if it is better than the best so far. */
export function offer(feature: u32, bin: i32, missingLeft: u32, extra: usize): bool {
  let leftWeights = f64x2.splat(0), rightWeights = leftWeights;
  let leftSquares = leftWeights, rightSquares = leftWeights;
  let leftCounts = i32x4.splat(0), rightCounts = leftCounts;
  let weight = weights;
  for (let at: usize = 0; at < countsBytes; at += 16, weight += 32) {
    const inLeft = i32x4.add(v128.load(left + at), v128.load(extra + at));
    const inRight = i32x4.sub(v128.load(total + at), inLeft);
    leftCounts = i32x4.add(leftCounts, inLeft);
    rightCounts = i32x4.add(rightCounts, inRight);
    const weight01 = v128.load(weight);
    const weight23 = v128.load(weight, 16);
    const left01 = f64x2.mul(weight01, f64x2.convert_low_i32x4_u(inLeft));
    const right01 = f64x2.mul(weight01, f64x2.convert_low_i32x4_u(inRight));
    const left23 = f64x2.mul(weight23, f64x2.convert_low_i32x4_u(upperHalf(inLeft)));
    const right23 = f64x2.mul(weight23, f64x2.convert_low_i32x4_u(upperHalf(inRight)));
    leftWeights = f64x2.add(f64x2.add(leftWeights, left01), left23);
    rightWeights = f64x2.add(f64x2.add(rightWeights, right01), right23);
    leftSquares = f64x2.add(f64x2.add(leftSquares, f64x2.mul(left01, left01)), f64x2.mul(left23, left23));
    rightSquares = f64x2.add(
      f64x2.add(rightSquares, f64x2.mul(right01, right01)),
      f64x2.mul(right23, right23),
    );
  }
  if (minLeafRows > 1) {
    if (sumLanes(leftCounts) < minLeafRows || sumLanes(rightCounts) < minLeafRows) return false;
  }
  const leftWeight = addLanes(leftWeights);
  const rightWeight = addLanes(rightWeights);
  const leftSquare = addLanes(leftSquares);
  const rightSquare = addLanes(rightSquares);
  const numerator = leftSquare * rightWeight + rightSquare * leftWeight;
  const divisor = leftWeight * rightWeight;
  if (!(numerator > bestScore * divisor)) return false;
  bestScore = numerator / divisor;
  bestFeature = feature;
  bestBin = bin;
  bestMissingLeft = missingLeft;
  for (let at: usize = 0; at < countsBytes; at += 16) {
    v128.store(bestLeft + at, i32x4.add(v128.load(left + at), v128.load(extra + at)));
  }
  return true;
}
