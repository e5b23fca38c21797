// The recursions in logarithms: slower, but no state is ever lost. For sequences on which scaling fails.
import { exponential, leastExponent, naturalLog } from './exponential.ts';
import type { Lattice } from './forward-backward.ts';
import type { HiddenMarkovModel } from './hidden-markov-types.ts';

/** Thrown where no path of states can have produced a sequence up to this row of it. */
export class ImpossibleRow extends Error {
  readonly t: number;

  constructor(t: number) {
    super(`no state can have produced row ${t} of the sequence`);
    this.t = t;
  }
}

/** As `forwardBackward`; fills `filtered` and `posterior`, the rest holds logarithms. */
export function logForwardBackward(
  model: HiddenMarkovModel,
  logDensities: Float64Array,
  length: number,
  lattice: Lattice,
  transitions: Float64Array | null,
): number {
  const { stateCount: K } = model;
  const logStart = model.startProbability.map(naturalLog);
  const logTransition = model.transitionMatrix.map(naturalLog);
  const { filtered: forward, backward, posterior } = lattice;
  const terms = new Float64Array(K);
  for (let t = 0; t < length; t++) {
    const row = t * K;
    for (let k = 0; k < K; k++) {
      for (let j = 0; j < K && t > 0; j++)
        terms[j] = forward[row - K + j]! + logTransition[j * K + k]!;
      forward[row + k] = (t > 0 ? logSum(terms) : logStart[k]!) + logDensities[row + k]!;
    }
    const reached = logSum(forward.subarray(row, row + K));
    if (!(reached > -Infinity)) throw new ImpossibleRow(t);
  }
  const logLikelihood = logSum(forward.subarray((length - 1) * K, length * K));
  for (let t = length - 1; t >= 0; t--) {
    const row = t * K;
    for (let k = 0; k < K; k++) {
      for (let j = 0; j < K && t < length - 1; j++) {
        terms[j] = logTransition[k * K + j]! + logDensities[row + K + j]! + backward[row + K + j]!;
      }
      backward[row + k] = t < length - 1 ? logSum(terms) : 0;
      posterior[row + k] = ratio(forward[row + k]! + backward[row + k]! - logLikelihood);
    }
  }
  if (transitions) {
    for (let t = 1; t < length; t++) {
      for (let cell = 0; cell < K * K; cell++) {
        const from = (t - 1) * K + Math.floor(cell / K);
        const to = t * K + (cell % K);
        const path = forward[from]! + logTransition[cell]! + logDensities[to]! + backward[to]!;
        transitions[cell]! += ratio(path - logLikelihood);
      }
    }
  }
  for (let t = 0; t < length; t++) {
    const row = forward.subarray(t * K, (t + 1) * K);
    const reached = logSum(row);
    row.forEach((value, k) => (row[k] = ratio(value - reached)));
  }
  return logLikelihood;
}

function ratio(logarithm: number): number {
  return logarithm < leastExponent ? 0 : exponential(logarithm);
}

function logSum(terms: Float64Array): number {
  let largest = -Infinity;
  for (const term of terms) largest = Math.max(largest, term);
  if (largest === -Infinity) return -Infinity;
  let sum = 0;
  for (const term of terms) sum += ratio(term - largest);
  return largest + naturalLog(sum);
}
