// The rule of quintile scores in words: which values score what, and which scores make a name.
import type { ScoreRule } from '#shared/results/rfe-result';
import { formatNumber } from '../../../components/format.ts';

type Feature = ScoreRule['features'][number];

/**
 * The values that have a score, as in "12 to under 40"; under the closed rule "over 12, up to 40".
 * Empty where equal values leave nobody a place between two starts.
 */
export function valuesOf(
  { best, starts }: Feature,
  score: number,
  rule: ScoreRule['rule'],
): string {
  // Bands count from the lowest values, scores from the worst.
  const band = best === 'high' ? score - 1 : starts.length + 1 - score;
  const [from, to] = [starts[band - 1], starts[band]];
  if (from !== undefined && from === to) return '';
  const words =
    rule === 'published'
      ? { first: 'under ', above: 'from ', between: ' to under ' }
      : { first: 'up to ', above: 'over ', between: ', up to ' };
  if (from === undefined) return to === undefined ? 'all' : `${words.first}${formatNumber(to)}`;
  if (to === undefined) return `${words.above}${formatNumber(from)}`;
  const start = rule === 'published' ? formatNumber(from) : `over ${formatNumber(from)}`;
  return `${start}${words.between}${formatNumber(to)}`;
}

/** "5", "2 to 4" */
export function rangeText([low, high]: readonly [number, number]): string {
  return low === high ? String(low) : `${low} to ${high}`;
}
