// Log densities of a tile's rows in every state.
import {
  CELL, LINE_COUNT, MASKED_LINE_COUNT, MASKED_SQUARE_COUNT, ROW_BYTES, SQUARE_COUNT, STATE_COUNT,
  TABLE, TABLE_STRIDE, maskCount, word,
} from './arguments';
import { emitJoint } from './joint-emissions';

/**
 * Log densities of two rows of a tile in every state; the second may be the first again.
 * Table of a state: its constant, then s, m of each square: -(s x + m)^2; s, m, c of each masked
 * square: c - (s x + m)^2; b of each line: b x; b, c of each masked line: b x + c. In masked columns a
 * missing cell is not a number, and what it adds is set to zero.
 */
// @ts-ignore: decorator
@inline
function emit(args: usize, row: usize, stateCount: usize, out: usize, rowStep: usize, outStep: usize): void {
  const stride = word(args, TABLE_STRIDE);
  const squaresEnd = row + word(args, SQUARE_COUNT) * CELL;
  const maskedSquareCount = word(args, MASKED_SQUARE_COUNT);
  const lines = squaresEnd + maskedSquareCount * CELL;
  const linesEnd = lines + word(args, LINE_COUNT) * CELL;
  const table = word(args, TABLE);
  for (let pair: usize = 0; pair < stateCount; pair += 2) {
    const state = min(pair, stateCount - 2);
    let first = table + state * stride;
    let second = first + stride;
    let a0 = v128.load64_splat(first), b0 = a0, c0 = a0, d0 = a0;
    let a1 = v128.load64_splat(second), b1 = a1, c1 = a1, d1 = a1;
    first += 8;
    second += 8;
    let at = row;
    for (; at < squaresEnd; at += CELL) {
      const a = v128.load(at), b = v128.load(at, 16);
      const c = v128.load(at + rowStep), d = v128.load(at + rowStep, 16);
      const s0 = v128.load64_splat(first), m0 = v128.load64_splat(first, 8);
      const ya0 = f64x2.add(f64x2.mul(a, s0), m0), yb0 = f64x2.add(f64x2.mul(b, s0), m0);
      const yc0 = f64x2.add(f64x2.mul(c, s0), m0), yd0 = f64x2.add(f64x2.mul(d, s0), m0);
      a0 = f64x2.sub(a0, f64x2.mul(ya0, ya0));
      b0 = f64x2.sub(b0, f64x2.mul(yb0, yb0));
      c0 = f64x2.sub(c0, f64x2.mul(yc0, yc0));
      d0 = f64x2.sub(d0, f64x2.mul(yd0, yd0));
      const s1 = v128.load64_splat(second), m1 = v128.load64_splat(second, 8);
      const ya1 = f64x2.add(f64x2.mul(a, s1), m1), yb1 = f64x2.add(f64x2.mul(b, s1), m1);
      const yc1 = f64x2.add(f64x2.mul(c, s1), m1), yd1 = f64x2.add(f64x2.mul(d, s1), m1);
      a1 = f64x2.sub(a1, f64x2.mul(ya1, ya1));
      b1 = f64x2.sub(b1, f64x2.mul(yb1, yb1));
      c1 = f64x2.sub(c1, f64x2.mul(yc1, yc1));
      d1 = f64x2.sub(d1, f64x2.mul(yd1, yd1));
      first += 16;
      second += 16;
    }
    first += 24 * maskedSquareCount;
    second += 24 * maskedSquareCount;
    for (at = lines; at < linesEnd; at += CELL) {
      const s0 = v128.load64_splat(first), s1 = v128.load64_splat(second);
      const a = v128.load(at), b = v128.load(at, 16);
      a0 = f64x2.add(a0, f64x2.mul(a, s0));
      b0 = f64x2.add(b0, f64x2.mul(b, s0));
      a1 = f64x2.add(a1, f64x2.mul(a, s1));
      b1 = f64x2.add(b1, f64x2.mul(b, s1));
      const c = v128.load(at + rowStep), d = v128.load(at + rowStep, 16);
      c0 = f64x2.add(c0, f64x2.mul(c, s0));
      d0 = f64x2.add(d0, f64x2.mul(d, s0));
      c1 = f64x2.add(c1, f64x2.mul(c, s1));
      d1 = f64x2.add(d1, f64x2.mul(d, s1));
      first += 8;
      second += 8;
    }
    const cell = out + state * CELL;
    v128.store(cell, a0);
    v128.store(cell, b0, 16);
    v128.store(cell, a1, CELL);
    v128.store(cell, b1, CELL + 16);
    v128.store(cell + outStep, c0);
    v128.store(cell + outStep, d0, 16);
    v128.store(cell + outStep, c1, CELL);
    v128.store(cell + outStep, d1, CELL + 16);
  }
}

/** Adds what the columns with missing cells say of one row. */
function emitMasked(args: usize, row: usize, out: usize): void {
  const stateCount = word(args, STATE_COUNT);
  const stride = word(args, TABLE_STRIDE);
  const squares = row + word(args, SQUARE_COUNT) * CELL;
  const squaresEnd = squares + word(args, MASKED_SQUARE_COUNT) * CELL;
  const lineCount = word(args, LINE_COUNT);
  const lines = squaresEnd + lineCount * CELL;
  const linesEnd = lines + word(args, MASKED_LINE_COUNT) * CELL;
  const table = word(args, TABLE) + (1 + 2 * word(args, SQUARE_COUNT) << 3);
  for (let pair: usize = 0; pair < stateCount; pair += 2) {
    const state = min(pair, stateCount - 2);
    const cell = out + state * CELL;
    let first = table + state * stride;
    let second = first + stride;
    let a0 = f64x2.splat(0), b0 = a0, a1 = a0, b1 = a0;
    let at = squares;
    for (; at < squaresEnd; at += CELL) {
      const a = v128.load(at), b = v128.load(at, 16);
      const ma = f64x2.eq(a, a), mb = f64x2.eq(b, b);
      const s0 = v128.load64_splat(first), m0 = v128.load64_splat(first, 8);
      const c0 = v128.load64_splat(first, 16);
      const ya0 = f64x2.add(f64x2.mul(a, s0), m0), yb0 = f64x2.add(f64x2.mul(b, s0), m0);
      a0 = f64x2.add(a0, v128.and(f64x2.sub(c0, f64x2.mul(ya0, ya0)), ma));
      b0 = f64x2.add(b0, v128.and(f64x2.sub(c0, f64x2.mul(yb0, yb0)), mb));
      const s1 = v128.load64_splat(second), m1 = v128.load64_splat(second, 8);
      const c1 = v128.load64_splat(second, 16);
      const ya1 = f64x2.add(f64x2.mul(a, s1), m1), yb1 = f64x2.add(f64x2.mul(b, s1), m1);
      a1 = f64x2.add(a1, v128.and(f64x2.sub(c1, f64x2.mul(ya1, ya1)), ma));
      b1 = f64x2.add(b1, v128.and(f64x2.sub(c1, f64x2.mul(yb1, yb1)), mb));
      first += 24;
      second += 24;
    }
    first += lineCount << 3;
    second += lineCount << 3;
    for (at = lines; at < linesEnd; at += CELL) {
      const a = v128.load(at), b = v128.load(at, 16);
      const ma = f64x2.eq(a, a), mb = f64x2.eq(b, b);
      const s0 = v128.load64_splat(first), c0 = v128.load64_splat(first, 8);
      a0 = f64x2.add(a0, v128.and(f64x2.add(f64x2.mul(a, s0), c0), ma));
      b0 = f64x2.add(b0, v128.and(f64x2.add(f64x2.mul(b, s0), c0), mb));
      const s1 = v128.load64_splat(second), c1 = v128.load64_splat(second, 8);
      a1 = f64x2.add(a1, v128.and(f64x2.add(f64x2.mul(a, s1), c1), ma));
      b1 = f64x2.add(b1, v128.and(f64x2.add(f64x2.mul(b, s1), c1), mb));
      first += 16;
      second += 16;
    }
    // A state that the last pair repeats is done already.
    if (pair == state) {
      v128.store(cell, f64x2.add(v128.load(cell), a0));
      v128.store(cell, f64x2.add(v128.load(cell, 16), b0), 16);
    }
    v128.store(cell, f64x2.add(v128.load(cell, CELL), a1), CELL);
    v128.store(cell, f64x2.add(v128.load(cell, CELL + 16), b1), CELL + 16);
  }
}

/** Log densities of the tile's rows t and t + 1, where t is even; its last row may be alone. */
// @ts-ignore: decorator
@inline
export function emitRows(args: usize, row: usize, t: usize, longest: usize, stateCount: usize, out: usize, joint: bool): void {
  if (t & 1) return;
  const two = t + 1 < longest;
  const rowStep = select<usize>(word(args, ROW_BYTES), 0, two);
  const outStep = select<usize>(stateCount * CELL, 0, two);
  emit(args, row, stateCount, out, rowStep, outStep);
  if (joint) emitJoint(args, row, stateCount, out, rowStep, outStep);
  if (maskCount(args) == 0) return;
  emitMasked(args, row, out);
  if (two) emitMasked(args, row + rowStep, out + outStep);
}
