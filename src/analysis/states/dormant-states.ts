// Which states mean that nothing happens: what "dormant" stands for in forecasts and names.
import { requireRange } from '../statistics/require-values.ts';
import type { StateProfiles } from './profile-types.ts';

/** Fewer events a period than this make a state dormant: less than one event in ten periods. */
export const dormancyThreshold = 0.1;

/**
 * A state is dormant where the mean of the column that counts events in the period lies below the
 * threshold. A state without rows has no mean and is not dormant.
 *
 * @param eventsFeature place of the column in the profile, in events a period
 * @returns one flag a state
 * @throws AnalysisError `parameter.out-of-range`
 */
export function dormantStates(
  profiles: StateProfiles,
  eventsFeature: number,
  threshold = dormancyThreshold,
): boolean[] {
  requireRange(eventsFeature, 0, profiles.features.length - 1, 'The column of events');
  requireRange(threshold, 0, Number.MAX_VALUE, 'The threshold of dormancy');
  return profiles.states.map(({ features }) => {
    const mean = features[eventsFeature]!.mean;
    return mean !== null && mean < threshold;
  });
}
