// How long states last on the Viterbi paths, against the geometric law that the model assumes.
import type { HiddenMarkovModel } from '../hidden-markov/hidden-markov-types.ts';
import { requireDecoded, type DecodedPanel } from './decoded-panel.ts';

export interface DwellTimes {
  readonly state: number;
  /** Runs of equal states, those cut off by the end of the person's rows included. */
  readonly runCount: number;
  readonly censoredCount: number;
  /** Runs that ended before the person's last row, by length: cell i counts length i + 1. */
  readonly endedByLength: readonly number[];
  /** Runs cut off, likewise. */
  readonly censoredByLength: readonly number[];
  /**
   * Kaplan-Meier estimate of P(length > t) for t = 1, 2, ... as far as anything is known. A run that
   * was cut off at length t tells that it lasted longer than t - 1, and no more: whether it would
   * have gone on after its last row was not seen.
   */
  readonly survival: readonly number[];
  /** a_kk^t for the same t. */
  readonly geometricSurvival: readonly number[];
  /** 1 / (1 - a_kk), by the model; null for a state that is never left. */
  readonly expected: number | null;
  /** The geometric law's expectation as estimated from these runs: steps seen out of rows in the
   *  state, by steps that left it; null where none left. */
  readonly observed: number | null;
  /** Largest difference of the two survivals, at lengths that at least `leastAtRisk` runs reached;
   *  null where none did. */
  readonly largestGap: number | null;
}

/** Fewer runs than this say nothing about a length. */
export const leastAtRisk = 20;

/**
 * A run that begins with the person's first row counts from there: a panel begins with the first
 * event.
 *
 * @returns one a state, in their order
 * @throws AnalysisError as `requireDecoded`
 */
export function dwellTimes(model: HiddenMarkovModel, panel: DecodedPanel): DwellTimes[] {
  const personCount = requireDecoded(panel);
  const { starts, stateCount, decoding } = panel;
  const ended = Array.from({ length: stateCount }, (): number[] => []);
  const censored = Array.from({ length: stateCount }, (): number[] => []);
  for (let person = 0; person < personCount; person++) {
    const end = starts[person + 1]!;
    let first = starts[person]!;
    for (let row = first + 1; row <= end; row++) {
      const state = decoding.viterbi[first]!;
      if (row < end && decoding.viterbi[row] === state) continue;
      const lengths = (row === end ? censored : ended)[state]!;
      lengths[row - first - 1] = (lengths[row - first - 1] ?? 0) + 1;
      first = row;
    }
  }
  return ended.map((lengths, state) => {
    const staying = model.transitionMatrix[state * stateCount + state]!;
    return dwellOf(state, staying, lengths, censored[state]!);
  });
}

function dwellOf(
  state: number,
  staying: number,
  ended: readonly number[],
  censored: readonly number[],
): DwellTimes {
  const longest = Math.max(ended.length, censored.length);
  const endedByLength = Array.from({ length: longest }, (_, i) => ended[i] ?? 0);
  const censoredByLength = Array.from({ length: longest }, (_, i) => censored[i] ?? 0);
  const endedCount = sum(endedByLength);
  const censoredCount = sum(censoredByLength);
  const survival: number[] = [];
  const geometricSurvival: number[] = [];
  let reached = endedCount + censoredCount;
  let surviving = 1;
  let geometric = 1;
  let stepCount = 0;
  let largestGap: number | null = null;
  for (let i = 0; i < longest; i++) {
    const atRisk = reached - censoredByLength[i]!;
    if (atRisk === 0) break;
    geometric *= staying;
    surviving *= 1 - endedByLength[i]! / atRisk;
    stepCount += atRisk;
    survival.push(surviving);
    geometricSurvival.push(geometric);
    if (atRisk >= leastAtRisk) {
      largestGap = Math.max(largestGap ?? 0, Math.abs(surviving - geometric));
    }
    reached = atRisk - endedByLength[i]!;
  }
  return {
    state,
    runCount: endedCount + censoredCount,
    censoredCount,
    endedByLength,
    censoredByLength,
    survival,
    geometricSurvival,
    expected: staying < 1 ? 1 / (1 - staying) : null,
    observed: endedCount > 0 ? stepCount / endedCount : null,
    largestGap,
  };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
