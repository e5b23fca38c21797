// Likelihood with a penalty: what AIC, BIC and ICL say of one number of states.
import { naturalLog } from '../hidden-markov/exponential.ts';
import type { HiddenMarkovFit } from '../hidden-markov/hidden-markov-types.ts';
import { parameterCount } from '../hidden-markov/parameter-count.ts';
import { requireDecoded, type DecodedPanel } from './decoded-panel.ts';
import { entropyOf } from './most-probable.ts';
import { countBy } from './profile-states.ts';

/** Smaller is better for all four criteria; likelihoods and entropy in nats. */
export interface StateCriteria {
  readonly logLikelihood: number;
  /** Free parameters, p. */
  readonly parameterCount: number;
  /** -2 log L + 2 p. */
  readonly aic: number;
  /** -2 log L + p log n, with n the number of rows. */
  readonly bicRows: number;
  /** The same with n the number of persons, of which, unlike of rows, each is independent. */
  readonly bicPersons: number;
  /** BIC over rows plus twice the entropy of the posteriors, summed over rows. */
  readonly icl: number;
  readonly entropy: number;
  /** Share of the rows in the smallest state, on the Viterbi paths. */
  readonly smallestShare: number;
}

/**
 * The entropy is that of each row on its own, which is at least that of the whole path: it punishes
 * overlapping states a little more than the classification likelihood does.
 *
 * @throws AnalysisError as `requireDecoded`
 */
export function stateCriteria(fit: HiddenMarkovFit, panel: DecodedPanel): StateCriteria {
  const personCount = requireDecoded(panel);
  const { stateCount, decoding } = panel;
  const rowCount = decoding.viterbi.length;
  const count = parameterCount(fit.model);
  const deviance = -2 * fit.logLikelihood;
  let entropy = 0;
  for (let row = 0; row < rowCount; row++) {
    entropy += entropyOf(decoding.posterior, row * stateCount, stateCount);
  }
  const bicRows = deviance + count * naturalLog(rowCount);
  return {
    logLikelihood: fit.logLikelihood,
    parameterCount: count,
    aic: deviance + 2 * count,
    bicRows,
    bicPersons: deviance + count * naturalLog(personCount),
    icl: bicRows + 2 * entropy,
    entropy,
    smallestShare: Math.min(...countBy(decoding.viterbi, stateCount)) / rowCount,
  };
}
