// The output of an outcome network, as src/analysis/recurrent/outcome-head.ts has it.
import { OUTCOME, SCALE, LOSSES, PROBABILITIES } from './arguments';
import { exp, log, sigmoid } from './arithmetic';
import { addProduct, addTransposed } from './lane-products';
import {
  ROW, encodingSize, parameters, outputBias, outputWeights, encodingRows, deltaEncoding,
  outputBiasRows, sumRows, outputRows,
} from './network';
import { sequences } from './tile';
import { addOuter, addBiasGradient } from './weight-gradients';

/** Outcomes of the lanes, into sumRows; 0 where there is no sequence. */
function gatherOutcome(args: usize): void {
  const outcome: usize = load<u32>(args, OUTCOME);
  for (let lane: usize = 0; lane < 8; lane++) {
    const sequence = load<i32>(sequences + (lane << 2));
    const y = sequence < 0 ? 0 : load<u8>(outcome + <usize>sequence);
    store<f32>(sumRows + (lane << 2), <f32>y);
  }
}

export function outcomeForward(args: usize, tile: u32): void {
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

export function outcomeGradient(args: usize): void {
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
