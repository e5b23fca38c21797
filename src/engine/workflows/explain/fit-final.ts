// A model of the chosen kind, fitted on labelled people.
import { fitModel } from '#analysis/supervised/fit-model';
import type { SupervisedModel } from '#analysis/supervised/supervised-model';
import type { ModelChoice } from '#analysis/supervised/validation/cross-validate';
import { runToEnd } from '../run-to-end.ts';
import type { ExplainedModel } from './analysis-input.ts';
import { analysisStages, type AnalysisContext, type AnalysisStage } from './analysis-context.ts';
import type { LabelledPeople } from './compare-models.ts';

/** @throws AnalysisError as the model's fit; PersonaeError job.cancelled */
export function fitChosen(
  choice: ModelChoice,
  { table, target, classCount }: Pick<LabelledPeople, 'table' | 'target' | 'classCount'>,
  context: AnalysisContext,
  stage: AnalysisStage = 'fit',
  share = 1,
): ExplainedModel {
  const { thread, team } = context;
  const steps = fitModel(choice.kind, table, target, classCount, choice.params, team);
  const model: SupervisedModel = runToEnd(steps, thread, ({ fraction }) =>
    thread.progress(analysisStages[stage].name, share * fraction),
  );
  if (model.kind === 'majority') throw new Error('the baseline is not explained');
  return model;
}
