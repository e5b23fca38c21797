// The segments with their medians, as a sentence for those who cannot see the picture.
import type { RfeResult } from '#shared/results/rfe-result';
import { measureList } from './feature-measures.ts';
import { quantityText } from './number-text.ts';
import type { SegmentLook } from './segment-look.ts';

/** "Loyal: 40 clicks, 70 sessions; Fading: ..." with the medians of the features asked for. */
export function segmentsInWords(
  result: Pick<RfeResult, 'features'>,
  looks: readonly SegmentLook[],
  features: readonly number[],
): string {
  const measures = measureList(result);
  const parts = looks.map(({ name, segment }) => {
    const numbers = features.map((index) =>
      quantityText(segment.median[index] ?? 0, measures[index]?.unit ?? ''),
    );
    return `${name}: ${numbers.join(', ')}`;
  });
  return `Medians: ${parts.join('; ')}.`;
}
