// The states of eight rows on their way down: which conditions they meet, and the products below an edge.
import { levelGoesLeft } from '../trees/levels';
import { IS_LEFT, MISSING_LEFT, CATEGORICAL } from '../trees/split-flags';
import {
  CATEGORY_BITS, LEVEL_COUNT, THRESHOLD, LEVEL_STATE_BYTES, GOES_LEFT, MET, STATE,
} from './records';

/** Two masks of four rows each whose values are at most the threshold, or missing. */
export function split(step: usize, flags: u32, values: usize, state: usize): void {
  if (flags & CATEGORICAL) {
    const levels: usize = load<u32>(step, CATEGORY_BITS);
    const levelCount = load<u32>(step, LEVEL_COUNT);
    const missingLeft: u32 = flags & MISSING_LEFT;
    for (let row: usize = 0; row < 8; row++) {
      const value = load<f64>(values + (row << 3));
      const left = levelGoesLeft(levels, levelCount, value, missingLeft);
      store<i32>(state + (row << 2), left ? -1 : 0, GOES_LEFT);
    }
    return;
  }
  const threshold = v128.load64_splat(step, THRESHOLD);
  const missing = flags & MISSING_LEFT ? i64x2.splat(-1) : i64x2.splat(0);
  for (let half: usize = 0; half < 2; half++) {
    const a = v128.load(values + (half << 5));
    const b = v128.load(values + (half << 5), 16);
    const leftA = v128.or(f64x2.le(a, threshold), v128.and(missing, f64x2.ne(a, a)));
    const leftB = v128.or(f64x2.le(b, threshold), v128.and(missing, f64x2.ne(b, b)));
    v128.store(state + (half << 4), v128.shuffle<i32>(leftA, leftB, 0, 2, 4, 6), GOES_LEFT);
  }
}

/** Which constants hold for each row: the first where all conditions are met, the second where all but this one. */
export function meet(state: usize, flags: u32, levels: usize, earlier: i32, stateBytes: i32): void {
  for (let half: usize = 0; half < 32; half += 16) {
    const goesLeft = v128.load(state + half, GOES_LEFT);
    const takes = flags & IS_LEFT ? goesLeft : v128.not(goesLeft);
    const could = earlier < 0 ? i32x4.splat(-1) : v128.load(levels + <usize>earlier * LEVEL_STATE_BYTES + half, MET);
    const met = v128.and(takes, could);
    v128.store(state + half, met, MET);
    const failures = i32x4.add(i32x4.splat(2), i32x4.add(met, could));
    v128.store(state + half, i32x4.mul(failures, i32x4.splat(stateBytes)), STATE);
  }
}

/** Products below an edge from those above it. */
export function descend(state: usize, constants: usize, above: usize, pairs: usize): void {
  const levelBytes = pairs << 7;
  const c0 = constants + load<u32>(state, STATE + 0);
  const c1 = constants + load<u32>(state, STATE + 4);
  const c2 = constants + load<u32>(state, STATE + 8);
  const c3 = constants + load<u32>(state, STATE + 12);
  const c4 = constants + load<u32>(state, STATE + 16);
  const c5 = constants + load<u32>(state, STATE + 20);
  const c6 = constants + load<u32>(state, STATE + 24);
  const c7 = constants + load<u32>(state, STATE + 28);
  for (let at: usize = 0; at < pairs << 4; at += 16, above += 128) {
    const below = above + levelBytes;
    v128.store(below, f64x2.mul(v128.load(above, 0), v128.load(c0 + at)), 0);
    v128.store(below, f64x2.mul(v128.load(above, 16), v128.load(c1 + at)), 16);
    v128.store(below, f64x2.mul(v128.load(above, 32), v128.load(c2 + at)), 32);
    v128.store(below, f64x2.mul(v128.load(above, 48), v128.load(c3 + at)), 48);
    v128.store(below, f64x2.mul(v128.load(above, 64), v128.load(c4 + at)), 64);
    v128.store(below, f64x2.mul(v128.load(above, 80), v128.load(c5 + at)), 80);
    v128.store(below, f64x2.mul(v128.load(above, 96), v128.load(c6 + at)), 96);
    v128.store(below, f64x2.mul(v128.load(above, 112), v128.load(c7 + at)), 112);
  }
}
