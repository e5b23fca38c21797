// Where the probability of being dormant is worth a number of its own.
import type { StatesSegment } from '#shared/results/states-result';

/** Of one dormant state it is that state's probability, which is shown already; of several their sum. */
export function isDormancyApart(segments: readonly Pick<StatesSegment, 'dormant'>[]): boolean {
  return segments.filter(({ dormant }) => dormant).length > 1;
}
