// Profiles of the states: sizes by rows and by persons, means in own units and in deviations.
import { requireSameLength } from '../statistics/require-values.ts';
import type { DecodedPanel } from './decoded-panel.ts';
import { profileColumn } from './profile-column.ts';
import type { StateFeature, StateProfile, StateProfiles } from './profile-types.ts';
import { summarisePersons, type PersonStates } from './summarise-persons.ts';

/**
 * Exact, on all rows. The mean of a 0/1 column is the share of rows with a 1.
 *
 * @throws AnalysisError `input.empty`, `input.length-mismatch`, `input.unknown-label`
 */
export function profileStates(
  panel: DecodedPanel,
  features: readonly StateFeature[],
  persons: PersonStates = summarisePersons(panel),
): StateProfiles {
  const { stateCount, decoding } = panel;
  const rowCount = decoding.viterbi.length;
  for (const { label, values, fitted } of features) {
    requireSameLength(values, decoding.viterbi, `Column ${label}`);
    if (fitted) requireSameLength(fitted, decoding.viterbi, `Column ${label}`);
  }
  const columns = features.map((feature) => profileColumn(feature, decoding.posterior, stateCount));
  const weights = weightByState(decoding.posterior, stateCount);
  const rows = countBy(decoding.viterbi, stateCount);
  const dominant = countBy(persons.dominant, stateCount);
  const now = countBy(persons.stateNow, stateCount);
  const states = Array.from({ length: stateCount }, (_, state): StateProfile => ({
    state,
    rowCount: rows[state]!,
    rowShare: rows[state]! / rowCount,
    expectedRowShare: weights[state]! / rowCount,
    personCount: dominant[state]!,
    personShare: dominant[state]! / persons.personCount,
    nowCount: now[state]!,
    nowShare: now[state]! / persons.personCount,
    features: columns.map((column) => column.states[state]!),
  }));
  return {
    rowCount,
    personCount: persons.personCount,
    features: features.map(({ label, unit, isShare }) => ({ label, unit, isShare })),
    states,
    everybody: columns.map(({ everybody }) => everybody),
  };
}

/** How many rows or persons are in each state. */
export function countBy(states: Uint8Array, stateCount: number): number[] {
  const counts = new Array<number>(stateCount).fill(0);
  for (const state of states) counts[state]!++;
  return counts;
}

function weightByState(posterior: Float64Array, stateCount: number): Float64Array {
  const weights = new Float64Array(stateCount);
  for (let at = 0, state = 0; at < posterior.length; at++) {
    weights[state]! += posterior[at]!;
    if (++state === stateCount) state = 0;
  }
  return weights;
}
