// Which model is explained: the one asked for, or the best on people that were held out.
import type { ExplainChoices, ExplainedModel } from './analysis-input.ts';
import type { ComparedModelResult, Comparison } from './compare-models.ts';
import { modelLabels } from './model-choices.ts';

export interface ChosenModel {
  readonly kind: ExplainedModel['kind'];
  readonly by: 'data' | 'person';
  readonly reasons: readonly string[];
}

/**
 * Probabilities are judged by the log-loss. Where classes are weighted, probabilities are not meant to
 * be the shares of the classes, and the balanced accuracy decides.
 */
export function chooseModel(
  { models }: Comparison,
  { model, classWeights }: Pick<ExplainChoices, 'model' | 'classWeights'>,
): ChosenModel {
  const candidates = models.filter(({ choice }) => choice.kind !== 'majority');
  const byLoss = classWeights === 'none';
  const scoreOf = ({ evaluation }: ComparedModelResult): number =>
    byLoss ? -evaluation.logLoss.value : evaluation.balancedAccuracy.value;
  const ranked = [...candidates].sort((a, b) => scoreOf(b) - scoreOf(a));
  const [best, second] = ranked;
  if (!best) throw new Error('there are models to choose from');
  const bestKind = best.choice.kind as ExplainedModel['kind'];
  const wordsOf = ({ choice, evaluation }: ComparedModelResult): string => {
    const score = byLoss
      ? `log-loss ${evaluation.logLoss.value.toFixed(3)}`
      : `balanced accuracy ${evaluation.balancedAccuracy.value.toFixed(3)}`;
    return `${modelLabels[choice.kind]} (${score})`;
  };
  const found = `${wordsOf(best)} is best on people who were held out${second ? `, before ${wordsOf(second)}` : ''}.`;
  if (model === null) return { kind: bestKind, by: 'data', reasons: [found] };
  const asked = `${modelLabels[model]} was asked for.`;
  return {
    kind: model,
    by: 'person',
    reasons: model === bestKind ? [asked, found] : [asked, `But ${found}`],
  };
}
