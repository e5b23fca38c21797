// States of every row under a model: posterior, filtered and most probable path; likelihoods of persons.
import type { HiddenMarkovBackend, SequenceRows } from './hidden-markov-backend.ts';
import { toStandard } from './convert-model.ts';
import type { Decoding, HiddenMarkovModel, SequencePanel } from './hidden-markov-types.ts';
import { requireModel } from './require-model.ts';
import { scalarHiddenMarkov } from './scalar-hidden-markov.ts';
import { standardisePanel, type StandardPanel } from './standard-panel.ts';
import { unitsOfModel } from './units-of-model.ts';

/**
 * Decodes a panel, yielding now and then. What is found of a person depends on the model and that
 * person's rows alone.
 *
 * @throws AnalysisError `input.empty`, `input.length-mismatch`, `input.not-finite`,
 *   `parameter.out-of-range`, `fit.not-possible` for a row that no state can have produced
 */
export function* decode(
  panel: SequencePanel,
  model: HiddenMarkovModel,
  backend: HiddenMarkovBackend = scalarHiddenMarkov,
): Generator<undefined, Decoding> {
  const { rows, standard } = open(panel, model, backend);
  try {
    const cellCount = panel.rowCount * model.stateCount;
    const posterior = new Float64Array(cellCount);
    const filtered = new Float64Array(cellCount);
    const viterbi = new Uint8Array(panel.rowCount);
    const inUnits = toStandard(model, standard);
    const logLikelihoods = yield* rows.probabilities(inUnits, filtered, posterior);
    yield* rows.paths(inUnits, viterbi);
    const logLikelihood = logLikelihoods.reduce((sum, value) => sum + value, 0);
    return { posterior, filtered, viterbi, logLikelihood };
  } finally {
    rows.close();
  }
}

/**
 * Log-likelihoods in nats, one a sequence of the panel.
 *
 * @throws AnalysisError as `decode`
 */
export function logLikelihoodOf(
  panel: SequencePanel,
  model: HiddenMarkovModel,
  backend: HiddenMarkovBackend = scalarHiddenMarkov,
): Float64Array {
  const { rows, standard } = open(panel, model, backend);
  try {
    const inOrder = rows.logLikelihoods(toStandard(model, standard));
    const logLikelihoods = new Float64Array(inOrder.length);
    standard.order.forEach((sequence, place) => (logLikelihoods[sequence] = inOrder[place]!));
    return logLikelihoods;
  } finally {
    rows.close();
  }
}

function open(panel: SequencePanel, model: HiddenMarkovModel, backend: HiddenMarkovBackend) {
  requireModel(model);
  const standard: StandardPanel = standardisePanel(panel, unitsOfModel(model));
  const rows: SequenceRows = backend(standard);
  return { rows, standard };
}
