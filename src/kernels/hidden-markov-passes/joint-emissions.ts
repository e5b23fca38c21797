// Log densities of Gaussian columns with a covariance between them: less the squares of U x + o, where U
// is the inverse factor of twice the covariance, a lower triangle, and o = -U mean.
import {
  CELL, JOINT_COUNT, JOINT_FACTORS, JOINT_FACTOR_BYTES, JOINT_OFFSETS, jointOffset, word,
} from './arguments';

/**
 * Takes the joint columns' squares off the log densities of two rows; the second may be the first again.
 * A factor has its rows in pairs: U(i, j), U(i + 1, j) of every column j up to i, then U(i + 1, i + 1).
 * Offsets are states x columns.
 */
export function emitJoint(args: usize, row: usize, stateCount: usize, out: usize, rowStep: usize, outStep: usize): void {
  const count = word(args, JOINT_COUNT);
  const first = row + jointOffset(args);
  const offsets = word(args, JOINT_OFFSETS);
  const factors = word(args, JOINT_FACTORS);
  const factorBytes = word(args, JOINT_FACTOR_BYTES);
  const shared = factorBytes == 0 ? stateCount : 1;
  for (let state: usize = 0; state < stateCount; state += shared) {
    const factor = factors + state * factorBytes;
    const offset = offsets + (state * count << 3);
    emitStates(factor, offset, first, count, shared, out + state * CELL, rowStep, outStep);
  }
}

/** Of states that share a factor: U x once, then o of each state. */
export function emitStates(
  factor: usize, offsets: usize, first: usize, count: usize, stateCount: usize, out: usize,
  rowStep: usize, outStep: usize,
): void {
  const outEnd = out + stateCount * CELL;
  for (let i: usize = 0; i < count; i += 2) {
    let a0 = f64x2.splat(0), b0 = a0, c0 = a0, d0 = a0;
    let a1 = a0, b1 = a0, c1 = a0, d1 = a0;
    const last = first + (i + 1) * CELL;
    for (let at = first; at < last; at += CELL) {
      const u0 = v128.load64_splat(factor), u1 = v128.load64_splat(factor, 8);
      const a = v128.load(at), b = v128.load(at, 16);
      a0 = f64x2.add(a0, f64x2.mul(a, u0));
      a1 = f64x2.add(a1, f64x2.mul(a, u1));
      b0 = f64x2.add(b0, f64x2.mul(b, u0));
      b1 = f64x2.add(b1, f64x2.mul(b, u1));
      const c = v128.load(at + rowStep), d = v128.load(at + rowStep, 16);
      c0 = f64x2.add(c0, f64x2.mul(c, u0));
      c1 = f64x2.add(c1, f64x2.mul(c, u1));
      d0 = f64x2.add(d0, f64x2.mul(d, u0));
      d1 = f64x2.add(d1, f64x2.mul(d, u1));
      factor += 16;
    }
    const u1 = v128.load64_splat(factor);
    factor += 8;
    a1 = f64x2.add(a1, f64x2.mul(v128.load(last), u1));
    b1 = f64x2.add(b1, f64x2.mul(v128.load(last, 16), u1));
    c1 = f64x2.add(c1, f64x2.mul(v128.load(last + rowStep), u1));
    d1 = f64x2.add(d1, f64x2.mul(v128.load(last + rowStep, 16), u1));
    let offset = offsets + (i << 3);
    for (let cell = out; cell < outEnd; cell += CELL) {
      const o0 = v128.load64_splat(offset), o1 = v128.load64_splat(offset, 8);
      takeOff(
        cell, outStep,
        f64x2.add(a0, o0), f64x2.add(b0, o0), f64x2.add(c0, o0), f64x2.add(d0, o0),
        f64x2.add(a1, o1), f64x2.add(b1, o1), f64x2.add(c1, o1), f64x2.add(d1, o1),
      );
      offset += count << 3;
    }
  }
}

/** All is read before anything is written, as the second row may be the first. */
// @ts-ignore: decorator
@inline
function takeOff(
  cell: usize, outStep: usize,
  a0: v128, b0: v128, c0: v128, d0: v128, a1: v128, b1: v128, c1: v128, d1: v128,
): void {
  const a = v128.load(cell), b = v128.load(cell, 16);
  const c = v128.load(cell + outStep), d = v128.load(cell + outStep, 16);
  v128.store(cell, f64x2.sub(a, f64x2.add(f64x2.mul(a0, a0), f64x2.mul(a1, a1))));
  v128.store(cell, f64x2.sub(b, f64x2.add(f64x2.mul(b0, b0), f64x2.mul(b1, b1))), 16);
  v128.store(cell + outStep, f64x2.sub(c, f64x2.add(f64x2.mul(c0, c0), f64x2.mul(c1, c1))));
  v128.store(cell + outStep, f64x2.sub(d, f64x2.add(f64x2.mul(d0, d0), f64x2.mul(d1, d1))), 16);
}
