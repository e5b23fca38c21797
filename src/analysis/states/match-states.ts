// Which state of a new fit is which of an old one, so that names follow content and not numbers.
import { AnalysisError } from '../analysis-error.ts';
import type { HiddenMarkovModel } from '../hidden-markov/hidden-markov-types.ts';
import {
  matchSegments,
  sameContentDistance,
  type SegmentMatches,
} from '../agreement/match-segments.ts';
import { keptColumns, type PanelColumnTransform, type PanelTransform } from './panel-transform.ts';

/** What states contain: their means, and the scale these are on. */
export interface StateContent {
  readonly model: Pick<HiddenMarkovModel, 'stateCount' | 'means'>;
  readonly transform: PanelTransform;
}

export interface StateMatch {
  readonly newState: number;
  /** The old state whose name it takes over; null for one that no old state is left for. */
  readonly oldState: number | null;
  /** Root mean square difference of the means, in deviations of the old training rows. */
  readonly distance: number | null;
  /** False where the content changed so much that the name has to be asked for again. */
  readonly keepsName: boolean;
}

export interface StateMatches {
  readonly matches: readonly StateMatch[];
  /** Old states without a counterpart. */
  readonly lost: readonly number[];
  /** Names of the columns that both models have, on which they were compared. */
  readonly comparedColumns: readonly string[];
}

/**
 * Pairs states at the least total of squared differences between their mean profiles (Mahalanobis
 * distance with the columns' variances). New means are first brought onto the old scale, so that a
 * refit on other rows, with another mean and deviation, compares the same quantities. A pair keeps
 * its name up to `threshold`, and up to half the distance from the old state to the next old one.
 *
 * @throws AnalysisError `input.length-mismatch` where the models have no column in common
 */
export function matchStates(
  old: StateContent,
  fresh: StateContent,
  threshold = sameContentDistance,
): StateMatches {
  const oldColumns = keptColumns(old.transform);
  const freshColumns = keptColumns(fresh.transform);
  requireMeans(old, oldColumns);
  requireMeans(fresh, freshColumns);
  const shared = oldColumns.flatMap((column, oldPlace) => {
    const freshPlace = freshColumns.findIndex(
      ({ name, log1p }) => name === column.name && log1p === column.log1p,
    );
    return freshPlace < 0 ? [] : [{ column, oldPlace, freshPlace }];
  });
  if (shared.length === 0) {
    throw new AnalysisError(
      'input.length-mismatch',
      'The two models have no column in common, so their states cannot be compared.',
      'Name the states anew.',
    );
  }
  const oldProfile = profileOf(
    old,
    oldColumns,
    shared.map((pair) => [pair.oldPlace, pair.column]),
  );
  const freshProfile = profileOf(
    fresh,
    freshColumns,
    shared.map((pair) => [pair.freshPlace, pair.column]),
  );
  const { matches, lost } = matchSegments(oldProfile, freshProfile, shared.length, threshold);
  return {
    matches: matches.map(toStateMatch),
    lost,
    comparedColumns: shared.map(({ column }) => column.name),
  };
}

function toStateMatch(match: SegmentMatches['matches'][number]): StateMatch {
  const { newSegment, oldSegment, distance, keepsName } = match;
  return { newState: newSegment, oldState: oldSegment, distance, keepsName };
}

/** K x pairs means in deviations of the reference column. */
function profileOf(
  { model }: StateContent,
  columns: readonly PanelColumnTransform[],
  pairs: readonly (readonly [place: number, reference: PanelColumnTransform])[],
): Float64Array {
  const profile = new Float64Array(model.stateCount * pairs.length);
  for (let state = 0; state < model.stateCount; state++) {
    pairs.forEach(([place, reference], at) => {
      const own = columns[place]!;
      const unscaled = model.means[state * columns.length + place]! * own.scale + own.mean;
      const onOldScale = (unscaled - reference.mean) / reference.scale;
      profile[state * pairs.length + at] = onOldScale / reference.spread;
    });
  }
  return profile;
}

function requireMeans({ model }: StateContent, columns: readonly PanelColumnTransform[]): void {
  if (model.means.length === model.stateCount * columns.length) return;
  throw new AnalysisError(
    'input.length-mismatch',
    `${model.means.length} means for ${model.stateCount} states and ${columns.length} columns.`,
    'Model and scale have to come from the same fit.',
  );
}
