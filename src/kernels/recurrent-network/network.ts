// The network of a call and where its parts lie; every thread has its own instance of these.
// src/analysis/recurrent has the same in parameter-layout.ts and tile-memory.ts.
import {
  CELL, IS_AUTOENCODER, INPUT_SIZE, KIND_COUNT, HIDDEN_SIZE, ENCODING_SIZE, PARAMETERS,
  PARAMETER_COUNT, LONGEST, SCRATCH, SCRATCH_STRIDE, GRADIENT, GRADIENT_STRIDE,
} from './arguments';
import { CONSTANT_BYTES, placeConstants } from './arithmetic';

export const SIMPLE: u32 = 0;
export const GRU: u32 = 1;

/** Bytes of a row. */
export const ROW: u32 = 32;

export let cellKind: u32 = 0;
export let isAutoencoder: bool = false;
export let inputSize: u32 = 0;
export let kindCount: u32 = 0;
export let hiddenSize: u32 = 0;
export let encodingSize: u32 = 0;
let outputSize: u32 = 0;
/** Gates fed by inputs, and as many by the state; all gates; numbers a step keeps. */
export let columns: u32 = 0;
export let gateCount: u32 = 0;
export let savedCount: u32 = 0;

// Parameters by their offset in bytes.
export let parameters: usize = 0;
/** The parameters with every matrix transposed in its place. */
export let transposed: usize = 0;
export let gradient: usize = 0;
export let inputWeights: usize = 0;
export let stateWeights: usize = 0;
export let encodingBias: usize = 0;
export let encodingWeights: usize = 0;
export let decoderBias: usize = 0;
export let decoderInputWeights: usize = 0;
export let decoderStateWeights: usize = 0;
export let outputBias: usize = 0;
export let outputWeights: usize = 0;

// Rows by their address, in the order of tile-memory.ts.
export let inputRows: usize = 0;
export let stateRows: usize = 0;
export let gateRows: usize = 0;
export let deltaRows: usize = 0;
export let deltaState: usize = 0;
export let deltaMemory: usize = 0;
export let encodingRows: usize = 0;
export let deltaEncoding: usize = 0;
export let encoderBiasRows: usize = 0;
export let encodingBiasRows: usize = 0;
export let decoderBiasRows: usize = 0;
export let outputBiasRows: usize = 0;
export let sumRows: usize = 0;
export let contextRows: usize = 0;
export let deltaContext: usize = 0;
export let decoderStateRows: usize = 0;
export let decoderGateRows: usize = 0;
export let decoderDeltaRows: usize = 0;
export let outputRows: usize = 0;
/** i32 first step of each lane. */
export let firstSteps: usize = 0;

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
  placeConstants(take(CONSTANT_BYTES));
  transposed = take(0);
}

export function setUp(slot: u32, args: usize): void {
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
  spreadBias(encoderBiasRows, 0, gateCount);
  spreadBias(encodingBiasRows, encodingBias, encodingSize);
  if (isAutoencoder) spreadBias(decoderBiasRows, decoderBias, 4 * hiddenSize);
  spreadBias(outputBiasRows, outputBias, outputSize);
}

export function setUpGradient(slot: u32, args: usize): void {
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
