// Counts of all classes, in whole vectors of four.
import { countsBytes } from './growth';

// @ts-ignore: decorator
@inline
export function clearCounts(counts: usize): void {
  for (let at: usize = 0; at < countsBytes; at += 16) v128.store(counts + at, i64x2.splat(0));
}

// @ts-ignore: decorator
@inline
export function addCounts(to: usize, from: usize): void {
  for (let at: usize = 0; at < countsBytes; at += 16) {
    v128.store(to + at, i32x4.add(v128.load(to + at), v128.load(from + at)));
  }
}

// @ts-ignore: decorator
@inline
export function upperHalf(counts: v128): v128 {
  return i64x2.shuffle(counts, counts, 1, 1);
}

export function sumLanes(counts: v128): u32 {
  return (
    i32x4.extract_lane(counts, 0) +
    i32x4.extract_lane(counts, 1) +
    i32x4.extract_lane(counts, 2) +
    i32x4.extract_lane(counts, 3)
  );
}
