// Recurrent networks forward and backward over tiles of eight sequences. The passes of
// src/analysis/recurrent (encoder-passes.ts, outcome-head.ts, decoder-passes.ts and what they call)
// define what is computed, number by number and in the same order.
//
// A row is one number of each of the eight sequences: two vectors of four singles. Sequences are
// aligned at their last steps. A slot takes every SLOT_COUNT-th tile and adds their gradients up in
// its own sums, so that the number of threads changes nothing.

/** Words of the arguments; src/analysis/recurrent/kernel-words.ts names them. */
const CELL: usize = 0;
const IS_AUTOENCODER: usize = 4;
const INPUT_SIZE: usize = 8;
const KIND_COUNT: usize = 12;
const HIDDEN_SIZE: usize = 16;
const ENCODING_SIZE: usize = 20;
/** f32 inputs of all steps, INPUT_STRIDE bytes apart, a multiple of 16; zeros behind the inputs. */
const INPUTS: usize = 24;
const INPUT_STRIDE: usize = 28;
/** INPUT_STRIDE bytes of zeros. */
const NO_INPUT: usize = 32;
/** u32 first step of each sequence, and the number of steps. */
const STARTS: usize = 36;
/** u8 outcome of each sequence. */
const OUTCOME: usize = 40;
const PARAMETERS: usize = 44;
const PARAMETER_COUNT: usize = 48;
/** i32 sequences of the tiles' lanes, -1 for none. */
const TILES: usize = 52;
const TILE_COUNT: usize = 56;
const MODE: usize = 60;
/** f32: what a loss counts. */
const SCALE: usize = 64;
/** Steps of the longest sequence. */
const LONGEST: usize = 68;
const SCRATCH: usize = 72;
const SCRATCH_STRIDE: usize = 76;
/** f32 sums of each slot. */
const GRADIENT: usize = 80;
const GRADIENT_STRIDE: usize = 84;
/** f32 of each lane. */
const LOSSES: usize = 88;
/** f32 tiles x units x lanes. */
const ENCODINGS: usize = 92;
/** f32 of each lane. */
const PROBABILITIES: usize = 96;

const SLOT_COUNT: u32 = 8;
const SIMPLE: u32 = 0;
const GRU: u32 = 1;
const ENCODE: u32 = 0;
const GRADIENTS: u32 = 2;

/** Bytes of a row. */
const ROW: u32 = 32;

// The network and where its parts lie; every thread has its own instance of these.
let cellKind: u32 = 0;
let isAutoencoder: bool = false;
let inputSize: u32 = 0;
let kindCount: u32 = 0;
let hiddenSize: u32 = 0;
let encodingSize: u32 = 0;
let outputSize: u32 = 0;
/** Gates fed by inputs, and as many by the state; all gates; numbers a step keeps. */
let columns: u32 = 0;
let gateCount: u32 = 0;
let savedCount: u32 = 0;

// Parameters by their offset in bytes.
let parameters: usize = 0;
/** The parameters with every matrix transposed in its place. */
let transposed: usize = 0;
let gradient: usize = 0;
let inputWeights: usize = 0;
let stateWeights: usize = 0;
let encodingBias: usize = 0;
let encodingWeights: usize = 0;
let decoderBias: usize = 0;
let decoderInputWeights: usize = 0;
let decoderStateWeights: usize = 0;
let outputBias: usize = 0;
let outputWeights: usize = 0;

// Rows by their address, in the order of tile-memory.ts.
let inputRows: usize = 0;
let stateRows: usize = 0;
let gateRows: usize = 0;
let deltaRows: usize = 0;
let deltaState: usize = 0;
let deltaMemory: usize = 0;
let encodingRows: usize = 0;
let deltaEncoding: usize = 0;
let encoderBiasRows: usize = 0;
let encodingBiasRows: usize = 0;
let decoderBiasRows: usize = 0;
let outputBiasRows: usize = 0;
let sumRows: usize = 0;
let contextRows: usize = 0;
let deltaContext: usize = 0;
let decoderStateRows: usize = 0;
let decoderGateRows: usize = 0;
let decoderDeltaRows: usize = 0;
let outputRows: usize = 0;

// The tile.
let stepCount: u32 = 0;
let fullFrom: u32 = 0;
/** i32 first step of each lane; sequence of each lane. */
let firstSteps: usize = 0;
let sequences: usize = 0;

let constants: usize = 0;

let next: usize = 0;

// @ts-ignore: decorator
@inline
function take(byteCount: usize): usize {
  const at = next;
  next += byteCount;
  return at;
}

function placeParameters(args: usize): void {
  parameters = load<u32>(args, PARAMETERS);
  next = 0;
  take(gateCount << 2);
  inputWeights = take(inputSize * columns << 2);
  stateWeights = take(hiddenSize * columns << 2);
  encodingBias = take(encodingSize << 2);
  encodingWeights = take(hiddenSize * encodingSize << 2);
  if (isAutoencoder) {
    decoderBias = take(4 * hiddenSize << 2);
    decoderInputWeights = take(encodingSize * 3 * hiddenSize << 2);
    decoderStateWeights = take(hiddenSize * 3 * hiddenSize << 2);
  }
  outputBias = take(outputSize << 2);
  outputWeights = take(0);
}

function placeRows(args: usize, slot: u32): void {
  const longest = load<u32>(args, LONGEST);
  const decoderGates = isAutoencoder ? 4 * hiddenSize : 0;
  const decoderStates = isAutoencoder ? hiddenSize : 0;
  const widest = max(max(gateCount, decoderGates), max(encodingSize, outputSize));
  next = load<u32>(args, SCRATCH) + slot * load<u32>(args, SCRATCH_STRIDE);
  inputRows = take(longest * inputSize * ROW);
  stateRows = take((longest + 1) * hiddenSize * ROW);
  gateRows = take((longest + 1) * savedCount * ROW);
  deltaRows = take(longest * gateCount * ROW);
  deltaState = take(hiddenSize * ROW);
  deltaMemory = take(hiddenSize * ROW);
  encodingRows = take(encodingSize * ROW);
  deltaEncoding = take(encodingSize * ROW);
  encoderBiasRows = take(gateCount * ROW);
  encodingBiasRows = take(encodingSize * ROW);
  decoderBiasRows = take(decoderGates * ROW);
  outputBiasRows = take(outputSize * ROW);
  sumRows = take(widest * ROW);
  contextRows = take(decoderGates * ROW);
  deltaContext = take(decoderGates * ROW);
  decoderStateRows = take((longest + 1) * decoderStates * ROW);
  decoderGateRows = take(longest * decoderGates * ROW);
  decoderDeltaRows = take(longest * decoderGates * ROW);
  outputRows = take(isAutoencoder ? longest * inputSize * ROW : ROW);
  firstSteps = take(ROW);
  constants = take(CONSTANT_BYTES);
  transposed = take(0);
}

function setUp(slot: u32, args: usize): void {
  cellKind = load<u32>(args, CELL);
  isAutoencoder = load<u32>(args, IS_AUTOENCODER) != 0;
  inputSize = load<u32>(args, INPUT_SIZE);
  kindCount = load<u32>(args, KIND_COUNT);
  hiddenSize = load<u32>(args, HIDDEN_SIZE);
  encodingSize = load<u32>(args, ENCODING_SIZE);
  outputSize = isAutoencoder ? inputSize : 1;
  columns = hiddenSize * (cellKind == SIMPLE ? 1 : cellKind == GRU ? 3 : 4);
  gateCount = cellKind == SIMPLE ? hiddenSize : 4 * hiddenSize;
  savedCount = cellKind == SIMPLE ? hiddenSize : cellKind == GRU ? 4 * hiddenSize : 6 * hiddenSize;
  placeParameters(args);
  placeRows(args, slot);
  storeConstants();
  spreadBias(encoderBiasRows, 0, gateCount);
  spreadBias(encodingBiasRows, encodingBias, encodingSize);
  if (isAutoencoder) spreadBias(decoderBiasRows, decoderBias, 4 * hiddenSize);
  spreadBias(outputBiasRows, outputBias, outputSize);
}

function setUpGradient(slot: u32, args: usize): void {
  gradient = load<u32>(args, GRADIENT) + slot * load<u32>(args, GRADIENT_STRIDE);
  memory.fill(gradient, 0, load<u32>(args, PARAMETER_COUNT) << 2);
  transpose(stateWeights, hiddenSize, columns);
  transpose(encodingWeights, hiddenSize, encodingSize);
  transpose(outputWeights, isAutoencoder ? hiddenSize : encodingSize, outputSize);
  if (!isAutoencoder) return;
  transpose(decoderInputWeights, encodingSize, 3 * hiddenSize);
  transpose(decoderStateWeights, hiddenSize, 3 * hiddenSize);
}

function spreadBias(rows: usize, bias: usize, count: u32): void {
  for (let i: usize = 0; i < count; i++) {
    const value = v128.load32_splat(parameters + bias + (i << 2));
    v128.store(rows + i * ROW, value);
    v128.store(rows + i * ROW, value, 16);
  }
}

function transpose(weights: usize, rowCount: u32, columnCount: u32): void {
  for (let j: u32 = 0; j < rowCount; j++) {
    for (let u: u32 = 0; u < columnCount; u++) {
      const value = load<f32>(parameters + weights + (j * columnCount + u << 2));
      store<f32>(transposed + weights + (u * rowCount + j << 2), value);
    }
  }
}

// Functions of vectors, as arithmetic.ts has them.

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
const CONSTANT_BYTES: usize = 64;

function storeConstants(): void {
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
function exp(value: v128): v128 {
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
function log(value: v128): v128 {
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
function sigmoid(x: v128): v128 {
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
function activateSigmoid(rows: usize, rowCount: u32): void {
  activate(rows, rowCount, -1, 1, 0);
}

// @ts-ignore: decorator
@inline
function activateTanh(rows: usize, rowCount: u32): void {
  activate(rows, rowCount, 2, -2, 1);
}

/** x (1 - x). */
// @ts-ignore: decorator
@inline
function sigmoidSlope(x: v128): v128 {
  return f32x4.mul(x, f32x4.sub(f32x4.splat(1), x));
}

/** 1 - x x. */
// @ts-ignore: decorator
@inline
function tanhSlope(x: v128): v128 {
  return f32x4.sub(f32x4.splat(1), f32x4.mul(x, x));
}

// @ts-ignore: decorator
@inline
function addProductOf(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b));
}

/** (0 + 1) + (2 + 3), added to a number in memory. */
// @ts-ignore: decorator
@inline
function addLanes(at: usize, sum: v128): void {
  const low = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1);
  const high = f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3);
  store<f32>(at, load<f32>(at) + (low + high));
}

/** out[u] = start[u] + sum over j of weights[j][u] input[j]; five rows at a time. */
function addProduct(
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
function addTransposed(out: usize, delta: usize, weights: usize, outCount: u32, inCount: u32): void {
  addProduct(out, out, delta, transposed + weights, inCount, outCount);
}

/** gradient[j][u] += sum over steps and lanes of input[j] delta[u]; two by five at a time. */
function addOuter(
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
function addBiasGradient(
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

// Cells forward: `gates` holds sums and is given activations.

function cellForward(kind: u32, gates: usize, gatesBefore: usize, before: usize, state: usize): void {
  const count: usize = hiddenSize * ROW;
  if (kind == SIMPLE) {
    activateTanh(gates, hiddenSize);
    for (let i: usize = 0; i < count; i += 16) v128.store(state + i, v128.load(gates + i));
  } else if (kind == GRU) {
    const r = gates + count, z = r + count, m = z + count;
    activateSigmoid(r, 2 * hiddenSize);
    for (let i: usize = 0; i < count; i += 16) {
      const sum = addProductOf(v128.load(gates + i), v128.load(r + i), v128.load(m + i));
      v128.store(gates + i, sum);
    }
    activateTanh(gates, hiddenSize);
    for (let i: usize = 0; i < count; i += 16) {
      const n = v128.load(gates + i);
      const change = f32x4.sub(v128.load(before + i), n);
      v128.store(state + i, addProductOf(n, v128.load(z + i), change));
    }
  } else {
    const f = gates + count, g = f + count, o = g + count, c = o + count, tanhC = c + count;
    activateSigmoid(gates, 2 * hiddenSize);
    activateTanh(g, hiddenSize);
    activateSigmoid(o, hiddenSize);
    const memoryBefore = gatesBefore + 4 * count;
    for (let i: usize = 0; i < count; i += 16) {
      const kept = f32x4.mul(v128.load(f + i), v128.load(memoryBefore + i));
      const sum = addProductOf(kept, v128.load(gates + i), v128.load(g + i));
      v128.store(c + i, sum);
      v128.store(tanhC + i, sum);
    }
    activateTanh(tanhC, hiddenSize);
    for (let i: usize = 0; i < count; i += 16) {
      v128.store(state + i, f32x4.mul(v128.load(o + i), v128.load(tanhC + i)));
    }
  }
}

/** Writes derivatives by the gates' sums; in deltaState stays what does not go through the gates. */
function cellBackward(
  kind: u32,
  gates: usize,
  gatesBefore: usize,
  before: usize,
  state: usize,
  deltas: usize,
): void {
  const count = hiddenSize * ROW;
  const one = f32x4.splat(1);
  if (kind == SIMPLE) {
    for (let i: usize = 0; i < count; i += 16) {
      const slope = tanhSlope(v128.load(state + i));
      v128.store(deltas + i, f32x4.mul(v128.load(deltaState + i), slope));
      v128.store(deltaState + i, f32x4.splat(0));
    }
  } else if (kind == GRU) {
    for (let i: usize = 0; i < count; i += 16) {
      const gate = gates + i, delta = deltas + i;
      const n = v128.load(gate);
      const r = v128.load(gate + count);
      const z = v128.load(gate + 2 * count);
      const m = v128.load(gate + 3 * count);
      const dh = v128.load(deltaState + i);
      const dz = f32x4.mul(dh, f32x4.sub(v128.load(before + i), n));
      const dn = f32x4.mul(f32x4.mul(dh, f32x4.sub(one, z)), tanhSlope(n));
      v128.store(delta, dn);
      v128.store(delta + count, f32x4.mul(f32x4.mul(dn, m), sigmoidSlope(r)));
      v128.store(delta + 2 * count, f32x4.mul(dz, sigmoidSlope(z)));
      v128.store(delta + 3 * count, f32x4.mul(dn, r));
      v128.store(deltaState + i, f32x4.mul(dh, z));
    }
  } else {
    for (let k: usize = 0; k < count; k += 16) {
      const gate = gates + k, delta = deltas + k;
      const i = v128.load(gate);
      const f = v128.load(gate + count);
      const g = v128.load(gate + 2 * count);
      const o = v128.load(gate + 3 * count);
      const tanhC = v128.load(gate + 5 * count);
      const memoryBefore = v128.load(gatesBefore + k + 4 * count);
      const dh = v128.load(deltaState + k);
      const through = f32x4.mul(f32x4.mul(dh, o), tanhSlope(tanhC));
      const dc = f32x4.add(v128.load(deltaMemory + k), through);
      v128.store(delta, f32x4.mul(f32x4.mul(dc, g), sigmoidSlope(i)));
      v128.store(delta + count, f32x4.mul(f32x4.mul(dc, memoryBefore), sigmoidSlope(f)));
      v128.store(delta + 2 * count, f32x4.mul(f32x4.mul(dc, i), tanhSlope(g)));
      v128.store(delta + 3 * count, f32x4.mul(f32x4.mul(dh, tanhC), sigmoidSlope(o)));
      v128.store(deltaMemory + k, f32x4.mul(dc, f));
      v128.store(deltaState + k, f32x4.splat(0));
    }
  }
}

// The encoder.

/** Reads the sequences of a tile and where each of them begins. */
function beginTile(args: usize, tile: u32): void {
  sequences = load<u32>(args, TILES) + tile * ROW;
  const starts: usize = load<u32>(args, STARTS);
  stepCount = 0;
  for (let lane: usize = 0; lane < 8; lane++) {
    const sequence = load<i32>(sequences + (lane << 2));
    let length: u32 = 0;
    if (sequence >= 0) {
      const start = starts + (<usize>sequence << 2);
      length = load<u32>(start, 4) - load<u32>(start);
    }
    store<u32>(firstSteps + (lane << 2), length);
    stepCount = max(stepCount, length);
  }
  fullFrom = 0;
  for (let lane: usize = 0; lane < 8; lane++) {
    const first = stepCount - load<u32>(firstSteps + (lane << 2));
    store<u32>(firstSteps + (lane << 2), first);
    fullFrom = max(fullFrom, first);
  }
}

/** Where a lane's step 0 would lie; wraps around where the sequence begins later. */
function sourceOf(args: usize, lane: usize): usize {
  const sequence = load<i32>(sequences + (lane << 2));
  if (sequence < 0) return 0;
  const start = load<u32>(load<u32>(args, STARTS) + (<usize>sequence << 2));
  const first = load<u32>(firstSteps + (lane << 2));
  return load<u32>(args, INPUTS) + (start - first) * load<u32>(args, INPUT_STRIDE);
}

/** Four inputs of four lanes turned into four rows of half a row's lanes. */
// @ts-ignore: decorator
@inline
function turn(to: usize, s0: usize, s1: usize, s2: usize, s3: usize, at: usize): void {
  const r0 = v128.load(s0 + at), r1 = v128.load(s1 + at);
  const r2 = v128.load(s2 + at), r3 = v128.load(s3 + at);
  const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5), low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7), high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
  v128.store(to, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7), 32);
  v128.store(to, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), 64);
  v128.store(to, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7), 96);
}

/** Rows beyond the last input are overwritten by the next step, or by the states. */
function gatherInputs(args: usize): void {
  gatherHalf(args, 0);
  gatherHalf(args, 4);
}

function gatherHalf(args: usize, lane: usize): void {
  const stride: usize = load<u32>(args, INPUT_STRIDE), none: usize = load<u32>(args, NO_INPUT);
  let s0 = sourceOf(args, lane), s1 = sourceOf(args, lane + 1);
  let s2 = sourceOf(args, lane + 2), s3 = sourceOf(args, lane + 3);
  const firsts = firstSteps + (lane << 2);
  const first0 = load<u32>(firsts), first1 = load<u32>(firsts, 4);
  const first2 = load<u32>(firsts, 8), first3 = load<u32>(firsts, 12);
  let to = inputRows + (lane << 2);
  const stepBytes: usize = inputSize * ROW;
  for (let t: u32 = 0; t < stepCount; t++) {
    const a = select(s0, none, t >= first0), b = select(s1, none, t >= first1);
    const c = select(s2, none, t >= first2), d = select(s3, none, t >= first3);
    let row = to;
    for (let at: usize = 0; at < stride; at += 16) {
      turn(row, a, b, c, d, at);
      row += 4 * ROW;
    }
    s0 += stride;
    s1 += stride;
    s2 += stride;
    s3 += stride;
    to += stepBytes;
  }
}

/** Zeroes rows in the lanes whose sequence has not begun. */
function silence(rows: usize, t: u32): void {
  const now = i32x4.splat(t);
  const a = i32x4.ge_s(now, v128.load(firstSteps)), b = i32x4.ge_s(now, v128.load(firstSteps, 16));
  const end = rows + hiddenSize * ROW;
  for (; rows < end; rows += ROW) {
    v128.store(rows, v128.and(v128.load(rows), a));
    v128.store(rows, v128.and(v128.load(rows, 16), b), 16);
  }
}

function encodeTile(): void {
  const stateBytes = hiddenSize * ROW, savedBytes = savedCount * ROW;
  memory.fill(stateRows, 0, stateBytes);
  memory.fill(gateRows, 0, savedBytes);
  const own: usize = (gateCount - columns) * ROW;
  let input = inputRows, before = stateRows, gatesBefore = gateRows;
  for (let t: u32 = 0; t < stepCount; t++) {
    const gates = gatesBefore + savedBytes, state = before + stateBytes;
    const withoutInput: usize = columns * ROW;
    if (own > 0) memory.copy(gates + withoutInput, encoderBiasRows + withoutInput, own);
    addProduct(gates, encoderBiasRows, input, parameters + inputWeights, columns, inputSize);
    addProduct(gates + own, gates + own, before, parameters + stateWeights, columns, hiddenSize);
    cellForward(cellKind, gates, gatesBefore, before, state);
    if (t < fullFrom) {
      silence(state, t);
      if (cellKind > GRU) silence(gates + 4 * stateBytes, t);
    }
    input += inputSize * ROW;
    before = state;
    gatesBefore = gates;
  }
  const weights = parameters + encodingWeights;
  addProduct(encodingRows, encodingBiasRows, before, weights, encodingSize, hiddenSize);
  activateTanh(encodingRows, encodingSize);
}

function encoderGradient(): void {
  encodingGradient();
  const stateBytes = hiddenSize * ROW, savedBytes = savedCount * ROW;
  const own: usize = (gateCount - columns) * ROW;
  const stride: usize = gateCount * ROW;
  memory.fill(deltaMemory, 0, stateBytes);
  for (let t = stepCount; t-- > 0; ) {
    if (t < fullFrom) {
      silence(deltaState, t);
      silence(deltaMemory, t);
    }
    const gatesBefore = gateRows + t * savedBytes, before = stateRows + t * stateBytes;
    const deltas = deltaRows + t * stride;
    const state = before + stateBytes;
    cellBackward(cellKind, gatesBefore + savedBytes, gatesBefore, before, state, deltas);
    if (t > 0) addTransposed(deltaState, deltas + own, stateWeights, columns, hiddenSize);
  }
  addBiasGradient(0, sumRows, deltaRows, stride, gateCount, stepCount);
  const inputBytes: usize = inputSize * ROW;
  addOuter(inputWeights, inputRows, inputBytes, inputSize, deltaRows, stride, columns, stepCount);
  const fed = deltaRows + own;
  addOuter(stateWeights, stateRows, stateBytes, hiddenSize, fed, stride, columns, stepCount);
}

function encodingGradient(): void {
  const count: usize = encodingSize * ROW;
  for (let i: usize = 0; i < count; i += 16) {
    const slope = tanhSlope(v128.load(encodingRows + i));
    v128.store(deltaEncoding + i, f32x4.mul(v128.load(deltaEncoding + i), slope));
  }
  const last = stateRows + stepCount * hiddenSize * ROW;
  addBiasGradient(encodingBias, sumRows, deltaEncoding, 0, encodingSize, 1);
  addOuter(encodingWeights, last, 0, hiddenSize, deltaEncoding, 0, encodingSize, 1);
  memory.fill(deltaState, 0, hiddenSize * ROW);
  addTransposed(deltaState, deltaEncoding, encodingWeights, encodingSize, hiddenSize);
}

// The output of an outcome network.

/** Outcomes of the lanes, into sumRows; 0 where there is no sequence. */
function gatherOutcome(args: usize): void {
  const outcome: usize = load<u32>(args, OUTCOME);
  for (let lane: usize = 0; lane < 8; lane++) {
    const sequence = load<i32>(sequences + (lane << 2));
    const y = sequence < 0 ? 0 : load<u8>(outcome + <usize>sequence);
    store<f32>(sumRows + (lane << 2), <f32>y);
  }
}

function outcomeForward(args: usize, tile: u32): void {
  const weights = parameters + outputWeights;
  addProduct(outputRows, outputBiasRows, encodingRows, weights, 1, encodingSize);
  gatherOutcome(args);
  const losses: usize = load<u32>(args, LOSSES) + tile * ROW;
  const probabilities: usize = load<u32>(args, PROBABILITIES) + tile * ROW;
  for (let i: usize = 0; i < ROW; i += 16) {
    const logit = v128.load(outputRows + i);
    const positive = f32x4.pmax(logit, f32x4.splat(0));
    const linear = f32x4.sub(positive, f32x4.mul(v128.load(sumRows + i), logit));
    const rest = f32x4.add(f32x4.splat(1), exp(f32x4.neg(f32x4.abs(logit))));
    v128.store(losses + i, f32x4.add(linear, log(rest)));
    v128.store(probabilities + i, sigmoid(logit));
  }
}

function outcomeGradient(args: usize): void {
  const scale = f32x4.splat(load<f32>(args, SCALE));
  gatherOutcome(args);
  for (let i: usize = 0; i < ROW; i += 16) {
    const error = f32x4.sub(sigmoid(v128.load(outputRows + i)), v128.load(sumRows + i));
    const isThere = i32x4.ge_s(v128.load(sequences + i), i32x4.splat(0));
    v128.store(outputRows + i, v128.and(f32x4.mul(error, scale), isThere));
  }
  addBiasGradient(outputBias, sumRows, outputRows, 0, 1, 1);
  addOuter(outputWeights, encodingRows, 0, encodingSize, outputRows, 0, 1, 1);
  memory.fill(deltaEncoding, 0, encodingSize * ROW);
  addTransposed(deltaEncoding, outputRows, outputWeights, 1, encodingSize);
}

// The decoder of an autoencoder.

function decodeTile(): void {
  const own: usize = hiddenSize * ROW, fed: usize = 3 * hiddenSize;
  const gateBytes = 4 * own;
  memory.copy(contextRows + fed * ROW, decoderBiasRows + fed * ROW, own);
  const fromEncoding = parameters + decoderInputWeights;
  addProduct(contextRows, decoderBiasRows, encodingRows, fromEncoding, <u32>fed, encodingSize);
  memory.fill(decoderStateRows, 0, own);
  const fromState = parameters + decoderStateWeights, toOutput = parameters + outputWeights;
  for (let s: usize = 0; s < stepCount; s++) {
    const gates = decoderGateRows + s * gateBytes, before = decoderStateRows + s * own;
    memory.copy(gates, contextRows, own);
    addProduct(gates + own, contextRows + own, before, fromState, <u32>fed, hiddenSize);
    cellForward(GRU, gates, 0, before, before + own);
    const output = outputRows + s * inputSize * ROW;
    addProduct(output, outputBiasRows, before + own, toOutput, inputSize, hiddenSize);
  }
}

/** Losses of the lanes; derivatives times the scale take the place of what was reconstructed. */
function reconstructionLoss(args: usize, tile: u32): void {
  const scale = f32x4.splat(load<f32>(args, SCALE));
  const losses: usize = load<u32>(args, LOSSES) + tile * ROW;
  const stepBytes: usize = inputSize * ROW;
  for (let half: usize = 0; half < ROW; half += 16) {
    const lengths = i32x4.sub(i32x4.splat(stepCount), v128.load(firstSteps + half));
    let loss = f32x4.splat(0);
    for (let s: u32 = 0; s < stepCount; s++) {
      const begun = i32x4.lt_s(i32x4.splat(s), lengths);
      const output = outputRows + s * stepBytes + half;
      const target = inputRows + (stepCount - 1 - s) * stepBytes + half;
      const kinds = kindLoss(output, target, begun, scale);
      const both = numberLoss(output, target, begun, scale, kinds);
      loss = f32x4.add(loss, v128.and(both, begun));
    }
    v128.store(losses + half, loss);
  }
}

/** Cross-entropy of the kind. */
function kindLoss(output: usize, target: usize, begun: v128, scale: v128): v128 {
  if (kindCount == 0) return f32x4.splat(0);
  const end: usize = kindCount * ROW;
  let greatest = v128.load(output);
  for (let j: usize = ROW; j < end; j += ROW) greatest = f32x4.pmax(greatest, v128.load(output + j));
  let sum = f32x4.splat(0), chosen = sum;
  for (let j: usize = 0; j < end; j += ROW) {
    const shifted = f32x4.sub(v128.load(output + j), greatest);
    chosen = addProductOf(chosen, v128.load(target + j), shifted);
    const share = exp(shifted);
    v128.store(output + j, share);
    sum = f32x4.add(sum, share);
  }
  for (let j: usize = 0; j < end; j += ROW) {
    const error = f32x4.sub(f32x4.div(v128.load(output + j), sum), v128.load(target + j));
    v128.store(output + j, v128.and(f32x4.mul(error, scale), begun));
  }
  return f32x4.sub(log(sum), chosen);
}

/** Adds half the squared errors of the numbers. */
function numberLoss(output: usize, target: usize, begun: v128, scale: v128, loss: v128): v128 {
  const end: usize = inputSize * ROW;
  for (let j: usize = kindCount * ROW; j < end; j += ROW) {
    const error = f32x4.sub(v128.load(output + j), v128.load(target + j));
    loss = addProductOf(loss, f32x4.mul(error, error), f32x4.splat(0.5));
    v128.store(output + j, v128.and(f32x4.mul(error, scale), begun));
  }
  return loss;
}

function decoderGradient(): void {
  const own: usize = hiddenSize * ROW, gateBytes = 4 * own, outputBytes: usize = inputSize * ROW;
  const fed = 3 * hiddenSize;
  memory.fill(deltaState, 0, own);
  for (let s: usize = stepCount; s-- > 0; ) {
    const output = outputRows + s * outputBytes, before = decoderStateRows + s * own;
    const gates = decoderGateRows + s * gateBytes, deltas = decoderDeltaRows + s * gateBytes;
    addTransposed(deltaState, output, outputWeights, inputSize, hiddenSize);
    cellBackward(GRU, gates, 0, before, before + own, deltas);
    if (s > 0) addTransposed(deltaState, deltas + own, decoderStateWeights, fed, hiddenSize);
  }
  const after = decoderStateRows + own, fedDeltas = decoderDeltaRows + own;
  const states = decoderStateRows;
  addBiasGradient(outputBias, sumRows, outputRows, outputBytes, inputSize, stepCount);
  addOuter(outputWeights, after, own, hiddenSize, outputRows, outputBytes, inputSize, stepCount);
  addOuter(decoderStateWeights, states, own, hiddenSize, fedDeltas, gateBytes, fed, stepCount);
  addBiasGradient(decoderBias, deltaContext, decoderDeltaRows, gateBytes, 4 * hiddenSize, stepCount);
  addOuter(decoderInputWeights, encodingRows, 0, encodingSize, deltaContext, 0, fed, 1);
  memory.fill(deltaEncoding, 0, encodingSize * ROW);
  addTransposed(deltaEncoding, deltaContext, decoderInputWeights, fed, encodingSize);
}

/** All tiles of a slot. */
export function runSlot(slot: u32, args: usize): void {
  const mode = load<u32>(args, MODE);
  setUp(slot, args);
  if (mode == GRADIENTS) setUpGradient(slot, args);
  const tileCount = load<u32>(args, TILE_COUNT);
  for (let tile = slot; tile < tileCount; tile += SLOT_COUNT) {
    beginTile(args, tile);
    gatherInputs(args);
    encodeTile();
    if (!isAutoencoder) outcomeForward(args, tile);
    else if (mode != ENCODE) {
      decodeTile();
      reconstructionLoss(args, tile);
    }
    if (mode == GRADIENTS) {
      if (isAutoencoder) decoderGradient();
      else outcomeGradient(args);
      encoderGradient();
    } else {
      const bytes: usize = encodingSize * ROW;
      memory.copy(load<u32>(args, ENCODINGS) + tile * bytes, encodingRows, bytes);
    }
  }
}
