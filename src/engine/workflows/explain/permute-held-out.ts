// Permutation importance on people who were held out: the chosen kind of model is fitted on the
// training rows of the first fold and asked about its test rows.
import {
  permutationImportance,
  type PermutationImportance,
  type PermutedImportance,
  type ScorePermutations,
} from '#analysis/explanations/permutation/permutation-importance';
import { canMaskLeaves } from '#analysis/explanations/permutation/leaf-blocks';
import { scoreTreePermutations } from '#analysis/explanations/permutation/score-tree-permutations';
import type { Predict } from '#analysis/explanations/predict';
import type { RepeatInterval } from '#analysis/statistics/repeat-interval';
import type { FeatureTable } from '#analysis/supervised/feature-table';
import { selectLabels, selectRows } from '#analysis/supervised/select-rows';
import type { Interval } from '#shared/results/explain/model-comparison';
import type { Importance, PermutationResult } from '#shared/results/explain/global-explanations';
import type { ExplainAnalysisInput, ExplainedModel } from './analysis-input.ts';
import { runShare, type AnalysisContext } from './analysis-context.ts';
import type { Comparison, LabelledPeople } from './compare-models.ts';
import { predictOf } from './explained-model.ts';
import { fitChosen } from './fit-final.ts';
import { modelLabels } from './model-choices.ts';
import { scoreStacked } from './score-stacked.ts';

export function permuteHeldOut(
  people: LabelledPeople,
  { plan, models }: Comparison,
  kind: string,
  { choices, seed }: Pick<ExplainAnalysisInput, 'choices' | 'seed'>,
  context: AnalysisContext,
): PermutationImportance {
  const chosen = models.find(({ choice }) => choice.kind === kind)?.choice;
  // Of folds in order of time the last has seen most.
  const fold = plan.kind === 'forward' ? plan.folds.at(-1) : plan.folds[0];
  if (!chosen || !fold) throw new Error('the chosen model was compared on folds');
  const { table, target, classCount } = people;
  const training = {
    table: selectRows(table, fold.training),
    target: selectLabels(target, fold.training),
    classCount,
  };
  const model = fitChosen(chosen, training, context, 'importance', 0.4);
  const params = {
    repeatCount: choices.permutationRepeatCount,
    associationThreshold: choices.correlationThreshold,
    seed,
  };
  const predict = predictOf(model, context.team);
  const heldOut = selectRows(table, fold.test);
  const heldOutLabels = selectLabels(target, fold.test);
  const steps = permutationImportance(
    predict,
    heldOut,
    heldOutLabels,
    classCount,
    params,
    scorerOf(model, predict, heldOut, heldOutLabels, context),
  );
  return runShare(steps, 'importance', context, 0.4);
}

/** Trees of few leaves are scored by masks of their leaves, other models by their predictions. */
function scorerOf(
  model: ExplainedModel,
  predict: Predict,
  table: FeatureTable,
  labels: Int32Array,
  { team }: AnalysisContext,
): ScorePermutations {
  const ensemble = model.kind === 'logistic' ? null : model.ensemble;
  return ensemble && canMaskLeaves(ensemble)
    ? scoreTreePermutations(ensemble, table, labels, team)
    : scoreStacked(predict, table, labels, model.classCount);
}

export function describePermutation(
  found: PermutationImportance,
  kind: keyof typeof modelLabels,
  threshold: number,
): PermutationResult {
  const rows = found.rowCount.toLocaleString('en-US');
  return {
    rowCount: found.rowCount,
    repeatCount: found.repeatCount,
    sentence: `${modelLabels[kind]} fitted without them, asked about ${rows} held-out people with the values of a feature dealt out anew, ${found.repeatCount} times; features that go together above ${threshold} also as a group.`,
    features: found.features.map(describeImportance),
    groups: found.groups.map(describeImportance),
    pairs: found.pairs.map((pair) => ({ ...pair })),
  };
}

function describeImportance(one: PermutedImportance): Importance {
  return {
    name: one.name,
    features: [...one.features],
    logLoss: intervalOf(one.logLoss),
    balancedAccuracy: intervalOf(one.balancedAccuracy),
  };
}

function intervalOf({ mean, low, high }: RepeatInterval): Interval {
  return { value: mean, low, high };
}
