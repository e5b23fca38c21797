// The chosen model fitted on all labelled people.
import { fitModel } from '#analysis/supervised/fit-model';
import type { SupervisedModel } from '#analysis/supervised/supervised-model';
import type { FeatureTable } from '#analysis/supervised/feature-table';
import type { ModelChoice } from '#analysis/supervised/validation/cross-validate';
import { runToEnd } from '../run-to-end.ts';
import type { ExplainedModel } from './analysis-input.ts';
import { analysisStages, type AnalysisContext, type AnalysisStage } from './analysis-context.ts';

/** @throws AnalysisError as the model's fit; PersonaeError job.cancelled */
export function fitChosen(
  choice: ModelChoice,
  table: FeatureTable,
  target: Int32Array,
  classCount: number,
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
