// One person's states through time: what the person page draws.
import { AnalysisError } from '../analysis-error.ts';
import { requireDecoded, type DecodedPanel } from './decoded-panel.ts';

export interface PersonTimeline {
  readonly person: number;
  /** Rows of the panel, first included, end excluded. */
  readonly firstRow: number;
  readonly endRow: number;
  readonly states: Uint8Array;
  /** rows x K. */
  readonly posterior: Float64Array;
  readonly filtered: Float64Array;
  /** Runs of equal states; places count from the person's first row. */
  readonly runs: readonly StateRun[];
}

export interface StateRun {
  readonly state: number;
  readonly from: number;
  readonly length: number;
}

/** @throws AnalysisError as `requireDecoded`; `parameter.out-of-range` for an unknown person */
export function personTimeline(panel: DecodedPanel, person: number): PersonTimeline {
  const personCount = requireDecoded(panel);
  if (!Number.isInteger(person) || person < 0 || person >= personCount) {
    throw new AnalysisError(
      'parameter.out-of-range',
      `There is no person ${person}; the panel has ${personCount}.`,
      'Choose a person of this panel.',
    );
  }
  const { starts, stateCount, decoding } = panel;
  const firstRow = starts[person]!;
  const endRow = starts[person + 1]!;
  const states = decoding.viterbi.slice(firstRow, endRow);
  const cells = (values: Float64Array) => values.slice(firstRow * stateCount, endRow * stateCount);
  return {
    person,
    firstRow,
    endRow,
    states,
    posterior: cells(decoding.posterior),
    filtered: cells(decoding.filtered),
    runs: runsOf(states),
  };
}

function runsOf(states: Uint8Array): StateRun[] {
  const runs: StateRun[] = [];
  let from = 0;
  for (let at = 1; at <= states.length; at++) {
    if (at < states.length && states[at] === states[from]) continue;
    runs.push({ state: states[from]!, from, length: at - from });
    from = at;
  }
  return runs;
}
