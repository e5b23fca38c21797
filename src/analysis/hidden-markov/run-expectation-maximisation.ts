// One run of expectation-maximisation (Baum, Petrie, Soules, Weiss, Ann. Math. Stat. 41, 1970), with an
// honest account of how it ended.
import type { SequenceRows } from './hidden-markov-backend.ts';
import type {
  HiddenMarkovModel,
  HiddenMarkovParams,
  HiddenMarkovStep,
} from './hidden-markov-types.ts';
import { logTransitionPrior, maximise, type Maximised } from './maximisation.ts';
import type { StandardPanel } from './standard-panel.ts';

export interface Run {
  /** In standard units. */
  readonly model: HiddenMarkovModel;
  /** Nats, of the model. */
  readonly logLikelihood: number;
  /** Log-likelihood plus log prior, of the model. */
  readonly objective: number;
  readonly logLikelihoods: readonly number[];
  readonly converged: boolean;
  readonly fell: boolean;
  readonly emptyStates: Maximised['emptyStates'];
  readonly floored: Maximised['floored'];
}

/** A fall of the objective below this share of its size is rounding. */
const rounding = 1e-10;

export function* runExpectationMaximisation(
  rows: SequenceRows,
  panel: StandardPanel,
  start: HiddenMarkovModel,
  params: HiddenMarkovParams,
  restart: number,
): Generator<HiddenMarkovStep, Run> {
  const priorOf = (model: HiddenMarkovModel) =>
    logTransitionPrior(model.transitionMatrix, params.transitionPrior);
  const logLikelihoods: number[] = [];
  let current: Maximised = { model: start, emptyStates: [], floored: [] };
  let before: { readonly state: Maximised; readonly objective: number } | undefined;
  const ended = (state: Maximised, logLikelihood: number, converged: boolean, fell: boolean) => ({
    ...state,
    logLikelihood,
    objective: logLikelihood + priorOf(state.model),
    logLikelihoods,
    converged,
    fell,
  });
  while (logLikelihoods.length < params.maxIterationCount) {
    const expectation = rows.expect(current.model);
    const { logLikelihood } = expectation;
    const objective = logLikelihood + priorOf(current.model);
    const size = Math.max(Math.abs(objective), panel.rowCount);
    logLikelihoods.push(logLikelihood);
    yield { restart, iteration: logLikelihoods.length, logLikelihood };
    if (before && objective < before.objective - rounding * size) {
      const kept = logLikelihoods[logLikelihoods.length - 2]!;
      return ended(before.state, kept, false, true);
    }
    if (before && objective - before.objective < params.tolerance * size) {
      if (params.tolerance > 0) return ended(current, logLikelihood, true, false);
    }
    before = { state: current, objective };
    current = maximise(current.model, expectation, panel, params);
  }
  const last = rows.logLikelihoods(current.model).reduce((sum, value) => sum + value, 0);
  return ended(current, last, false, false);
}
