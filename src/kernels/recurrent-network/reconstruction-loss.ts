// The loss of what a decoder reconstructs, and its derivatives.
import { SCALE, LOSSES } from './arguments';
import { exp, log } from './arithmetic';
import { addProductOf } from './lane-products';
import { ROW, inputSize, kindCount, inputRows, outputRows, firstSteps } from './network';
import { stepCount } from './tile';

/** Losses of the lanes; derivatives times the scale take the place of what was reconstructed. */
export function reconstructionLoss(args: usize, tile: u32): void {
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
