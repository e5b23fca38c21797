// Weights of the logistic regression, fitted on all labelled people whichever model was chosen.
import type { LinearWeights } from '#shared/results/explain/global-explanations';
import type { AnalysisContext } from './analysis-context.ts';
import type { ExplainAnalysisInput, ExplainedModel } from './analysis-input.ts';
import type { LabelledPeople } from './compare-models.ts';
import { fitChosen } from './fit-final.ts';
import { modelChoices } from './model-choices.ts';

export function linearWeights(
  model: ExplainedModel,
  labelled: LabelledPeople,
  { choices, seed }: Pick<ExplainAnalysisInput, 'choices' | 'seed'>,
  context: AnalysisContext,
): LinearWeights {
  const choice = modelChoices(choices, seed).find(({ kind }) => kind === 'logistic');
  if (!choice) throw new Error('logistic regression is always compared');
  const fitted = model.kind === 'logistic' ? model : fitChosen(choice, labelled, context);
  if (fitted.kind !== 'logistic') throw new Error('a logistic regression was fitted');
  const { terms, coefficients, ownCoefficients, intercepts, converged } = fitted.fit;
  const column = (values: Float64Array, term: number): number[] =>
    Array.from({ length: labelled.classCount }, (_, k) => values[k * terms.length + term]!);
  return {
    terms: terms.map(({ name, feature }, i) => ({
      name,
      feature,
      standardised: column(coefficients, i),
      own: column(ownCoefficients, i),
    })),
    intercepts: Array.from(intercepts),
    converged,
  };
}
