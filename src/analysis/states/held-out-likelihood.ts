// Log-likelihood a row on persons that a model has not seen, with its standard error over persons.
import type { SequencePanel } from '../hidden-markov/hidden-markov-types.ts';
import { requireCount, requireSameLength } from '../statistics/require-values.ts';

export interface HeldOutLikelihood {
  /** Nats, one a person, by the model whose training left the person out. */
  readonly byPerson: Float64Array;
  /** Sum over persons by rows of all of them. */
  readonly perRow: number;
  /**
   * Standard error of the ratio over persons, who are independent where their rows are not:
   * sqrt(n / (n - 1) * sum of (l_i - perRow T_i)^2) / sum of T_i.
   */
  readonly standardError: number;
}

export interface RatioEstimate {
  readonly perRow: number;
  readonly standardError: number;
}

/** @throws AnalysisError `input.too-few-rows` below two persons, `input.length-mismatch` */
export function heldOutLikelihood(panel: SequencePanel, byPerson: Float64Array): HeldOutLikelihood {
  return { byPerson, ...ratioOverPersons(panel.starts, byPerson) };
}

/**
 * A total by rows with its standard error over persons; of the differences between two models where
 * those are given.
 *
 * @throws AnalysisError `input.too-few-rows` below two persons, `input.length-mismatch`
 */
export function ratioOverPersons(starts: Uint32Array, byPerson: Float64Array): RatioEstimate {
  const personCount = starts.length - 1;
  requireCount(personCount, 2, 'Held-out persons');
  requireSameLength(byPerson, starts.subarray(1), 'Held-out likelihood');
  const rowCount = starts[personCount]!;
  const perRow = byPerson.reduce((sum, value) => sum + value, 0) / rowCount;
  let squares = 0;
  for (let person = 0; person < personCount; person++) {
    const length = starts[person + 1]! - starts[person]!;
    squares += (byPerson[person]! - perRow * length) ** 2;
  }
  const standardError = Math.sqrt((personCount / (personCount - 1)) * squares) / rowCount;
  return { perRow, standardError };
}
