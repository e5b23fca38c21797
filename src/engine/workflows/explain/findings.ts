// The finding of a run in one sentence, and what must be said beside it.
import type { ExplainResult } from '#shared/results/explain-result';
import type { GlobalExplanations } from '#shared/results/explain/global-explanations';
import { countText } from '../../count-text.ts';
import type { ExplainedModel } from './analysis-input.ts';
import { modelLabels } from './model-choices.ts';

/** Said with every explanation. */
export const caution =
  'Explanations tell what the model goes by. They are not causes: changing a value in the world need not move a person.';

export function headlineOf(
  { models, chosen, verdict }: ExplainResult['comparison'],
  assignment: ExplainResult['assignment'],
  classCount: number,
): string {
  const best = models.find(({ kind }) => kind === chosen);
  const score = best?.balancedAccuracy;
  if (!verdict.betterThanGuessing) {
    return 'No better than guessing: these features do not tell the segments apart.';
  }
  const told = `${classCount} segments told apart by ${modelLabels[chosen].toLowerCase()} with a balanced accuracy of ${(100 * (score?.value ?? 0)).toFixed(0)} % on people held out`;
  if (assignment.unlabelledCount === 0) return `${told}.`;
  return `${told}; ${countText(assignment.unlabelledCount)} others assigned, ${countText(assignment.doubtfulCount)} of them doubtful.`;
}

/** A calibration error above this is said. */
const poorCalibration = 0.1;

export function warningsOf(
  comparison: ExplainResult['comparison'],
  { lime, agreement, linear }: Pick<GlobalExplanations, 'lime' | 'agreement' | 'linear'>,
  model: ExplainedModel,
): string[] {
  const best = comparison.models.find(({ kind }) => kind === comparison.chosen);
  const warnings: string[] = [];
  if (!comparison.verdict.betterThanGuessing) warnings.push(comparison.verdict.sentence);
  const worst = Math.max(0, ...(best?.classes.map((one) => one.calibrationError) ?? []));
  if (worst > poorCalibration) {
    warnings.push(
      `Probabilities are off by ${(100 * worst).toFixed(0)} points on average for one class: take them as an order, not as shares.`,
    );
  }
  if (model.kind === 'logistic' && !linear.converged) {
    warnings.push('The logistic regression did not converge; take its weights as preliminary.');
  }
  if (model.kind === 'boosting' && !model.stoppedEarly && model.heldOutLosses.length > 0) {
    warnings.push('Boosting was still improving at the last round; allow more rounds.');
  }
  if (lime.rSquared.mean < 0.4) warnings.push(lime.sentence);
  if (!agreement.agree) warnings.push(agreement.sentence);
  return warnings;
}
