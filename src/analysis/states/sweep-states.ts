// Fits a range of numbers of states, so that a window can show the curves as they grow.
import { AnalysisError } from '../analysis-error.ts';
import { decode } from '../hidden-markov/decode.ts';
import { fitHiddenMarkov } from '../hidden-markov/fit-hidden-markov.ts';
import type { HiddenMarkovBackend } from '../hidden-markov/hidden-markov-backend.ts';
import type {
  EmissionKind,
  HiddenMarkovFit,
  HiddenMarkovParams,
  HiddenMarkovStep,
  SequencePanel,
} from '../hidden-markov/hidden-markov-types.ts';
import { requirePanel } from '../hidden-markov/require-panel.ts';
import { scalarHiddenMarkov } from '../hidden-markov/scalar-hidden-markov.ts';
import { foldPersons } from './fold-persons.ts';
import { holdOutPersons } from './hold-out-persons.ts';
import { mapSteps } from './map-steps.ts';
import { countBy } from './profile-states.ts';
import { runawayWarnings } from './runaway-warning.ts';
import type { StateCandidate, StateFailure } from './state-candidate.ts';
import { stateCriteria } from './state-criteria.ts';

export interface StateSweepParams {
  readonly fit: HiddenMarkovParams;
  /** Folds of persons; 0 to hold nobody out. Fewer where there are fewer persons. */
  readonly foldCount: number;
  /** Restarts of the fits without a fold, which only have to come near. */
  readonly heldOutRestartCount: number;
  /** What sentences call the columns. */
  readonly columnNames: readonly string[];
  /** Candidates of a sweep that was interrupted (same data, same params): they are not fitted again. */
  readonly finished?: readonly StateCandidate[];
}

export const defaultSweep = { foldCount: 5, heldOutRestartCount: 2 } as const;

/** What a sweep yields: every step of every fit, and each candidate as soon as it is there. */
export type StateSweepStep =
  | {
      readonly type: 'step';
      readonly stateCount: number;
      readonly phase: 'fit' | 'decode' | 'held-out';
      /** Of the phase `held-out`. */
      readonly fold: number | null;
      /** Null while rows are decoded, and between fits. */
      readonly step: HiddenMarkovStep | null;
    }
  | { readonly type: 'candidate'; readonly candidate: StateCandidate }
  | { readonly type: 'failure'; readonly failure: StateFailure };

export interface StateSweep {
  /** In the order of the range. */
  readonly candidates: readonly StateCandidate[];
  readonly failures: readonly StateFailure[];
}

/**
 * Fits every number of states in turn, decodes, and holds persons out. The result for one number
 * does not depend on the others, nor on where the sweep was interrupted, nor on the order of persons.
 *
 * @param stateCounts the numbers to try, usually 2 to 13
 * @throws AnalysisError what `requirePanel` throws, and what a fit throws where none succeeded
 */
export function* sweepStates(
  panel: SequencePanel,
  emissions: readonly EmissionKind[],
  stateCounts: readonly number[],
  params: StateSweepParams,
  backend: HiddenMarkovBackend = scalarHiddenMarkov,
): Generator<StateSweepStep, StateSweep> {
  requirePanel(panel, emissions);
  const task: Task = { panel, emissions, folds: foldsOf(panel, params), params, backend };
  const candidates: StateCandidate[] = [];
  const failures: StateFailure[] = [];
  let firstError: AnalysisError | null = null;
  for (const stateCount of stateCounts) {
    const kept = params.finished?.find((candidate) => candidate.stateCount === stateCount);
    if (kept) {
      candidates.push(kept);
      continue;
    }
    try {
      const candidate = yield* fitCandidate(task, stateCount);
      candidates.push(candidate);
      yield { type: 'candidate', candidate };
    } catch (error) {
      if (!isOfOneFit(error)) throw error;
      firstError ??= error;
      const failure = { stateCount, message: error.message };
      failures.push(failure);
      yield { type: 'failure', failure };
    }
  }
  if (candidates.length === 0 && firstError) throw firstError;
  return { candidates, failures };
}

interface Task {
  readonly panel: SequencePanel;
  readonly emissions: readonly EmissionKind[];
  /** Null where nobody is held out. */
  readonly folds: Uint8Array | null;
  readonly params: StateSweepParams;
  readonly backend: HiddenMarkovBackend;
}

function* fitCandidate(task: Task, stateCount: number): Generator<StateSweepStep, StateCandidate> {
  const { panel, emissions, params, backend } = task;
  const options = { columnNames: params.columnNames };
  const whole = fitHiddenMarkov(panel, emissions, stateCount, params.fit, backend, options);
  const fit = yield* mapSteps(whole, (step) => stepOf(stateCount, 'fit', null, step));
  const judged = yield* judge(task, fit);
  return { stateCount, fit, ...judged, ...(yield* holdOut(task, stateCount)) };
}

type Judged = Pick<StateCandidate, 'criteria' | 'runaway' | 'narrow'>;

/** Apart, so that the decoding of all rows is gone before anybody is held out. */
function* judge(task: Task, fit: HiddenMarkovFit): Generator<StateSweepStep, Judged> {
  const { panel, params, backend } = task;
  const { stateCount } = fit.model;
  const between = stepOf(stateCount, 'decode', null, null);
  yield between;
  const decoding = yield* mapSteps(decode(panel, fit.model, backend), () => between);
  const shares = countBy(decoding.viterbi, stateCount).map((count) => count / panel.rowCount);
  const { twoValued, repeated } = runawayWarnings(
    panel,
    fit.model,
    params.columnNames,
    shares,
    params.fit.varianceFloor,
  );
  yield between;
  const criteria = stateCriteria(fit, { starts: panel.starts, stateCount, decoding });
  return { criteria, runaway: twoValued, narrow: repeated };
}

type Left = Pick<StateCandidate, 'heldOut' | 'heldOutProblem'>;

/** A fold that cannot be fitted leaves the candidate without a held-out value, and says why. */
function* holdOut(task: Task, stateCount: number): Generator<StateSweepStep, Left> {
  const { panel, emissions, folds, params, backend } = task;
  if (!folds) {
    const asked = params.foldCount > 0;
    return { heldOut: null, heldOutProblem: asked ? 'One person cannot be held out.' : null };
  }
  const fitParams = { ...params.fit, restartCount: params.heldOutRestartCount };
  try {
    const fits = holdOutPersons(panel, emissions, stateCount, folds, fitParams, backend);
    const heldOut = yield* mapSteps(fits, ({ fold, step }) =>
      stepOf(stateCount, 'held-out', fold, step),
    );
    return { heldOut, heldOutProblem: null };
  } catch (error) {
    if (!(error instanceof AnalysisError) || error.code === 'parameter.out-of-range') throw error;
    return { heldOut: null, heldOutProblem: `With people held out: ${error.message}` };
  }
}

function foldsOf(panel: SequencePanel, { foldCount, fit }: StateSweepParams): Uint8Array | null {
  const count = Math.min(foldCount, panel.starts.length - 1);
  return foldCount === 0 || count < 2 ? null : foldPersons(panel, count, fit.seed);
}

function stepOf(
  stateCount: number,
  phase: 'fit' | 'decode' | 'held-out',
  fold: number | null,
  step: HiddenMarkovStep | null,
): StateSweepStep {
  return { type: 'step', stateCount, phase, fold, step };
}

/** Errors that another number of states need not meet. */
function isOfOneFit(error: unknown): error is AnalysisError {
  const codes = ['input.too-few-rows', 'fit.not-possible'];
  return error instanceof AnalysisError && codes.includes(error.code);
}
