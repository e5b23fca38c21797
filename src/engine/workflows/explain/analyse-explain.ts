// The analysis of a run, on a thread of its own: models compared, one fitted, explained, and applied.
import { predictModel } from '#analysis/supervised/predict-model';
import { selectLabels, selectRows } from '#analysis/supervised/select-rows';
import type { Team } from '#analysis/team';
import { labelledRows } from '../../customers/feature-table.ts';
import type { ThreadContext } from '../../threads/thread-messages.ts';
import { withTeam } from '../with-team.ts';
import { analysisStages, type AnalysisContext } from './analysis-context.ts';
import type { ExplainAnalysis, ExplainAnalysisInput, ExplainedModel } from './analysis-input.ts';
import { chooseModel } from './choose-model.ts';
import { compareModels, type Comparison, type LabelledPeople } from './compare-models.ts';
import { describeComparison } from './describe-comparison.ts';
import { describeSegments } from './describe-segments.ts';
import { explainModel } from './explain-model.ts';
import { caution, headlineOf, warningsOf } from './findings.ts';
import { fitChosen } from './fit-final.ts';
import { linearWeights } from './linear-weights.ts';
import { modelChoices } from './model-choices.ts';
import { describeAssignment, segmentsOf } from './place-people.ts';

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
  const model = fitChosen(choice, labelled, context);
  const linear = linearWeights(model, labelled, input, context);
  const compared = describeComparison(comparison, chosen, model);
  const fitted = predictModel(model, table, team);
  const probabilities = heldOutWhereKnown(fitted, labelled, comparison, model);
  const segments = segmentsOf(target, probabilities, classCount);
  const people = { persons, table, segments, classCount };
  const explained = explainModel(input, labelled, { comparison, model }, people, context);
  const { explanations, surrogate, shapOfPeople: shap, background } = explained;
  thread.progress(analysisStages.describe.name, 0);
  const assignment = describeAssignment(persons, target, probabilities, classNames);
  const described = {
    table,
    target,
    segments,
    probabilities,
    classNames,
    names: input.names,
    shap,
  };
  return {
    headline: headlineOf(compared, assignment, classCount),
    warnings: warningsOf(compared, { ...explanations, linear }, model),
    comparison: compared,
    explanations: { model: chosen.kind, ...explanations, linear, caution },
    surrogate,
    segments: describeSegments(described),
    assignment,
    model,
    shap: { rows: shap.rows, values: shap.shap.values, outputs: shap.shap.outputs },
    background,
    personSegments: segments,
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
