// Fits one number of states without a fold of persons at a time, and asks how likely those are.
import { fitHiddenMarkov } from '../hidden-markov/fit-hidden-markov.ts';
import type { HiddenMarkovBackend } from '../hidden-markov/hidden-markov-backend.ts';
import type {
  EmissionKind,
  HiddenMarkovParams,
  HiddenMarkovStep,
  SequencePanel,
} from '../hidden-markov/hidden-markov-types.ts';
import { logLikelihoodOf } from '../hidden-markov/decode.ts';
import { deriveSeed } from '../random.ts';
import { selectPersons } from './fold-persons.ts';
import { heldOutLikelihood, type HeldOutLikelihood } from './held-out-likelihood.ts';
import { mapSteps } from './map-steps.ts';

export interface HeldOutStep {
  readonly fold: number;
  /** Null while persons are left out, and while they are looked at. */
  readonly step: HiddenMarkovStep | null;
}

/**
 * Every fold is fitted from starts of its own, never from the model of all persons: a state that
 * only left-out persons support would keep what it learned from them.
 *
 * @param folds one number a person, of `foldPersons`
 * @throws AnalysisError as `fitHiddenMarkov`
 */
export function* holdOutPersons(
  panel: SequencePanel,
  emissions: readonly EmissionKind[],
  stateCount: number,
  folds: Uint8Array,
  params: HiddenMarkovParams,
  backend: HiddenMarkovBackend,
): Generator<HeldOutStep, HeldOutLikelihood> {
  const foldCount = Math.max(...folds) + 1;
  const byPerson = new Float64Array(folds.length);
  for (let fold = 0; fold < foldCount; fold++) {
    const training = selectPersons(panel, (person) => folds[person] !== fold);
    yield { fold, step: null };
    const seed = deriveSeed(params.seed, 'held-out', fold);
    const foldParams = { ...params, seed };
    const fit = fitHiddenMarkov(training, emissions, stateCount, foldParams, backend);
    const { model } = yield* mapSteps(fit, (step) => ({ fold, step }));
    yield { fold, step: null };
    const left = selectPersons(panel, (person) => folds[person] === fold);
    const values = logLikelihoodOf(left, model, backend);
    let place = 0;
    folds.forEach((own, person) => {
      if (own === fold) byPerson[person] = values[place++]!;
    });
  }
  return heldOutLikelihood(panel, byPerson);
}
