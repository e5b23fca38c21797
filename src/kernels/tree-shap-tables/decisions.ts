// Which way rows go at the splits of a tree, and their outcomes at those of a group.
import { levelGoesLeft } from '../trees/levels';
import { MISSING_LEFT, CATEGORICAL } from '../trees/split-flags';
import {
  SPLITS, SPLIT_COUNT, SPLIT_BYTES, FEATURE, FLAGS, CATEGORY_BITS, LEVEL_COUNT, THRESHOLD,
  BIT_COUNT, BIT_SPLITS,
} from './records';

export const ROWS_PER_CHUNK: usize = 512;

/** For every split a byte a row: -1 where the row goes left. Rows come in sixteens. */
export function decide(tree: usize, rows: usize, columnBytes: usize, rowCount: usize, decisions: usize): void {
  let split: usize = load<u32>(tree, SPLITS);
  for (let left = load<u32>(tree, SPLIT_COUNT); left > 0; left--, split += SPLIT_BYTES, decisions += ROWS_PER_CHUNK) {
    const values = rows + load<u32>(split, FEATURE) * columnBytes;
    const flags = load<u32>(split, FLAGS);
    if (flags & CATEGORICAL) {
      const levels: usize = load<u32>(split, CATEGORY_BITS);
      const levelCount = load<u32>(split, LEVEL_COUNT);
      const missingLeft: u32 = flags & MISSING_LEFT;
      for (let row: usize = 0; row < rowCount; row++) {
        const value = load<f64>(values + (row << 3));
        store<i8>(decisions + row, levelGoesLeft(levels, levelCount, value, missingLeft) ? -1 : 0);
      }
      continue;
    }
    const threshold = v128.load64_splat(split, THRESHOLD);
    if (flags & MISSING_LEFT) {
      for (let row: usize = 0; row < rowCount; row += 16) {
        const x = values + (row << 3);
        const low = i16x8.narrow_i32x4_s(fourOrMissing(x, threshold), fourOrMissing(x + 32, threshold));
        const high = i16x8.narrow_i32x4_s(fourOrMissing(x + 64, threshold), fourOrMissing(x + 96, threshold));
        v128.store(decisions + row, i8x16.narrow_i16x8_s(low, high));
      }
    } else {
      for (let row: usize = 0; row < rowCount; row += 16) {
        const x = values + (row << 3);
        const low = i16x8.narrow_i32x4_s(four(x, threshold), four(x + 32, threshold));
        const high = i16x8.narrow_i32x4_s(four(x + 64, threshold), four(x + 96, threshold));
        v128.store(decisions + row, i8x16.narrow_i16x8_s(low, high));
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function four(x: usize, threshold: v128): v128 {
  const a = f64x2.le(v128.load(x), threshold);
  const b = f64x2.le(v128.load(x, 16), threshold);
  return v128.shuffle<i32>(a, b, 0, 2, 4, 6);
}

// @ts-ignore: decorator
@inline
function fourOrMissing(x: usize, threshold: v128): v128 {
  const a = f64x2.gt(v128.load(x), threshold);
  const b = f64x2.gt(v128.load(x, 16), threshold);
  return v128.not(v128.shuffle<i32>(a, b, 0, 2, 4, 6));
}

/** A byte a row: bit b is set where the row goes left at the group's split b. */
export function combine(group: usize, decisions: usize, rowCount: usize, outcomes: usize): void {
  const bitCount = load<u32>(group, BIT_COUNT);
  for (let row: usize = 0; row < rowCount; row += 16) {
    let outcome = i8x16.splat(0);
    for (let bit: u32 = 0; bit < bitCount; bit++) {
      const split: usize = load<u32>(group + (bit << 2), BIT_SPLITS);
      const goesLeft = v128.load(decisions + split * ROWS_PER_CHUNK + row);
      outcome = v128.or(outcome, v128.and(goesLeft, i8x16.splat(<i8>(<u32>1 << bit))));
    }
    v128.store(outcomes + row, outcome);
  }
}
