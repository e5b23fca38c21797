// The transition matrix as the heatmap and the graph show it, beside what the Viterbi paths did.
import type { HiddenMarkovModel } from '../hidden-markov/hidden-markov-types.ts';
import { requireDecoded, type DecodedPanel } from './decoded-panel.ts';
import { longRunShares } from './model-parts.ts';

/** Transitions below this probability are left out of the graph. */
export const leastEdge = 0.01;

export interface TransitionTable {
  readonly stateCount: number;
  /** K x K, row-major, of the model. */
  readonly probabilities: Float64Array;
  /** K x K steps from one row to the next on the Viterbi paths, within persons. */
  readonly counts: Uint32Array;
  /** Edges of the graph, staying included, in the order of the matrix. */
  readonly edges: readonly TransitionEdge[];
  /** Shares of the states after very many periods. */
  readonly longRun: Float64Array;
  /** Expected periods in a row, 1 / (1 - a_kk); null for a state that is never left. */
  readonly expectedDwell: readonly (number | null)[];
}

export interface TransitionEdge {
  readonly from: number;
  readonly to: number;
  readonly probability: number;
  readonly count: number;
}

/** @throws AnalysisError as `requireDecoded` */
export function transitionTable(model: HiddenMarkovModel, panel: DecodedPanel): TransitionTable {
  const personCount = requireDecoded(panel);
  const { stateCount, transitionMatrix: probabilities } = model;
  const { viterbi } = panel.decoding;
  const counts = new Uint32Array(stateCount * stateCount);
  for (let person = 0; person < personCount; person++) {
    for (let row = panel.starts[person]! + 1; row < panel.starts[person + 1]!; row++) {
      counts[viterbi[row - 1]! * stateCount + viterbi[row]!]!++;
    }
  }
  const edges: TransitionEdge[] = [];
  probabilities.forEach((probability, at) => {
    if (probability < leastEdge) return;
    const [from, to] = [Math.floor(at / stateCount), at % stateCount];
    edges.push({ from, to, probability, count: counts[at]! });
  });
  const expectedDwell = Array.from({ length: stateCount }, (_, state) => {
    const leaving = 1 - probabilities[state * stateCount + state]!;
    return leaving > 0 ? 1 / leaving : null;
  });
  return { stateCount, probabilities, counts, edges, longRun: longRunShares(model), expectedDwell };
}
