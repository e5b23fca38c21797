// The encoder forward and backward, as src/analysis/recurrent/encoder-passes.ts has it.
import { activateTanh, tanhSlope } from './arithmetic';
import { cellBackward } from './cell-backward';
import { cellForward } from './cell-forward';
import { addProduct, addTransposed } from './lane-products';
import {
  GRU, ROW, cellKind, inputSize, hiddenSize, encodingSize, columns, gateCount, savedCount,
  parameters, inputWeights, stateWeights, encodingBias, encodingWeights, inputRows, stateRows,
  gateRows, deltaRows, deltaState, deltaMemory, encodingRows, deltaEncoding, encoderBiasRows,
  encodingBiasRows, sumRows,
} from './network';
import { stepCount, fullFrom, silence } from './tile';
import { addOuter, addBiasGradient } from './weight-gradients';

export function encodeTile(): void {
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

export function encoderGradient(): void {
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
