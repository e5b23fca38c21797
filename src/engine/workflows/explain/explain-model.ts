// The fitted model explained in every way, each of which is shown beside the others.
import { chooseBackground } from '#analysis/explanations/tree-shap/choose-background';
import { deriveSeed } from '#analysis/random';
import { selectRows } from '#analysis/supervised/select-rows';
import type { GlobalExplanations } from '#shared/results/explain/global-explanations';
import { throwIfCancelled } from '../../jobs/job-context.ts';
import { agreementOfMethods } from './agreement-of-methods.ts';
import type { AnalysisContext } from './analysis-context.ts';
import type { ExplainAnalysisInput, ExplainedModel, SurrogateDraft } from './analysis-input.ts';
import type { Comparison, LabelledPeople } from './compare-models.ts';
import { effectsOfFeatures } from './effects-of-features.ts';
import { explainerOf, predictOf } from './explained-model.ts';
import { limeOfPeople } from './lime-of-people.ts';
import { describePermutation, permuteHeldOut } from './permute-held-out.ts';
import type { PlacedPeople } from './placed-people.ts';
import { shapOfPeople, summariseShap, type ShapOfPeople } from './shap-people.ts';
import { surrogateOfModel } from './surrogate-of-model.ts';

export interface FittedModel {
  readonly comparison: Comparison;
  readonly model: ExplainedModel;
}

type Explanations = Pick<
  GlobalExplanations,
  'permutation' | 'shap' | 'dependence' | 'lime' | 'agreement'
>;

export interface ModelExplanations {
  readonly explanations: Explanations;
  readonly surrogate: SurrogateDraft;
  readonly shapOfPeople: ShapOfPeople;
  /** Rows among all people that SHAP held the others against. */
  readonly background: Uint32Array;
}

export function explainModel(
  input: ExplainAnalysisInput,
  labelled: LabelledPeople,
  { comparison, model }: FittedModel,
  people: PlacedPeople,
  context: AnalysisContext,
): ModelExplanations {
  const { choices, seed } = input;
  const { table, classCount } = people;
  const permutation = describePermutation(
    permuteHeldOut(labelled, comparison, model.kind, input, context),
    model.kind,
    choices.correlationThreshold,
  );
  const { backgroundSize, sampleSize, mode } = choices.shap;
  const drawn = deriveSeed(seed, 'shap background');
  const background = chooseBackground(
    labelled.rows,
    input.target,
    classCount,
    backgroundSize,
    drawn,
  );
  const explainer = explainerOf(model, selectRows(table, background), mode);
  const found = shapOfPeople(people, explainer, sampleSize, seed, context);
  const shap = summariseShap(found, people, explainer, seed);
  throwIfCancelled(context.thread);
  const predict = predictOf(model, context.team);
  const dependence = effectsOfFeatures(predict, people, shap.order, seed, context);
  const surrogate = surrogateOfModel(predict, labelled, choices.treeDepth);
  const lime = limeOfPeople(predict, people, labelled, input, context);
  const names = table.columns.map(({ name }) => name);
  const agreement = agreementOfMethods(names, shap, lime, permutation);
  const explanations = { permutation, shap, dependence, lime, agreement };
  return { explanations, surrogate, shapOfPeople: found, background };
}
