// What is said of each person: the usual state, how sure it is, how restless, and the state now.
import { naturalLog } from '../hidden-markov/exponential.ts';
import { requireDecoded, type DecodedPanel } from './decoded-panel.ts';
import { entropyOf, mostProbable } from './most-probable.ts';

/** One value a person, in the order of the panel. */
export interface PersonStates {
  readonly personCount: number;
  readonly stateCount: number;
  /** Rows of the person. */
  readonly rowCounts: Uint32Array;
  /** The state with most rows on the Viterbi path; of equal ones the one with more posterior. */
  readonly dominant: Uint8Array;
  /** Share of the person's rows in the dominant state. */
  readonly dominantShare: Float64Array;
  /** Mean entropy of the posterior as a share of log K: 0 certain, 1 anything; 0 for one state. */
  readonly entropy: Float64Array;
  /** Rows whose Viterbi state differs from that of the row before. */
  readonly switchCount: Uint32Array;
  /** Most probable state given everything up to the last row. */
  readonly stateNow: Uint8Array;
  readonly nowProbability: Float64Array;
  /** personCount x K: the filtered probabilities of the last row, where forecasts begin. */
  readonly now: Float64Array;
}

/** @throws AnalysisError as `requireDecoded` */
export function summarisePersons(panel: DecodedPanel): PersonStates {
  const personCount = requireDecoded(panel);
  const { starts, stateCount, decoding } = panel;
  const summary = {
    personCount,
    stateCount,
    rowCounts: new Uint32Array(personCount),
    dominant: new Uint8Array(personCount),
    dominantShare: new Float64Array(personCount),
    entropy: new Float64Array(personCount),
    switchCount: new Uint32Array(personCount),
    stateNow: new Uint8Array(personCount),
    nowProbability: new Float64Array(personCount),
    now: new Float64Array(personCount * stateCount),
  };
  for (let person = 0; person < personCount; person++) {
    const first = starts[person]!;
    const end = starts[person + 1]!;
    const last = (end - 1) * stateCount;
    const { state, share } = dominantOf(panel, first, end);
    summary.rowCounts[person] = end - first;
    summary.dominant[person] = state;
    summary.dominantShare[person] = share;
    summary.entropy[person] = meanEntropy(panel, first, end);
    summary.switchCount[person] = countSwitches(decoding.viterbi, first, end);
    const now = mostProbable(decoding.filtered, last, stateCount);
    summary.stateNow[person] = now;
    summary.nowProbability[person] = decoding.filtered[last + now]!;
    summary.now.set(decoding.filtered.subarray(last, last + stateCount), person * stateCount);
  }
  return summary;
}

/** The mean of the persons' states now: where the forecast of everybody together begins. */
export function averageNow({ now, personCount, stateCount }: PersonStates): Float64Array {
  const average = new Float64Array(stateCount);
  now.forEach((value, cell) => (average[cell % stateCount]! += value / personCount));
  return average;
}

function dominantOf({ stateCount, decoding }: DecodedPanel, first: number, end: number) {
  const rows = new Uint32Array(stateCount);
  const weights = new Float64Array(stateCount);
  for (let row = first; row < end; row++) {
    rows[decoding.viterbi[row]!]!++;
    for (let state = 0; state < stateCount; state++) {
      weights[state]! += decoding.posterior[row * stateCount + state]!;
    }
  }
  let best = 0;
  for (let state = 1; state < stateCount; state++) {
    const difference = rows[state]! - rows[best]!;
    if (difference > 0 || (difference === 0 && weights[state]! > weights[best]!)) best = state;
  }
  return { state: best, share: rows[best]! / (end - first) };
}

function meanEntropy({ stateCount, decoding }: DecodedPanel, first: number, end: number): number {
  if (stateCount === 1) return 0;
  let sum = 0;
  for (let row = first; row < end; row++) {
    sum += entropyOf(decoding.posterior, row * stateCount, stateCount);
  }
  return Math.min(1, sum / (end - first) / naturalLog(stateCount));
}

function countSwitches(states: Uint8Array, first: number, end: number): number {
  let count = 0;
  for (let row = first + 1; row < end; row++) if (states[row] !== states[row - 1]) count++;
  return count;
}
