// Which states are quiet: less happens in them than otherwise, though no single feature stands out.
import { requireRange } from '../statistics/require-values.ts';
import type { StateProfiles } from './profile-types.ts';

/** Events a period, as a share of everybody's, below which a state is quiet. */
export const quietShare = 0.5;

/**
 * Counts are skewed: a state in which next to nothing happens may lie within `standsOutFrom` deviations
 * of the mean in every one of them, and would be called average.
 *
 * @param eventsFeature place of the column in the profile, in events a period
 * @returns one flag a state; a state without rows is not quiet
 * @throws AnalysisError `parameter.out-of-range`
 */
export function quietStates(
  { states, everybody }: StateProfiles,
  eventsFeature: number,
): boolean[] {
  requireRange(eventsFeature, 0, everybody.length - 1, 'The column of events');
  const usual = everybody[eventsFeature]!.mean ?? 0;
  return states.map(({ features }) => {
    const mean = features[eventsFeature]!.mean;
    return mean !== null && mean < quietShare * usual;
  });
}
