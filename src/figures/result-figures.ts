// Every picture of a run, whatever its workflow, in the order of reading.
import type { Result } from '#shared/results/result';
import type { FigureEntry } from './figure-entry.ts';
import { rfeFigures } from './rfe-figures.ts';
import { segmentNames, type SegmentNames } from './segment-look.ts';

/** `names` by segment id, as they stand now: a rename shows in every picture at once. */
export function resultFigures(
  result: Result,
  names: SegmentNames = segmentNames(result),
): FigureEntry[] {
  switch (result.workflow) {
    case 'rfe':
      return rfeFigures(result, names);
    case 'states':
    case 'explain':
    case 'journeys':
      return [];
  }
}
