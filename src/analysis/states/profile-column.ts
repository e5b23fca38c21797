// One column of the states' profiles: means weighted by the posterior, and how far from everybody's.
import type { StateFeature, StateFeatureProfile } from './profile-types.ts';

export interface ColumnProfile {
  /** One a state. */
  readonly states: readonly StateFeatureProfile[];
  readonly everybody: StateFeatureProfile;
}

/** @param posterior rows x K */
export function profileColumn(
  { values, fitted }: Pick<StateFeature, 'values' | 'fitted'>,
  posterior: Float64Array,
  stateCount: number,
): ColumnProfile {
  const own = weighCells(values, posterior, stateCount);
  const onScale = fitted && (fitted === values ? own : weighCells(fitted, posterior, stateCount));
  const centre = onScale?.means[stateCount] ?? null;
  const profileOf = (state: number): StateFeatureProfile => {
    const scaled = onScale?.means[state] ?? null;
    const comparable = scaled !== null && centre !== null && onScale && onScale.deviation > 0;
    return {
      mean: own.means[state]!,
      z: comparable ? (scaled - centre) / onScale.deviation : null,
      missingShare: own.missingShares[state]!,
    };
  };
  return {
    states: Array.from({ length: stateCount }, (_, state) => profileOf(state)),
    everybody: profileOf(stateCount),
  };
}

interface WeighedCells {
  /** One a state, and last that of all rows; null without present cells. */
  readonly means: readonly (number | null)[];
  readonly missingShares: readonly (number | null)[];
  /** Of all present cells; 0 for a constant column. */
  readonly deviation: number;
}

/** A state with less than this weight, in rows, has no mean. */
const leastWeight = 1e-9;

/** Sums are taken about the column's first value, so that an offset of 1e8 costs no digits. */
function weighCells(
  cells: Float64Array,
  posterior: Float64Array,
  stateCount: number,
): WeighedCells {
  const origin = cells.find((cell) => !Number.isNaN(cell)) ?? 0;
  const present = new Float64Array(stateCount + 1);
  const missing = new Float64Array(stateCount + 1);
  const sums = new Float64Array(stateCount + 1);
  let squares = 0;
  let least = Infinity;
  let most = -Infinity;
  for (let row = 0; row < cells.length; row++) {
    const absent = Number.isNaN(cells[row]!);
    const value = absent ? 0 : cells[row]! - origin;
    if (!absent) {
      least = Math.min(least, cells[row]!);
      most = Math.max(most, cells[row]!);
    }
    const weights = absent ? missing : present;
    for (let state = 0; state < stateCount; state++) {
      const weight = posterior[row * stateCount + state]!;
      weights[state]! += weight;
      sums[state]! += weight * value;
    }
    weights[stateCount]! += 1;
    sums[stateCount]! += value;
    squares += value * value;
  }
  const shares = Array.from(present, (weight, at) => {
    const total = weight + missing[at]!;
    return total > leastWeight ? missing[at]! / total : null;
  });
  // No mean lies outside of the cells, though rounding would put that of zeros a little below 0.
  const within = (mean: number): number => Math.min(most, Math.max(least, mean));
  const means = Array.from(present, (weight, at) =>
    weight > leastWeight ? within(origin + sums[at]! / weight) : null,
  );
  const count = Math.max(1, present[stateCount]!);
  const centre = sums[stateCount]! / count;
  const variance = squares / count - centre * centre;
  const rounding = 1e-12 * centre * centre;
  return { means, missingShares: shares, deviation: Math.sqrt(variance > rounding ? variance : 0) };
}
