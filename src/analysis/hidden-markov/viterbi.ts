// The most probable path of one sequence (Viterbi 1967; Forney, Proc. IEEE 61, 1973).
import { naturalLog } from './exponential.ts';
import type { HiddenMarkovModel } from './hidden-markov-types.ts';
import { ImpossibleRow } from './log-forward-backward.ts';

/**
 * Among equally probable paths: the first of the best states at the end, the last on the way back.
 *
 * @param logDensities T x K
 * @param path T states out, from `offset` on
 * @returns log-probability of path and rows together
 * @throws ImpossibleRow where no path can have produced the rows
 */
export function viterbiPath(
  model: HiddenMarkovModel,
  logDensities: Float64Array,
  length: number,
  path: Uint8Array,
  offset: number,
): number {
  const { stateCount: K } = model;
  const logTransition = model.transitionMatrix.map(naturalLog);
  const best = new Float64Array(length * K);
  for (let t = 0; t < length; t++) {
    const row = t * K;
    let possible = false;
    for (let k = 0; k < K; k++) {
      let reached = t === 0 ? naturalLog(model.startProbability[k]!) : -Infinity;
      for (let j = 0; j < K && t > 0; j++) {
        const value = best[row - K + j]! + logTransition[j * K + k]!;
        if (value > reached) reached = value;
      }
      best[row + k] = reached + logDensities[row + k]!;
      if (best[row + k]! > -Infinity) possible = true;
    }
    if (!possible) throw new ImpossibleRow(t);
  }
  const last = (length - 1) * K;
  let state = 0;
  for (let k = 1; k < K; k++) if (best[last + k]! > best[last + state]!) state = k;
  const logProbability = best[last + state]!;
  path[offset + length - 1] = state;
  for (let t = length - 2; t >= 0; t--) {
    let from = 0;
    for (let j = 1; j < K; j++) {
      const value = best[t * K + j]! + logTransition[j * K + state]!;
      if (value >= best[t * K + from]! + logTransition[from * K + state]!) from = j;
    }
    state = from;
    path[offset + t] = state;
  }
  return logProbability;
}
