// From panel columns to a chosen model: scale, sweep, choice, decoding.
import { decode } from '#analysis/hidden-markov/decode';
import type { HiddenMarkovBackend } from '#analysis/hidden-markov/hidden-markov-backend';
import type {
  Decoding,
  EmissionKind,
  HiddenMarkovParams,
  SequencePanel,
} from '#analysis/hidden-markov/hidden-markov-types';
import { chooseStateCount, type StateChoice } from '#analysis/states/choose-state-count';
import {
  applyPanelTransform,
  fitPanelTransform,
  keptColumns,
  type PanelTransform,
} from '#analysis/states/panel-transform';
import type { StateCandidate } from '#analysis/states/state-candidate';
import { defaultSweep, sweepStates, type StateSweepParams } from '#analysis/states/sweep-states';
import type { HiddenMarkovSettings } from '#shared/recipe/states-settings';
import { sharedColumn } from '../../features/person-features.ts';
import { throwIfCancelled } from '../../jobs/job-context.ts';
import type { ThreadContext } from '../../threads/thread-messages.ts';
import { runToEnd } from '../run-to-end.ts';
import type { StatesAnalysisInput } from './states-input.ts';
import { statesStages } from './states-stages.ts';
import { metricOf, SweepProgress } from './sweep-progress.ts';

export interface FittedStates {
  readonly transform: PanelTransform;
  /** On the scale of the fit; one column a kept feature. */
  readonly panel: SequencePanel;
  readonly candidates: readonly StateCandidate[];
  readonly choice: StateChoice;
  readonly chosen: StateCandidate;
  readonly decoding: Decoding;
  readonly params: StateSweepParams;
}

export function fitStates(
  input: StatesAnalysisInput,
  backend: HiddenMarkovBackend,
  thread: ThreadContext,
): FittedStates {
  const { model } = input.choices.states;
  const transform = fitPanelTransform(
    input.columns,
    input.features.map(({ name, kind, emission, log }) => ({ name, kind, emission, log1p: log })),
  );
  const kept = keptColumns(transform);
  const columns = transform.columns.flatMap((column, index) => {
    throwIfCancelled(thread);
    const one = { ...transform, columns: [column] };
    return applyPanelTransform(one, [input.columns[index]!], sharedColumn);
  });
  const panel: SequencePanel = { rowCount: input.rowCount, starts: input.starts, columns };
  throwIfCancelled(thread);
  const emissions: EmissionKind[] = kept.map(({ emission }) => emission);
  const counts = stateCounts(model);
  const labels = new Map(input.features.map(({ name, label }) => [name, label]));
  const params: StateSweepParams = {
    fit: hiddenMarkovParams(model, input.choices.seed),
    // With a number given by hand nothing has to be chosen.
    foldCount: model.k === null ? Math.min(model.foldCount, input.persons.length) : 0,
    heldOutRestartCount: Math.min(defaultSweep.heldOutRestartCount, model.restartCount),
    columnNames: kept.map(({ name }) => labels.get(name) ?? name),
    finished: input.finished,
  };
  const progress = new SweepProgress(counts, params, {
    personCount: input.persons.length,
    rowCount: input.rowCount,
  });
  for (const candidate of input.finished) progress.take({ type: 'candidate', candidate });
  // Where nothing is left to fit there is no step, and the picture would stay empty.
  if (input.finished.length > 0) thread.partial(progress.partial);
  const sweep = runToEnd(sweepStates(panel, emissions, counts, params, backend), thread, (step) => {
    progress.take(step);
    if (step.type === 'candidate') thread.keep('candidate', step.candidate);
    thread.progress(statesStages.fit.name, progress.fractionOf(step), metricOf(step, params));
    thread.partial(progress.partial);
  });
  const { candidates, failures } = sweep;
  const choice = chooseStateCount(candidates, panel.starts, model.criterion, failures);
  const chosen = candidates.find(({ stateCount }) => stateCount === choice.stateCount);
  if (!chosen) throw new Error('the chosen number of states was not fitted');
  const decoding = runToEnd(decode(panel, chosen.fit.model, backend), thread);
  return { transform, panel, candidates, choice, chosen, decoding, params };
}

function stateCounts({ k, kMinimum, kMaximum }: HiddenMarkovSettings): number[] {
  if (k !== null) return [k];
  const most = Math.max(kMinimum, kMaximum);
  return Array.from({ length: most - kMinimum + 1 }, (_, i) => kMinimum + i);
}

function hiddenMarkovParams(model: HiddenMarkovSettings, seed: number): HiddenMarkovParams {
  const { covariance, restartCount, maxIterationCount, tolerance } = model;
  const { varianceFloor, transitionPrior, stickiness } = model;
  return {
    covariance,
    restartCount,
    maxIterationCount,
    tolerance,
    varianceFloor,
    transitionPrior,
    stickiness,
    seed,
  };
}
