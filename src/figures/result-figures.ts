// Every picture of a run, whatever its workflow, in the order of reading.
import type { Result } from '#shared/results/result';
import { explainFigures } from './explain/explain-figures.ts';
import type { FigureEntry } from './figure-entry.ts';
import { journeysFigures } from './journeys/journeys-figures.ts';
import { rfeFigures } from './rfe-figures.ts';
import { segmentNames, type SegmentNames } from './segment-look.ts';
import { statesFigures } from './states/states-figures.ts';

/** `names` by segment id, as they stand now: a rename shows in every picture at once. */
export function resultFigures(
  result: Result,
  names: SegmentNames = segmentNames(result),
): FigureEntry[] {
  switch (result.workflow) {
    case 'rfe':
      return rfeFigures(result, names);
    case 'explain':
      return explainFigures(result, names);
    case 'states':
      return statesFigures(result, names);
    case 'journeys':
      return journeysFigures(result, names);
  }
}
