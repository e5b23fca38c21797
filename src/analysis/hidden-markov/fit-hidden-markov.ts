// Fits a hidden Markov model: restarts of expectation-maximisation, the one of highest objective kept.
import { canonicalOrder } from '../kmeans/canonical-order.ts';
import { toOwnUnits, toStandard } from './convert-model.ts';
import { fitWarnings } from './fit-warnings.ts';
import type { HiddenMarkovBackend } from './hidden-markov-backend.ts';
import type {
  EmissionKind,
  HiddenMarkovFit,
  HiddenMarkovModel,
  HiddenMarkovParams,
  HiddenMarkovStep,
  SequencePanel,
} from './hidden-markov-types.ts';
import { reorderStates } from './reorder-states.ts';
import { requireFit } from './require-fit.ts';
import { requireModel } from './require-model.ts';
import { runExpectationMaximisation, type Run } from './run-expectation-maximisation.ts';
import { scalarHiddenMarkov } from './scalar-hidden-markov.ts';
import { standardisePanel } from './standard-panel.ts';
import { startModel } from './start-model.ts';

export interface HiddenMarkovOptions {
  /** One run from here, in own units, in place of restarts. */
  readonly startModel?: HiddenMarkovModel;
  /** What warnings call the columns; their numbers where not given. */
  readonly columnNames?: readonly string[];
}

/**
 * Fits by expectation-maximisation, yielding after every iteration. The order of the panel's
 * sequences changes no byte of the fit, nor does the number of threads.
 *
 * @param emissions one a column
 * @param backend who runs the passes over the rows; plain TypeScript where not given
 * @throws AnalysisError `input.empty`, `input.too-few-rows`, `input.length-mismatch`,
 *   `input.not-finite`, `parameter.out-of-range`, `fit.not-possible`
 */
export function* fitHiddenMarkov(
  panel: SequencePanel,
  emissions: readonly EmissionKind[],
  stateCount: number,
  params: HiddenMarkovParams,
  backend: HiddenMarkovBackend = scalarHiddenMarkov,
  options: HiddenMarkovOptions = {},
): Generator<HiddenMarkovStep, HiddenMarkovFit> {
  const { columnNames, startModel: given } = options;
  if (given) requireModel(given);
  requireFit(panel, emissions, stateCount, params, given);
  const standard = standardisePanel(panel, { emissions, covariance: params.covariance });
  const rows = backend(standard);
  try {
    const runs: Run[] = [];
    const restartCount = given ? 1 : params.restartCount;
    for (let restart = 0; restart < restartCount; restart++) {
      const start = given
        ? toStandard(given, standard)
        : startModel(standard, stateCount, params, restart);
      runs.push(yield* runExpectationMaximisation(rows, standard, start, params, restart));
    }
    const best = runs.reduce((a, b) => (b.objective > a.objective ? b : a));
    const own = toOwnUnits(best.model, standard);
    const order = canonicalOrder(own.means, emissions.length);
    return {
      model: reorderStates(own, order),
      logLikelihood: best.logLikelihood,
      converged: best.converged,
      traces: runs.map((run, restart) => ({
        restart,
        logLikelihoods: run.logLikelihoods,
        converged: run.converged,
        fell: run.fell,
        best: run === best,
      })),
      warnings: fitWarnings(standard, best, runs, order, params, columnNames),
    };
  } finally {
    rows.close();
  }
}
