// Scores new rows with a saved model: only states that were known at the time, nothing from later.
import { AnalysisError } from '../analysis-error.ts';
import { decode } from '../hidden-markov/decode.ts';
import type { HiddenMarkovBackend } from '../hidden-markov/hidden-markov-backend.ts';
import type { HiddenMarkovModel, SequencePanel } from '../hidden-markov/hidden-markov-types.ts';
import { scalarHiddenMarkov } from '../hidden-markov/scalar-hidden-markov.ts';
import { mapSteps } from './map-steps.ts';
import { marginalModel } from './marginal-model.ts';
import { mostProbable } from './most-probable.ts';
import { applyPanelTransform, type PanelTransform } from './panel-transform.ts';

export interface ScoredStates {
  /** rowCount x K: probability given the person's rows up to this one. */
  readonly filtered: Float64Array;
  /** The most probable state of each row, and its probability. */
  readonly states: Uint8Array;
  readonly probability: Float64Array;
}

/**
 * A person's later rows change no earlier score, and other persons change none. Columns without any
 * value are integrated out like other missing cells.
 *
 * @param panel in own units, with all columns that the transform was fitted on
 * @throws AnalysisError `input.empty` where no column holds a value; as `applyPanelTransform`, `decode`
 */
export function* scorePanel(
  panel: SequencePanel,
  model: HiddenMarkovModel,
  transform: PanelTransform,
  backend: HiddenMarkovBackend = scalarHiddenMarkov,
): Generator<undefined, ScoredStates> {
  const columns = applyPanelTransform(transform, panel.columns);
  const keeps = columns.map((column) => !column.every(Number.isNaN));
  if (!keeps.includes(true)) {
    throw new AnalysisError(
      'input.empty',
      `Scoring: none of ${columns.length} columns of the model holds a value in the new rows.`,
      'Check the mapping of the new data.',
    );
  }
  const known = { ...panel, columns: columns.filter((_, column) => keeps[column]) };
  const decoding = decode(known, marginalModel(model, keeps), backend);
  const { filtered } = yield* mapSteps(decoding, () => undefined);
  const states = new Uint8Array(panel.rowCount);
  const probability = new Float64Array(panel.rowCount);
  for (let row = 0; row < panel.rowCount; row++) {
    const offset = row * model.stateCount;
    const state = mostProbable(filtered, offset, model.stateCount);
    states[row] = state;
    probability[row] = filtered[offset + state]!;
  }
  return { filtered, states, probability };
}
