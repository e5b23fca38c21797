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
}

export interface StatesScored extends Pick<ScoredStates, 'states' | 'probability'> {
  readonly drift: DriftReport;
}

export function scoreStates(
  { panel, model }: StatesScoreInput,
  thread: ThreadContext,
): Promise<StatesScored> {
  const drift = driftOf(model, panel);
  return withBackend(thread, (backend) => {
    const scored = runToEnd(scorePanel(panel, model.model, model.transform, backend), thread);
    return { states: scored.states, probability: scored.probability, drift };
  });
}

function driftOf({ driftBaseline, transform }: StatesModel, panel: SequencePanel): DriftReport {
  const names = transform.columns.map(({ name }) => name);
  const { verdict, sentence, columns } = measurePanelDrift(driftBaseline, panel.columns, names);
  return {
    verdict: reportedVerdicts[verdict],
    sentence,
    personCount: panel.starts.length - 1,
    features: columns.map(reportedColumn),
  };
}
