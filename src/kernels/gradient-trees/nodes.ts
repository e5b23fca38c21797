// A node's record while its tree grows.
import { minLeafRows, maxDepth, countBits, countMask, leastHessian } from './growth';

export const NODE_BYTES: usize = 144;
/** i32; -1: a leaf. */
export const FEATURE: usize = 0;
export const SPLIT_BIN: usize = 4;
export const MISSING_LEFT: usize = 8;
export const LEFT: usize = 12;
export const RIGHT: usize = 16;
export const START: usize = 20;
export const COUNT: usize = 24;
export const DEPTH: usize = 28;
/** i64 sum of gradients; i64 sum of hessians above the count. */
export const SUMS: usize = 32;
/** f64. */
export const VALUE: usize = 48;
/** f64 gain of the best split, 0: none; u32 histogram slot. */
export const GAIN: usize = 56;
export const SLOT: usize = 64;
/** The best split: its feature; i64 sums of the left side; set of bins. */
export const BEST_FEATURE: usize = 68;
export const LEFT_SUMS: usize = 80;
export const LEFT_BINS: usize = 96;

export function initialise(node: usize, start: u32, depth: u32, sums: v128): void {
  store<i32>(node, -1, FEATURE);
  store<u32>(node, start, START);
  store<u32>(node, <u32>(i64x2.extract_lane(sums, 1) & countMask), COUNT);
  store<u32>(node, depth, DEPTH);
  v128.store(node, sums, SUMS);
  store<f64>(node, 0, GAIN);
}

/** Whether a node may still be split, before any histogram is looked at. */
export function mayBeSplit(node: usize): bool {
  if (maxDepth > 0 && load<u32>(node, DEPTH) >= maxDepth) return false;
  if (<i64>load<u32>(node, COUNT) < 2 * minLeafRows) return false;
  return load<i64>(node, SUMS + 8) >> countBits >= leastHessian;
}
