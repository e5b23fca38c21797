// A value of a feature as people read it: a number, the name of a level, or missing.
import type { ExplainFeature } from '#shared/results/explain-result';
import { numberText } from '../number-text.ts';

/** `value` is in own units, or the index of a level. */
export function featureValueText(
  feature: Pick<ExplainFeature, 'levels' | 'kind'> | undefined,
  value: number | null,
): string {
  if (value === null) return 'missing';
  if (!feature || feature.levels.length === 0) return numberText(value);
  return feature.levels[value] ?? numberText(value);
}
