// The most probable of a row's states, and how uncertain the row is.
import { naturalLog } from '../hidden-markov/exponential.ts';

/**
 * Of equally probable states the one with the lower number.
 *
 * @param probabilities stateCount values from `offset` on
 */
export function mostProbable(
  probabilities: Float64Array,
  offset: number,
  stateCount: number,
): number {
  let best = 0;
  for (let state = 1; state < stateCount; state++) {
    if (probabilities[offset + state]! > probabilities[offset + best]!) best = state;
  }
  return best;
}

/** Shannon entropy in nats; a probability of zero adds nothing. */
export function entropyOf(probabilities: Float64Array, offset: number, stateCount: number): number {
  let entropy = 0;
  for (let state = 0; state < stateCount; state++) {
    const probability = probabilities[offset + state]!;
    if (probability > 0) entropy -= probability * naturalLog(probability);
  }
  return entropy;
}
