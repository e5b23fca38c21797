// Log densities of rows in every state; a missing cell is integrated out by leaving it out.
import { naturalLog } from './exponential.ts';
import { JointGaussian } from './joint-gaussian.ts';
import type { HiddenMarkovModel } from './hidden-markov-types.ts';
import type { StandardPanel } from './standard-panel.ts';

export interface EmissionDensities {
  /** Writes K log densities in standard units, but for what all states share (`panel.constants`). */
  rowLogDensities(row: number, into: Float64Array, offset: number): void;
  /** The Gaussian columns where they are dependent (tied and full). */
  readonly joint: JointGaussian | null;
}

export function emissionDensities(
  model: HiddenMarkovModel,
  panel: StandardPanel,
): EmissionDensities {
  const { stateCount } = model;
  const tables = panel.emissions.map((_, j) => columnTable(model, panel, j));
  const joint = hasJointGaussian(model, panel) ? new JointGaussian(model, panel) : null;
  const rowLogDensities = (row: number, into: Float64Array, offset: number) => {
    into.fill(0, offset, offset + stateCount);
    for (const [j, table] of tables.entries()) {
      const cell = panel.columns[j]![row]!;
      if (!table || Number.isNaN(cell)) continue;
      for (let k = 0; k < stateCount; k++) {
        const difference = cell - table.middles[k]!;
        into[offset + k]! +=
          table.constants[k]! +
          // An impossible event that did not happen costs nothing.
          (cell === 0 ? 0 : cell * table.slopes[k]!) -
          difference * difference * table.precisions[k]!;
      }
    }
    joint?.addRowLogDensities(row, into, offset);
  };
  return { rowLogDensities, joint };
}

function hasJointGaussian({ covariance }: HiddenMarkovModel, { gaussians }: StandardPanel) {
  return gaussians.length > 0 && (covariance === 'tied' || covariance === 'full');
}

/** K of each: log density = constant + slope x - precision (x - middle)^2. */
export interface ColumnTable {
  readonly constants: Float64Array;
  readonly slopes: Float64Array;
  readonly middles: Float64Array;
  /** Half the reciprocal variance. */
  readonly precisions: Float64Array;
}

/** The table of a column that is independent of the others in each state; null where it is not. */
export function columnTable(
  model: HiddenMarkovModel,
  panel: StandardPanel,
  j: number,
): ColumnTable | null {
  const { stateCount, emissions, covariance } = model;
  const kind = emissions[j]!;
  if (kind === 'gaussian' && hasJointGaussian(model, panel)) return null;
  const zeros = () => new Float64Array(stateCount);
  const table = { constants: zeros(), slopes: zeros(), middles: zeros(), precisions: zeros() };
  const d = panel.gaussians.length;
  for (let k = 0; k < stateCount; k++) {
    const mean = model.means[k * emissions.length + j]!;
    if (kind === 'gaussian') {
      const cell = covariance === 'spherical' ? k : k * d + panel.gaussians.indexOf(j);
      const variance = model.covariances[cell]!;
      table.middles[k] = mean;
      table.precisions[k] = 0.5 / variance;
      table.constants[k] = -naturalLog(variance) / 2;
    } else if (kind === 'poisson') {
      table.slopes[k] = naturalLog(mean);
      table.constants[k] = -mean;
    } else {
      // A state that never lacks the event: log p is reached by a finite way round.
      const absent = Math.max(naturalLog(1 - mean), -1e300);
      table.constants[k] = absent;
      table.slopes[k] = naturalLog(mean) - absent;
    }
  }
  return table;
}
