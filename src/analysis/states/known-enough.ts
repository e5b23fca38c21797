// Whether enough is known of a feature in a state to speak of it.
import type { StateFeatureProfile } from './profile-types.ts';

/** Where more of a state's cells are missing, the others are too few to stand for it. */
export const mostMissing = 0.9;

export function isKnownEnough({ mean, z, missingShare }: StateFeatureProfile): boolean {
  return mean !== null && z !== null && (missingShare ?? 0) <= mostMissing;
}
