// Gives new rows a state by a saved model, on a thread; how they differ from the old is told first.
import type { SequencePanel } from '#analysis/hidden-markov/hidden-markov-types';
import { measurePanelDrift } from '#analysis/states/panel-drift';
import { scorePanel, type ScoredStates } from '#analysis/states/score-panel';
import type { DriftReport } from '#shared/results/drift-report';
import type { ThreadContext } from '../../threads/thread-messages.ts';
import { reportedColumn, reportedVerdicts } from '../drift-report.ts';
import { runToEnd } from '../run-to-end.ts';
import { withBackend } from './analyse-states.ts';
import type { StatesModel } from './saved-model.ts';

export interface StatesScoreInput {
  readonly panel: SequencePanel;
  readonly model: StatesModel;
  /** Of the features, in the order of the panel. */
  readonly labels: readonly string[];
}

export interface StatesScored extends Pick<ScoredStates, 'states' | 'probability'> {
  readonly drift: DriftReport;
}

export function scoreStates(
  { panel, model, labels }: StatesScoreInput,
  thread: ThreadContext,
): Promise<StatesScored> {
  const drift = driftOf(model, panel, labels);
  return withBackend(thread, (backend) => {
    const scored = runToEnd(scorePanel(panel, model.model, model.transform, backend), thread);
    return { states: scored.states, probability: scored.probability, drift };
  });
}

function driftOf(
  { driftBaseline }: StatesModel,
  panel: SequencePanel,
  labels: readonly string[],
): DriftReport {
  const { verdict, sentence, columns } = measurePanelDrift(driftBaseline, panel.columns, labels);
  return {
    verdict: reportedVerdicts[verdict],
    sentence,
    personCount: panel.starts.length - 1,
    features: columns.map(reportedColumn),
  };
}
