// Profiles of the states: sizes by rows and by persons, means in own units and in deviations.
import { requireSameLength } from '../statistics/require-values.ts';
import type { DecodedPanel } from './decoded-panel.ts';
import type {
  StateFeature,
  StateFeatureProfile,
  StateProfile,
  StateProfiles,
} from './profile-types.ts';
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
    requireSameLength(fitted, decoding.viterbi, `Column ${label}`);
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

/** Sums are taken about the column's first value, so that an offset of 1e8 costs no digits. */
function profileColumn(feature: StateFeature, posterior: Float64Array, stateCount: number) {
  const { values, fitted } = feature;
  const first = values.findIndex((value) => !Number.isNaN(value));
  const origin = values[first] ?? 0;
  const fittedOrigin = fitted[first] ?? 0;
  const all = stateCount;
  const present = new Float64Array(stateCount + 1);
  const missing = new Float64Array(stateCount + 1);
  const sums = new Float64Array(stateCount + 1);
  const fittedSums = new Float64Array(stateCount + 1);
  let squares = 0;
  for (let row = 0; row < values.length; row++) {
    const absent = Number.isNaN(values[row]!);
    const value = absent ? 0 : values[row]! - origin;
    const onScale = absent ? 0 : fitted[row]! - fittedOrigin;
    const counts = absent ? missing : present;
    for (let state = 0; state < stateCount; state++) {
      const weight = posterior[row * stateCount + state]!;
      counts[state]! += weight;
      sums[state]! += weight * value;
      fittedSums[state]! += weight * onScale;
    }
    counts[all]! += 1;
    sums[all]! += value;
    fittedSums[all]! += onScale;
    squares += onScale * onScale;
  }
  const centre = present[all]! > 0 ? fittedSums[all]! / present[all]! : 0;
  const variance = present[all]! > 0 ? squares / present[all]! - centre * centre : 0;
  const deviation = variance > 1e-12 * Math.max(1e-300, centre * centre) ? Math.sqrt(variance) : 0;
  const profileOf = (state: number): StateFeatureProfile => {
    const weight = present[state]!;
    const total = weight + missing[state]!;
    const known = weight > 1e-9;
    return {
      mean: known ? origin + sums[state]! / weight : null,
      z: known && deviation > 0 ? (fittedSums[state]! / weight - centre) / deviation : null,
      missingShare: total > 1e-9 ? missing[state]! / total : null,
    };
  };
  return {
    states: Array.from({ length: stateCount }, (_, state) => profileOf(state)),
    everybody: profileOf(all),
  };
}
