// Gradients of weights and biases: products of rows, summed over steps and lanes.
import { addProductOf } from './lane-products';
import { ROW, gradient } from './network';

/** (0 + 1) + (2 + 3), added to a number in memory. */
// @ts-ignore: decorator
@inline
function addLanes(at: usize, sum: v128): void {
  const low = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1);
  const high = f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3);
  store<f32>(at, load<f32>(at) + (low + high));
}

/** gradient[j][u] += sum over steps and lanes of input[j] delta[u]; two by five at a time. */
export function addOuter(
  weights: usize,
  input: usize,
  inputStride: usize,
  inCount: u32,
  delta: usize,
  deltaStride: usize,
  outCount: u32,
  steps: u32,
): void {
  for (let j: u32 = 0; j < inCount; j += 2) {
    const isPair = j + 1 < inCount;
    const x = input + j * ROW;
    const at = gradient + weights + (j * outCount << 2);
    const nextAt = at + (outCount << 2);
    let u: u32 = 0;
    for (; u + 5 <= outCount; u += 5) {
      const to: usize = u << 2;
      if (isPair) twoByFive(at + to, nextAt + to, x, inputStride, delta + u * ROW, deltaStride, steps);
      else oneByFive(at + to, x, inputStride, delta + u * ROW, deltaStride, steps);
    }
    for (; u < outCount; u++) {
      const to: usize = u << 2;
      oneByOne(at + to, x, inputStride, delta + u * ROW, deltaStride, steps);
      if (isPair) oneByOne(nextAt + to, x + ROW, inputStride, delta + u * ROW, deltaStride, steps);
    }
  }
}

function twoByFive(
  at: usize,
  nextAt: usize,
  input: usize,
  inputStride: usize,
  delta: usize,
  deltaStride: usize,
  steps: u32,
): void {
  let p0 = f32x4.splat(0), p1 = p0, p2 = p0, p3 = p0, p4 = p0;
  let q0 = p0, q1 = p0, q2 = p0, q3 = p0, q4 = p0;
  for (; steps > 0; steps--) {
    const xa = v128.load(input), ya = v128.load(input, 32);
    let d = v128.load(delta);
    p0 = addProductOf(p0, xa, d);
    q0 = addProductOf(q0, ya, d);
    d = v128.load(delta, 32);
    p1 = addProductOf(p1, xa, d);
    q1 = addProductOf(q1, ya, d);
    d = v128.load(delta, 64);
    p2 = addProductOf(p2, xa, d);
    q2 = addProductOf(q2, ya, d);
    d = v128.load(delta, 96);
    p3 = addProductOf(p3, xa, d);
    q3 = addProductOf(q3, ya, d);
    d = v128.load(delta, 128);
    p4 = addProductOf(p4, xa, d);
    q4 = addProductOf(q4, ya, d);
    const xb = v128.load(input, 16), yb = v128.load(input, 48);
    d = v128.load(delta, 16);
    p0 = addProductOf(p0, xb, d);
    q0 = addProductOf(q0, yb, d);
    d = v128.load(delta, 48);
    p1 = addProductOf(p1, xb, d);
    q1 = addProductOf(q1, yb, d);
    d = v128.load(delta, 80);
    p2 = addProductOf(p2, xb, d);
    q2 = addProductOf(q2, yb, d);
    d = v128.load(delta, 112);
    p3 = addProductOf(p3, xb, d);
    q3 = addProductOf(q3, yb, d);
    d = v128.load(delta, 144);
    p4 = addProductOf(p4, xb, d);
    q4 = addProductOf(q4, yb, d);
    input += inputStride;
    delta += deltaStride;
  }
  addFive(at, p0, p1, p2, p3, p4);
  addFive(nextAt, q0, q1, q2, q3, q4);
}

function oneByFive(
  at: usize,
  input: usize,
  inputStride: usize,
  delta: usize,
  deltaStride: usize,
  steps: u32,
): void {
  let p0 = f32x4.splat(0), p1 = p0, p2 = p0, p3 = p0, p4 = p0;
  for (; steps > 0; steps--) {
    const xa = v128.load(input), xb = v128.load(input, 16);
    p0 = addProductOf(addProductOf(p0, xa, v128.load(delta)), xb, v128.load(delta, 16));
    p1 = addProductOf(addProductOf(p1, xa, v128.load(delta, 32)), xb, v128.load(delta, 48));
    p2 = addProductOf(addProductOf(p2, xa, v128.load(delta, 64)), xb, v128.load(delta, 80));
    p3 = addProductOf(addProductOf(p3, xa, v128.load(delta, 96)), xb, v128.load(delta, 112));
    p4 = addProductOf(addProductOf(p4, xa, v128.load(delta, 128)), xb, v128.load(delta, 144));
    input += inputStride;
    delta += deltaStride;
  }
  addFive(at, p0, p1, p2, p3, p4);
}

function oneByOne(
  at: usize,
  input: usize,
  inputStride: usize,
  delta: usize,
  deltaStride: usize,
  steps: u32,
): void {
  let sum = f32x4.splat(0);
  for (; steps > 0; steps--) {
    sum = addProductOf(sum, v128.load(input), v128.load(delta));
    sum = addProductOf(sum, v128.load(input, 16), v128.load(delta, 16));
    input += inputStride;
    delta += deltaStride;
  }
  addLanes(at, sum);
}

// @ts-ignore: decorator
@inline
function addFive(at: usize, p0: v128, p1: v128, p2: v128, p3: v128, p4: v128): void {
  addLanes(at, p0);
  addLanes(at + 4, p1);
  addLanes(at + 8, p2);
  addLanes(at + 12, p3);
  addLanes(at + 16, p4);
}

/** out[u] = sum over steps of delta[u]; gradient[u] += the sum over lanes of that. */
export function addBiasGradient(
  bias: usize,
  out: usize,
  delta: usize,
  deltaStride: usize,
  count: u32,
  steps: u32,
): void {
  for (let u: usize = 0; u < count; u++) {
    let a = f32x4.splat(0), b = a;
    let d = delta + u * ROW;
    for (let t: u32 = 0; t < steps; t++) {
      a = f32x4.add(a, v128.load(d));
      b = f32x4.add(b, v128.load(d, 16));
      d += deltaStride;
    }
    v128.store(out + u * ROW, a);
    v128.store(out + u * ROW, b, 16);
    addLanes(gradient + bias + (u << 2), f32x4.add(a, b));
  }
}
