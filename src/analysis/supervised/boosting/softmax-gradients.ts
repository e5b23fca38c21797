// Gradients and hessians of the log-loss at the present margins, in whole steps.
import { exponentialOfNegative } from '../exponential.ts';
import type { GradientScale } from './boosting-data.ts';

/** Adding and taking it off rounds to the nearest whole number, ties to even, as the kernel does. */
const rounder = 6755399441055744;

export interface Gradients {
  /** Output after output, in steps of the scale. */
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

/**
 * With p the softmax of the margins and w the weight of the row's class: gradient w (p - [own
 * class]), hessian w p (1 - p).
 *
 * @param margins outputs x rows
 */
export function softmaxGradients(
  margins: Float64Array,
  target: Int32Array,
  classWeights: Float64Array,
  scale: GradientScale,
  out: Gradients,
): void {
  const rowCount = target.length;
  const outputCount = margins.length / rowCount;
  const shares = new Float64Array(outputCount);
  for (let row = 0; row < rowCount; row++) {
    const label = target[row]!;
    const weight = classWeights[label]!;
    if (outputCount === 1) shares[0] = logistic(margins[row]!);
    else softmax(margins, row, rowCount, shares);
    for (let output = 0; output < outputCount; output++) {
      const share = shares[output]!;
      const own = (outputCount === 1 ? label === 1 : label === output) ? 1 : 0;
      const cell = output * rowCount + row;
      out.gradient[cell] = (share - own) * weight * scale.gradient + rounder - rounder;
      out.hessian[cell] = share * (1 - share) * weight * scale.hessian + rounder - rounder;
    }
  }
}

export function logistic(margin: number): number {
  const part = exponentialOfNegative(-Math.abs(margin));
  return (margin >= 0 ? 1 : part) / (1 + part);
}

function softmax(margins: Float64Array, row: number, rowCount: number, shares: Float64Array): void {
  let greatest = margins[row]!;
  for (let k = 1; k < shares.length; k++) {
    greatest = Math.max(greatest, margins[k * rowCount + row]!);
  }
  let total = 0;
  for (let k = 0; k < shares.length; k++) {
    const share = exponentialOfNegative(margins[k * rowCount + row]! - greatest);
    shares[k] = share;
    total += share;
  }
  for (let k = 0; k < shares.length; k++) shares[k]! /= total;
}
