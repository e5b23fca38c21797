// Squared distances between points and boxes of a k-d tree.
import { addLanes } from '../mathematics/lanes';
import { BOXES, DIMENSION_COUNT } from './arguments';
import { ROW_BYTES } from './leaves';

/** Room for rounding when boxes are compared; it changes no result. */
export const SLACK: f64 = 1 - 1e-12;

/** Between the boxes of two nodes. */
export function boxDistance(args: usize, a: u32, b: u32): f64 {
  const dimensionCount = load<u32>(args, DIMENSION_COUNT);
  const boxes: usize = load<u32>(args, BOXES);
  let boxA = boxes + <usize>(a * dimensionCount << 4);
  let boxB = boxes + <usize>(b * dimensionCount << 4);
  const zero = f64x2.splat(0);
  const flip = i64x2(0, i64.MIN_VALUE);
  let sum = zero;
  for (let d = dimensionCount; d > 0; d--) {
    const low = v128.load(boxA);
    const swapped = v128.shuffle<u64>(low, low, 1, 0);
    const gaps = v128.xor(f64x2.sub(v128.load(boxB), swapped), flip);
    const gap = f64x2.max(gaps, zero);
    sum = f64x2.add(sum, f64x2.mul(gap, gap));
    boxA += 16;
    boxB += 16;
  }
  return addLanes(sum);
}

/** Between a lane's point in its panel and a node's box. */
export function pointDistance(args: usize, point: usize, node: u32): f64 {
  const dimensionCount = load<u32>(args, DIMENSION_COUNT);
  let box: usize = load<u32>(args, BOXES) + (node * dimensionCount << 4);
  const zero = f64x2.splat(0);
  const flip = i64x2(0, i64.MIN_VALUE);
  let sum = zero;
  let at = point;
  for (let d = dimensionCount; d > 0; d--) {
    const gaps = v128.xor(f64x2.sub(v128.load(box), v128.load64_splat(at)), flip);
    const gap = f64x2.max(gaps, zero);
    sum = f64x2.add(sum, f64x2.mul(gap, gap));
    box += 16;
    at += ROW_BYTES;
  }
  return addLanes(sum);
}
