// Products of weights with rows of eight sequences, as src/analysis/recurrent/lane-products.ts has them.
import { ROW, transposed } from './network';

// @ts-ignore: decorator
@inline
export function addProductOf(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b));
}

/** out[u] = start[u] + sum over j of weights[j][u] input[j]; five rows at a time. */
export function addProduct(
  out: usize,
  start: usize,
  input: usize,
  weights: usize,
  outCount: u32,
  inCount: u32,
): void {
  const stride: usize = outCount << 2;
  const inputEnd = input + inCount * ROW;
  let u: u32 = 0;
  for (; u + 5 <= outCount; u += 5) {
    const from = start + u * ROW;
    let a0 = v128.load(from), b0 = v128.load(from, 16);
    let a1 = v128.load(from, 32), b1 = v128.load(from, 48);
    let a2 = v128.load(from, 64), b2 = v128.load(from, 80);
    let a3 = v128.load(from, 96), b3 = v128.load(from, 112);
    let a4 = v128.load(from, 128), b4 = v128.load(from, 144);
    let w = weights + (u << 2);
    for (let x = input; x < inputEnd; x += ROW) {
      const xa = v128.load(x), xb = v128.load(x, 16);
      const w0 = v128.load32_splat(w);
      a0 = addProductOf(a0, w0, xa);
      b0 = addProductOf(b0, w0, xb);
      const w1 = v128.load32_splat(w, 4);
      a1 = addProductOf(a1, w1, xa);
      b1 = addProductOf(b1, w1, xb);
      const w2 = v128.load32_splat(w, 8);
      a2 = addProductOf(a2, w2, xa);
      b2 = addProductOf(b2, w2, xb);
      const w3 = v128.load32_splat(w, 12);
      a3 = addProductOf(a3, w3, xa);
      b3 = addProductOf(b3, w3, xb);
      const w4 = v128.load32_splat(w, 16);
      a4 = addProductOf(a4, w4, xa);
      b4 = addProductOf(b4, w4, xb);
      w += stride;
    }
    const to = out + u * ROW;
    v128.store(to, a0);
    v128.store(to, b0, 16);
    v128.store(to, a1, 32);
    v128.store(to, b1, 48);
    v128.store(to, a2, 64);
    v128.store(to, b2, 80);
    v128.store(to, a3, 96);
    v128.store(to, b3, 112);
    v128.store(to, a4, 128);
    v128.store(to, b4, 144);
  }
  for (; u < outCount; u++) {
    let a = v128.load(start + u * ROW), b = v128.load(start + u * ROW, 16);
    let w = weights + (u << 2);
    for (let x = input; x < inputEnd; x += ROW) {
      const w0 = v128.load32_splat(w);
      a = addProductOf(a, w0, v128.load(x));
      b = addProductOf(b, w0, v128.load(x, 16));
      w += stride;
    }
    v128.store(out + u * ROW, a);
    v128.store(out + u * ROW, b, 16);
  }
}

/** out[j] += sum over u of weights[j][u] delta[u]. */
// @ts-ignore: decorator
@inline
export function addTransposed(out: usize, delta: usize, weights: usize, outCount: u32, inCount: u32): void {
  addProduct(out, out, delta, transposed + weights, inCount, outCount);
}
