// Cells of features as text, and what their controls need.
import type { ExplainFeature } from '#shared/results/explain-result';
import type { FeatureCell } from '#shared/results/explain/person-explanation';
import { formatNumber } from '../../../components/format.ts';

export function cellText({ kind }: Pick<ExplainFeature, 'kind'>, cell: FeatureCell): string {
  if (cell === null) return 'missing';
  if (typeof cell === 'string') return cell;
  if (kind === 'binary') return cell === 0 ? 'no' : 'yes';
  return formatNumber(cell);
}

export interface SliderRange {
  readonly low: number;
  readonly high: number;
  readonly step: number;
}

/** What a slider covers: the usual values, widened where the person lies outside. */
export function sliderRange(
  { range }: Pick<ExplainFeature, 'range'>,
  own: FeatureCell,
): SliderRange {
  const { low = 0, high = 1, whole = false } = range ?? {};
  const value = typeof own === 'number' ? own : low;
  const [from, to] = [Math.min(low, value), Math.max(high, value)];
  if (whole) return { low: Math.floor(from), high: Math.ceil(to), step: 1 };
  const span = to - from || 1;
  // About two hundred steps, each a round number.
  const step = 10 ** Math.floor(Math.log10(span / 100));
  return { low: Math.floor(from / step) * step, high: Math.ceil(to / step) * step, step };
}
