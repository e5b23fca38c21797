// The verdict on structure, by stated thresholds, with one plain sentence.
import type { RepeatInterval } from '../statistics/repeat-interval.ts';

export interface BestSilhouette {
  readonly k: number;
  readonly silhouette: number;
}

/** The best silhouettes of all draws of one control. */
export interface Control {
  readonly kind: 'shuffled-columns' | 'correlated-cloud';
  readonly silhouettes: readonly number[];
  readonly interval: RepeatInterval;
  readonly largest: number;
  /** The data's best silhouette minus the mean of the control's. */
  readonly excess: number;
  /** The excess in deviations of the control; null where all draws are equal. */
  readonly excessInDeviations: number | null;
  /** True where the data beat every draw by more than chance explains. */
  readonly beaten: boolean;
}

export interface StructureVerdict {
  readonly verdict: 'structure' | 'weak' | 'no structure';
  /** What the verdict means, for people; its numbers are those of the test. */
  readonly sentence: string;
}

/** With less excess than this over a control the groups are hardly more than the control shows. */
export const clearExcess = 0.05;

/** With less than this the excess is of no use to anybody, however certain it is. */
export const slightExcess = 0.03;

/**
 * `structure` where both controls are beaten by at least `clearExcess`, `weak` where both are beaten
 * by at least `slightExcess`, else `no structure`.
 */
export function judgeStructure(
  observed: BestSilhouette,
  controls: readonly Control[],
): StructureVerdict {
  const hardest = controls.reduce((a, b) => (b.excess < a.excess ? b : a));
  const allBeaten = controls.every((control) => control.beaten);
  if (allBeaten && hardest.excess >= clearExcess) {
    return {
      verdict: 'structure',
      sentence:
        'There are groups: people fall apart more clearly than the same values do when their ' +
        'columns are shuffled or joined into one smooth cloud.',
    };
  }
  if (allBeaten && hardest.excess >= slightExcess) {
    return {
      verdict: 'weak',
      sentence:
        'There are groups, but hardly more than chance shows: the same values without any ' +
        'groups come close. Take the segments as a rough division.',
    };
  }
  return { verdict: 'no structure', sentence: sentenceWithout(observed, controls) };
}

function sentenceWithout(observed: BestSilhouette, controls: readonly Control[]): string {
  const shuffled = controls.find(({ kind }) => kind === 'shuffled-columns');
  if (shuffled?.beaten) {
    return (
      'There are no groups: the columns go together, so that people differ along a line, but ' +
      'without gaps. Segments cut this line into pieces; they are useful, not found.'
    );
  }
  if (observed.silhouette >= 0.5) {
    return (
      'There are no joint groups: the gaps lie in single columns, and the columns shuffled apart ' +
      'fall into groups just as clearly. Dividing by single columns says as much.'
    );
  }
  return (
    'There are no groups: the same values with their columns shuffled apart fall into groups ' +
    'just as clearly. Segments divide people evenly; they are not found in the data.'
  );
}
