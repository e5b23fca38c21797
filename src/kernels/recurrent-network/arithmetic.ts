// Functions of vectors, as src/analysis/recurrent/arithmetic.ts has them.
import { ROW } from './network';

let constants: usize = 0;

/** Constants lie in memory: engines make those of the code anew at every use, which costs more. */
const ONE: usize = 0;
const GREATEST: usize = 8;
const LEAST: usize = 12;
const LOG2_E: usize = 16;
const WHOLE_NUMBERS: usize = 20;
const LN2_HIGH: usize = 24;
const LN2_LOW: usize = 28;
const BIAS: usize = 32;
const EXP: usize = 36;
export const CONSTANT_BYTES: usize = 64;

export function placeConstants(at: usize): void {
  constants = at;
  store<f32>(constants, 1, ONE);
  store<f32>(constants, 87, GREATEST);
  store<f32>(constants, -87, LEAST);
  store<f32>(constants, 1.4426950408889634, LOG2_E);
  store<f32>(constants, 12582912, WHOLE_NUMBERS);
  store<f32>(constants, 0.693359375, LN2_HIGH);
  store<f32>(constants, -2.1219444e-4, LN2_LOW);
  store<i32>(constants, 127, BIAS);
  store<f32>(constants, 1.98756915e-4, EXP);
  store<f32>(constants, 1.3981999507e-3, EXP + 4);
  store<f32>(constants, 8.3334519073e-3, EXP + 8);
  store<f32>(constants, 4.1665795894e-2, EXP + 12);
  store<f32>(constants, 1.6666665459e-1, EXP + 16);
  store<f32>(constants, 5.0000001201e-1, EXP + 20);
}

// @ts-ignore: decorator
@inline
function constant(at: usize): v128 {
  return v128.load32_splat(constants + at);
}

// @ts-ignore: decorator
@inline
export function exp(value: v128): v128 {
  const x = f32x4.pmax(f32x4.pmin(value, constant(GREATEST)), constant(LEAST));
  const shifted = f32x4.add(f32x4.mul(x, constant(LOG2_E)), constant(WHOLE_NUMBERS));
  const n = f32x4.sub(shifted, constant(WHOLE_NUMBERS));
  const high = f32x4.sub(x, f32x4.mul(n, constant(LN2_HIGH)));
  const r = f32x4.sub(high, f32x4.mul(n, constant(LN2_LOW)));
  let p = constant(EXP);
  p = f32x4.add(f32x4.mul(p, r), constant(EXP + 4));
  p = f32x4.add(f32x4.mul(p, r), constant(EXP + 8));
  p = f32x4.add(f32x4.mul(p, r), constant(EXP + 12));
  p = f32x4.add(f32x4.mul(p, r), constant(EXP + 16));
  p = f32x4.add(f32x4.mul(p, r), constant(EXP + 20));
  const fraction = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), constant(ONE));
  // The low bits of what was shifted are n; those above fall out on the left.
  return f32x4.mul(fraction, i32x4.shl(i32x4.add(shifted, constant(BIAS)), 23));
}

// @ts-ignore: decorator
@inline
export function log(value: v128): v128 {
  const exponent = i32x4.shr_s(i32x4.sub(value, i32x4.splat(0x3f3504f3)), 23);
  const x = f32x4.sub(i32x4.sub(value, i32x4.shl(exponent, 23)), f32x4.splat(1));
  const e = f32x4.convert_i32x4_s(exponent);
  const square = f32x4.mul(x, x);
  let p = f32x4.splat(7.0376836292e-2);
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(-1.151461031e-1));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(1.1676998740e-1));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(-1.2420140846e-1));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(1.4249322787e-1));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(-1.6668057665e-1));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(2.0000714765e-1));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(-2.4999993993e-1));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(3.3333331174e-1));
  const cube = f32x4.mul(f32x4.mul(p, x), square);
  const low = f32x4.add(cube, f32x4.mul(e, f32x4.splat(-2.1219444e-4)));
  const sum = f32x4.add(x, f32x4.sub(low, f32x4.mul(square, f32x4.splat(0.5))));
  return f32x4.add(sum, f32x4.mul(e, f32x4.splat(0.693359375)));
}

// @ts-ignore: decorator
@inline
export function sigmoid(x: v128): v128 {
  const one = constant(ONE);
  return f32x4.div(one, f32x4.add(one, exp(f32x4.neg(x))));
}

/**
 * Replaces x by base + numerator / (exp(factor x) + 1), a row at a time, so that both its halves share
 * what is loaded: (-1, 1, 0) is the sigmoid, (2, -2, 1) is tanh.
 */
function activate(rows: usize, rowCount: u32, factor: f32, numerator: f32, base: f32): void {
  const end = rows + rowCount * ROW;
  for (; rows < end; rows += ROW) {
    let c = f32x4.splat(factor);
    let a = f32x4.mul(v128.load(rows), c), b = f32x4.mul(v128.load(rows, 16), c);
    c = constant(GREATEST);
    a = f32x4.pmin(a, c);
    b = f32x4.pmin(b, c);
    c = constant(LEAST);
    a = f32x4.pmax(a, c);
    b = f32x4.pmax(b, c);
    c = constant(LOG2_E);
    const d = constant(WHOLE_NUMBERS);
    const shiftedA = f32x4.add(f32x4.mul(a, c), d), shiftedB = f32x4.add(f32x4.mul(b, c), d);
    const nA = f32x4.sub(shiftedA, d), nB = f32x4.sub(shiftedB, d);
    c = constant(LN2_HIGH);
    a = f32x4.sub(a, f32x4.mul(nA, c));
    b = f32x4.sub(b, f32x4.mul(nB, c));
    c = constant(LN2_LOW);
    a = f32x4.sub(a, f32x4.mul(nA, c));
    b = f32x4.sub(b, f32x4.mul(nB, c));
    c = constant(EXP);
    let p = f32x4.mul(c, a), q = f32x4.mul(c, b);
    c = constant(EXP + 4);
    p = f32x4.mul(f32x4.add(p, c), a);
    q = f32x4.mul(f32x4.add(q, c), b);
    c = constant(EXP + 8);
    p = f32x4.mul(f32x4.add(p, c), a);
    q = f32x4.mul(f32x4.add(q, c), b);
    c = constant(EXP + 12);
    p = f32x4.mul(f32x4.add(p, c), a);
    q = f32x4.mul(f32x4.add(q, c), b);
    c = constant(EXP + 16);
    p = f32x4.mul(f32x4.add(p, c), a);
    q = f32x4.mul(f32x4.add(q, c), b);
    c = constant(EXP + 20);
    p = f32x4.mul(f32x4.add(p, c), f32x4.mul(a, a));
    q = f32x4.mul(f32x4.add(q, c), f32x4.mul(b, b));
    const one = constant(ONE);
    p = f32x4.add(f32x4.add(p, a), one);
    q = f32x4.add(f32x4.add(q, b), one);
    c = constant(BIAS);
    p = f32x4.mul(p, i32x4.shl(i32x4.add(shiftedA, c), 23));
    q = f32x4.mul(q, i32x4.shl(i32x4.add(shiftedB, c), 23));
    c = f32x4.splat(numerator);
    p = f32x4.div(c, f32x4.add(p, one));
    q = f32x4.div(c, f32x4.add(q, one));
    c = f32x4.splat(base);
    v128.store(rows, f32x4.add(c, p));
    v128.store(rows, f32x4.add(c, q), 16);
  }
}

// @ts-ignore: decorator
@inline
export function activateSigmoid(rows: usize, rowCount: u32): void {
  activate(rows, rowCount, -1, 1, 0);
}

// @ts-ignore: decorator
@inline
export function activateTanh(rows: usize, rowCount: u32): void {
  activate(rows, rowCount, 2, -2, 1);
}

/** x (1 - x). */
// @ts-ignore: decorator
@inline
export function sigmoidSlope(x: v128): v128 {
  return f32x4.mul(x, f32x4.sub(f32x4.splat(1), x));
}

/** 1 - x x. */
// @ts-ignore: decorator
@inline
export function tanhSlope(x: v128): v128 {
  return f32x4.sub(f32x4.splat(1), f32x4.mul(x, x));
}
