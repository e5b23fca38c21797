// The decoder of an autoencoder, as src/analysis/recurrent/decoder-passes.ts has it.
import { cellBackward } from './cell-backward';
import { cellForward } from './cell-forward';
import { addProduct, addTransposed } from './lane-products';
import {
  GRU, ROW, inputSize, hiddenSize, encodingSize, parameters, decoderBias, decoderInputWeights,
  decoderStateWeights, outputBias, outputWeights, deltaState, encodingRows, deltaEncoding,
  decoderBiasRows, outputBiasRows, sumRows, contextRows, deltaContext, decoderStateRows,
  decoderGateRows, decoderDeltaRows, outputRows,
} from './network';
import { stepCount } from './tile';
import { addOuter, addBiasGradient } from './weight-gradients';

export function decodeTile(): void {
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

export function decoderGradient(): void {
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
