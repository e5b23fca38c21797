// The forward and backward recursions over one sequence (Rabiner, Proc. IEEE 77, 1989, section III),
// scaled row by row; in logarithms where scaling would lose a state that still matters.
import { exponential, naturalLog } from './exponential.ts';
import type { HiddenMarkovModel } from './hidden-markov-types.ts';
import { logForwardBackward } from './log-forward-backward.ts';

/** What the recursions leave of one sequence of T rows; the arrays are used again for the next. */
export interface Lattice {
  /** T x K: probability of each state given the rows so far. */
  readonly filtered: Float64Array;
  /** T x K: probability of each state given all rows. */
  readonly posterior: Float64Array;
  /** T x K: probability of what follows, each row on its own scale. */
  readonly backward: Float64Array;
  /** T x K: densities, each row's largest 1. */
  readonly densities: Float64Array;
  /** T reciprocal scales. */
  readonly scales: Float64Array;
}

export function createLattice(length: number, stateCount: number): Lattice {
  const cells = () => new Float64Array(length * stateCount);
  return {
    filtered: cells(),
    posterior: cells(),
    backward: cells(),
    densities: cells(),
    scales: new Float64Array(length),
  };
}

/** Below this scale a state's probability may have vanished that later rows would bring back. */
export const leastScale = 1e-100;

/**
 * Runs both recursions.
 *
 * @param logDensities T x K
 * @param transitions K x K: expected transitions, to which the sequence's are added; null for none
 * @returns the log-likelihood
 * @throws ImpossibleRow where no path can have produced the rows
 */
export function forwardBackward(
  model: HiddenMarkovModel,
  logDensities: Float64Array,
  length: number,
  lattice: Lattice,
  transitions: Float64Array | null,
): number {
  const logLikelihood = scaledForward(model, logDensities, length, lattice);
  if (logLikelihood === null || !scaledBackward(model, length, lattice)) {
    return logForwardBackward(model, logDensities, length, lattice, transitions);
  }
  if (transitions) addTransitions(model, length, lattice, transitions);
  return logLikelihood;
}

function scaledForward(
  { stateCount: K, startProbability, transitionMatrix }: HiddenMarkovModel,
  logDensities: Float64Array,
  length: number,
  { filtered, densities, scales }: Lattice,
): number | null {
  let logLikelihood = 0;
  let mantissa = 1;
  for (let t = 0; t < length; t++) {
    const row = t * K;
    let largest = -Infinity;
    for (let k = 0; k < K; k++) largest = Math.max(largest, logDensities[row + k]!);
    if (largest === -Infinity) return null;
    let scale = 0;
    for (let k = 0; k < K; k++) {
      densities[row + k] = exponential(logDensities[row + k]! - largest);
      let reached = t === 0 ? startProbability[k]! : 0;
      if (t > 0) {
        for (let j = 0; j < K; j++)
          reached += filtered[row - K + j]! * transitionMatrix[j * K + k]!;
      }
      filtered[row + k] = reached * densities[row + k]!;
      scale += filtered[row + k]!;
    }
    if (!(scale >= leastScale)) return null;
    const inverse = 1 / scale;
    scales[t] = inverse;
    for (let k = 0; k < K; k++) filtered[row + k]! *= inverse;
    logLikelihood += largest;
    mantissa *= scale;
    if (mantissa < leastScale) {
      logLikelihood += naturalLog(mantissa);
      mantissa = 1;
    }
  }
  return logLikelihood + naturalLog(mantissa);
}

/** Whether every number stayed finite. */
function scaledBackward(
  { stateCount: K, transitionMatrix }: HiddenMarkovModel,
  length: number,
  { filtered, posterior, backward, densities, scales }: Lattice,
): boolean {
  for (let t = length - 1; t >= 0; t--) {
    const row = t * K;
    for (let k = 0; k < K; k++) {
      let following = t === length - 1 ? 1 : 0;
      if (t < length - 1) {
        for (let j = 0; j < K; j++)
          following += transitionMatrix[k * K + j]! * backward[row + K + j]!;
      }
      posterior[row + k] = filtered[row + k]! * following;
      // As the row before needs it.
      backward[row + k] = following * densities[row + k]! * scales[t]!;
    }
  }
  let total = 0;
  for (let k = 0; k < K; k++) total += posterior[k]!;
  return Math.abs(total - 1) < 1e-6;
}

function addTransitions(
  { stateCount: K, transitionMatrix }: HiddenMarkovModel,
  length: number,
  { filtered, backward }: Lattice,
  transitions: Float64Array,
): void {
  for (let t = 1; t < length; t++) {
    const row = t * K;
    for (let j = 0; j < K; j++) {
      const from = filtered[row - K + j]!;
      for (let k = 0; k < K; k++) {
        transitions[j * K + k]! += from * transitionMatrix[j * K + k]! * backward[row + k]!;
      }
    }
  }
}
