// Every model on the same folds, with the picture that grows, and all metrics of what was held out.
import {
  crossValidate,
  type ModelChoice,
  type ValidationResult,
} from '#analysis/supervised/validation/cross-validate';
import { planFolds, type FoldPlan } from '#analysis/supervised/validation/folds';
import { evaluate, type Evaluation } from '#analysis/supervised/metrics/evaluate';
import { selectLabels } from '#analysis/supervised/select-rows';
import type { FeatureTable } from '#analysis/supervised/feature-table';
import type { ExplainPartial } from '#shared/calls/fit-partial';
import { runToEnd } from '../run-to-end.ts';
import { analysisStages, type AnalysisContext } from './analysis-context.ts';

/** Labelled people only. */
export interface LabelledPeople {
  readonly table: FeatureTable;
  readonly target: Int32Array;
  readonly classCount: number;
  /** Rows among all people. */
  readonly rows: Uint32Array;
  readonly times: Float64Array | undefined;
}

export interface ComparedModelResult {
  readonly choice: ModelChoice;
  readonly validation: ValidationResult;
  /** Labels of the rows that were held out, in the order of `validation.rows`. */
  readonly target: Int32Array;
  readonly evaluation: Evaluation;
}

export interface Comparison {
  readonly plan: FoldPlan;
  readonly models: readonly ComparedModelResult[];
}

/** @throws AnalysisError as folds and fits do; PersonaeError job.cancelled */
export function compareModels(
  { table, target, classCount, times }: LabelledPeople,
  choices: readonly ModelChoice[],
  foldCount: number,
  seed: number,
  context: AnalysisContext,
): Comparison {
  const { thread, team } = context;
  const folds = Math.min(foldCount, target.length);
  const plan = planFolds(target, classCount, { foldCount: folds, seed, times });
  const live = new LiveComparison(choices, plan.folds.length, context);
  const models = choices.map((choice, index) => {
    const steps = crossValidate([choice], table, target, classCount, plan, team);
    const [validation] = runToEnd(steps, thread, ({ fold, fraction }) =>
      live.step(index, fold, fraction),
    );
    if (!validation) throw new Error('one model gives one result');
    const heldOut = selectLabels(target, validation.rows);
    const evaluation = evaluate(
      { probabilities: validation.probabilities, target: heldOut, classCount },
      { seed, replicateCount: 400 },
    );
    live.finish(index, evaluation);
    return { choice, validation, target: heldOut, evaluation };
  });
  return { plan, models };
}

class LiveComparison {
  readonly #models: ExplainPartial['models'];
  readonly #context: AnalysisContext;
  readonly #choices: readonly ModelChoice[];

  constructor(choices: readonly ModelChoice[], foldCount: number, context: AnalysisContext) {
    this.#choices = choices;
    this.#context = context;
    this.#models = choices.map(({ kind }) => ({
      kind,
      foldsDone: 0,
      foldCount,
      logLoss: null,
      balancedAccuracy: null,
    }));
  }

  step(index: number, fold: number, fraction: number): void {
    const model = this.#models[index];
    if (!model) return;
    const done = fold + (fraction >= 1 ? 1 : 0);
    const share = (index + (fold + fraction) / model.foldCount) / this.#models.length;
    const metric = `${this.#choices[index]?.kind ?? ''}, fold ${fold + 1} of ${model.foldCount}`;
    this.#context.thread.progress(analysisStages.compare.name, share, metric);
    if (done === model.foldsDone) return;
    model.foldsDone = done;
    this.#show();
  }

  finish(index: number, { logLoss, balancedAccuracy }: Evaluation): void {
    const model = this.#models[index];
    if (!model) return;
    model.foldsDone = model.foldCount;
    model.logLoss = logLoss.value;
    model.balancedAccuracy = balancedAccuracy.value;
    this.#show();
  }

  #show(): void {
    const { personCount } = this.#context;
    const models = this.#models.map((model) => ({ ...model }));
    this.#context.show({ workflow: 'explain', personCount, models });
  }
}
