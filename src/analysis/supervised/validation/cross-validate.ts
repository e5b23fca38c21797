// Fits models on every fold and keeps what they say of the rows held out.
import type { Team } from '../../team.ts';
import { AnalysisError } from '../../analysis-error.ts';
import { repeatInterval, type RepeatInterval } from '../../statistics/repeat-interval.ts';
import type { FeatureTable } from '../feature-table.ts';
import { confusionMatrix, confusionScores } from '../metrics/confusion-matrix.ts';
import { greatestClasses } from '../metrics/greatest-class.ts';
import { rowLosses } from '../metrics/log-loss.ts';
import { selectLabels, selectRows } from '../select-rows.ts';
import { fitModel } from '../fit-model.ts';
import { predictModel } from '../predict-model.ts';
import type { SupervisedKind, SupervisedParams } from '../supervised-model.ts';
import type { Fold, FoldPlan } from './folds.ts';

/** A model to be validated: a kind with its settings. */
export type ModelChoice = {
  [Kind in SupervisedKind]: { readonly kind: Kind; readonly params: SupervisedParams[Kind] };
}[SupervisedKind];

/** What is yielded after every step of every fit. */
export interface ValidationStep {
  readonly kind: SupervisedKind;
  readonly model: number;
  readonly fold: number;
  readonly foldCount: number;
  /** Of this fit. */
  readonly fraction: number;
}

export interface ValidationResult {
  readonly kind: SupervisedKind;
  /** Rows that were held out, ascending. */
  readonly rows: Uint32Array;
  /** rows x classes: what a model says that has not seen the row. */
  readonly probabilities: Float64Array;
  /** Of each row the fold that held it out. */
  readonly foldOf: Int32Array;
  /** Metrics of the folds, each with mean and interval. */
  readonly overFolds: {
    readonly accuracy: RepeatInterval;
    readonly balancedAccuracy: RepeatInterval;
    readonly macroF1: RepeatInterval;
    readonly logLoss: RepeatInterval;
  };
}

/**
 * Validates models on the same folds, yielding on the way; one result a model.
 *
 * @throws AnalysisError as the models' fits; `fit.not-possible` where a fold's training rows are of
 *   one class
 */
export function* crossValidate(
  models: readonly ModelChoice[],
  table: FeatureTable,
  target: Int32Array,
  classCount: number,
  plan: FoldPlan,
  team?: Team,
): Generator<ValidationStep, ValidationResult[]> {
  const results: ValidationResult[] = [];
  for (const [model, choice] of models.entries()) {
    const found: Float64Array[] = [];
    for (const [fold, rows] of plan.folds.entries()) {
      const steps = fitFold(choice, table, target, classCount, rows, team);
      let step = steps.next();
      for (; !step.done; step = steps.next()) {
        yield {
          kind: choice.kind,
          model,
          fold,
          foldCount: plan.folds.length,
          fraction: step.value,
        };
      }
      found.push(step.value);
      yield { kind: choice.kind, model, fold, foldCount: plan.folds.length, fraction: 1 };
    }
    results.push(resultOf(choice.kind, plan, found, target, classCount));
  }
  return results;
}

function* fitFold(
  { kind, params }: ModelChoice,
  table: FeatureTable,
  target: Int32Array,
  classCount: number,
  { training, test }: Fold,
  team: Team | undefined,
): Generator<number, Float64Array> {
  const labels = selectLabels(target, training);
  if (new Set(labels).size < 2) {
    throw new AnalysisError(
      'fit.not-possible',
      'The training rows of a fold are all of one class.',
      'Use fewer folds, or a label whose classes are spread over persons and time.',
    );
  }
  const steps = fitModel(kind, selectRows(table, training), labels, classCount, params, team);
  let step = steps.next();
  for (; !step.done; step = steps.next()) yield step.value.fraction;
  return predictModel(step.value, selectRows(table, test), team);
}

function resultOf(
  kind: SupervisedKind,
  { folds }: FoldPlan,
  found: readonly Float64Array[],
  target: Int32Array,
  classCount: number,
): ValidationResult {
  const entries = folds
    .flatMap(({ test }, fold) => [...test].map((row, index) => ({ row, fold, index })))
    .sort((a, b) => a.row - b.row);
  const probabilities = new Float64Array(entries.length * classCount);
  entries.forEach(({ fold, index }, at) => {
    const cells = found[fold]!.subarray(index * classCount, (index + 1) * classCount);
    probabilities.set(cells, at * classCount);
  });
  const scores = folds.map(({ test }, fold) => {
    const labels = selectLabels(target, test);
    const predicted = greatestClasses(found[fold]!, classCount);
    const losses = rowLosses(found[fold]!, labels, classCount);
    const logLoss = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    return { ...confusionScores(confusionMatrix(labels, predicted, classCount)), logLoss };
  });
  return {
    kind,
    rows: Uint32Array.from(entries, ({ row }) => row),
    foldOf: Int32Array.from(entries, ({ fold }) => fold),
    probabilities,
    overFolds: {
      accuracy: repeatInterval(scores.map(({ accuracy }) => accuracy)),
      balancedAccuracy: repeatInterval(scores.map(({ balancedAccuracy }) => balancedAccuracy)),
      macroF1: repeatInterval(scores.map(({ macroF1 }) => macroF1)),
      logLoss: repeatInterval(scores.map(({ logLoss }) => logLoss)),
    },
  };
}
