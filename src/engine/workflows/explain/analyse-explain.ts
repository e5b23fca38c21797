// The analysis of a run, on a thread of its own: models compared, one fitted, explained, and applied.
import { chooseBackground } from '#analysis/explanations/tree-shap/choose-background';
import { deriveSeed } from '#analysis/random';
import { predictModel } from '#analysis/supervised/predict-model';
import { selectLabels, selectRows } from '#analysis/supervised/select-rows';
import type { Team } from '#analysis/team';
import { labelledRows } from '../../customers/feature-table.ts';
import { throwIfCancelled } from '../../jobs/job-context.ts';
import type { ThreadContext } from '../../threads/thread-messages.ts';
import { withTeam } from '../with-team.ts';
import { agreementOfMethods } from './agreement-of-methods.ts';
import { analysisStages, type AnalysisContext } from './analysis-context.ts';
import type { ExplainAnalysis, ExplainAnalysisInput, ExplainedModel } from './analysis-input.ts';
import { chooseModel } from './choose-model.ts';
import { compareModels, type Comparison, type LabelledPeople } from './compare-models.ts';
import { describeComparison } from './describe-comparison.ts';
import { describeSegments } from './describe-segments.ts';
import { effectsOfFeatures } from './effects-of-features.ts';
import { explainerOf, predictOf } from './explained-model.ts';
import { caution, headlineOf, warningsOf } from './findings.ts';
import { fitChosen } from './fit-final.ts';
import { limeOfPeople } from './lime-of-people.ts';
import { linearWeights } from './linear-weights.ts';
import { modelChoices } from './model-choices.ts';
import { describePermutation, permuteHeldOut } from './permute-held-out.ts';
import { describeAssignment, segmentsOf } from './place-people.ts';
import { shapOfPeople, summariseShap } from './shap-people.ts';
import { surrogateOfModel } from './surrogate-of-model.ts';

/** @throws PersonaeError and AnalysisError with what cannot be analysed and why; job.cancelled */
export function analyseExplain(
  input: ExplainAnalysisInput,
  thread: ThreadContext,
): Promise<ExplainAnalysis> {
  return withTeam(thread, (team) => analyse(input, thread, team));
}

function analyse(
  input: ExplainAnalysisInput,
  thread: ThreadContext,
  team: Team | undefined,
): ExplainAnalysis {
  const { persons, table, target, classNames, choices, seed } = input;
  const classCount = classNames.length;
  const context: AnalysisContext = {
    personCount: persons.length,
    thread,
    team,
    show: (partial) => thread.partial(partial),
  };
  const labelled = labelledPeople(input);
  const models = modelChoices(choices, seed);
  const comparison = compareModels(labelled, models, choices.foldCount, seed, context);
  const chosen = chooseModel(comparison, choices);
  const choice = models.find(({ kind }) => kind === chosen.kind);
  if (!choice) throw new Error('the chosen model is one of those compared');
  const model = fitChosen(choice, labelled.table, labelled.target, classCount, context);
  const linear = linearWeights(
    model,
    labelled.table,
    labelled.target,
    classCount,
    choices,
    seed,
    context,
  );
  const compared = describeComparison(comparison, chosen, model);
  const fitted = predictModel(model, table, team);
  const probabilities = heldOutWhereKnown(fitted, labelled, comparison, model);
  const personSegments = segmentsOf(target, probabilities, classCount);
  const permutation = describePermutation(
    permuteHeldOut(labelled, comparison, chosen.kind, choices, seed, context),
    chosen.kind,
    choices.correlationThreshold,
  );
  const background = chooseBackground(
    labelled.rows,
    target,
    classCount,
    choices.shap.backgroundSize,
    deriveSeed(seed, 'shap background'),
  );
  const explainer = explainerOf(model, selectRows(table, background), choices.shap.mode);
  const shap = shapOfPeople(table, personSegments, classCount, explainer, choices, seed, context);
  const shapSummary = summariseShap(shap, persons, personSegments, explainer, seed);
  throwIfCancelled(thread);
  const predict = predictOf(model, team);
  const { order } = shapSummary;
  const dependence = effectsOfFeatures(predict, table, persons, order, classCount, seed, context);
  const surrogate = surrogateOfModel(predict, labelled, choices.treeDepth);
  const lime = limeOfPeople(
    predict,
    table,
    labelled,
    personSegments,
    persons,
    choices,
    seed,
    context,
  );
  const names = table.columns.map(({ name }) => name);
  const agreement = agreementOfMethods(names, shapSummary, lime, permutation);
  thread.progress(analysisStages.describe.name, 0);
  const assignment = describeAssignment(persons, target, probabilities, classNames);
  return {
    headline: headlineOf(compared, assignment, classCount),
    warnings: warningsOf(compared, { lime, agreement, linear }, model),
    comparison: compared,
    explanations: {
      model: chosen.kind,
      permutation,
      shap: shapSummary,
      dependence,
      linear,
      lime,
      agreement,
      caution,
    },
    surrogate,
    segments: describeSegments({
      table,
      target,
      segments: personSegments,
      probabilities,
      classNames,
      names: input.names,
      shap,
    }),
    assignment,
    model,
    shap: { rows: shap.rows, values: shap.shap.values, outputs: shap.shap.outputs },
    background,
    personSegments,
    probabilities,
  };
}

function labelledPeople({
  table,
  target,
  classNames,
  splitTimes,
}: ExplainAnalysisInput): LabelledPeople {
  const rows = labelledRows(target);
  return {
    table: selectRows(table, rows),
    target: selectLabels(target, rows),
    classCount: classNames.length,
    rows,
    times: splitTimes ? Float64Array.from(rows, (row) => splitTimes[row]!) : undefined,
  };
}

/** Of labelled people what a model said that had not seen them, as far as there was one. */
function heldOutWhereKnown(
  fitted: Float64Array,
  { rows, classCount }: LabelledPeople,
  { models }: Comparison,
  { kind }: ExplainedModel,
): Float64Array {
  const probabilities = fitted.slice();
  const validation = models.find(({ choice }) => choice.kind === kind)?.validation;
  validation?.rows.forEach((place, i) => {
    const own = validation.probabilities.subarray(i * classCount, (i + 1) * classCount);
    probabilities.set(own, rows[place]! * classCount);
  });
  return probabilities;
}
