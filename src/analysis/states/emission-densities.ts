// What the states emit, drawn over the data: histograms and densities in own units.
import { exponential, naturalLog } from '../hidden-markov/exponential.ts';
import type { HiddenMarkovModel } from '../hidden-markov/hidden-markov-types.ts';
import { histogram } from '../reductions/histogram.ts';
import { gaussianColumns, gaussianVariance } from './model-parts.ts';
import { keptColumns, toFitScale, toOwnUnits, type PanelTransform } from './panel-transform.ts';

/** A feature with values on an axis: what was seen, and one density a state on a common grid. */
export interface ContinuousEmission {
  readonly kind: 'continuous';
  readonly name: string;
  /** Bin edges in own units, even on a log scale where the column was logged. */
  readonly edges: Float64Array;
  readonly logarithmic: boolean;
  /** Rows by bin, and the same as a density: share of the rows by width of the bin. */
  readonly counts: Uint32Array;
  readonly observed: Float64Array;
  /** Ascending, in own units. */
  readonly grid: Float64Array;
  /** By state, the density of one own unit at each place of the grid. */
  readonly densities: readonly Float64Array[];
}

/** A feature of 0 and 1, or of whole numbers: shares of the values 0, 1, 2, ... */
export interface DiscreteEmission {
  readonly kind: 'binary' | 'count';
  readonly name: string;
  /** Share of the rows with each value. */
  readonly observed: Float64Array;
  /** By state, the probability of each value; counts end at the largest value seen. */
  readonly probabilities: readonly Float64Array[];
}

export type EmissionPicture = ContinuousEmission | DiscreteEmission;

const gridSize = 200;

/**
 * One picture a column of the model that has cells; a column without any has none. Multiply a
 * state's density by its share of the rows to see how the states add up to the data.
 *
 * @param columns in own units, the columns the transform was fitted on; NaN is missing
 * @throws AnalysisError as `histogram`
 */
export function emissionDensities(
  model: HiddenMarkovModel,
  transform: PanelTransform,
  columns: readonly Float64Array[],
  binCount = 40,
): EmissionPicture[] {
  const kept = keptColumns(transform);
  const places = gaussianColumns(model);
  return kept.flatMap((column, at): EmissionPicture[] => {
    const values = columns[transform.columns.indexOf(column)]!;
    const present = values.filter((value) => !Number.isNaN(value));
    if (present.length === 0) return [];
    const means = Array.from(
      { length: model.stateCount },
      (_, state) => model.means[state * kept.length + at]!,
    );
    const kind = model.emissions[at]!;
    if (kind !== 'gaussian') return [discrete(kind, column.name, present, means)];
    const place = places.indexOf(at);
    const variances = means.map((_, state) => gaussianVariance(model, state, place));
    const bins = histogram(present, binCount, column.log1p);
    const low = toFitScale(bins.edges[0]!, column);
    const high = toFitScale(bins.edges[bins.edges.length - 1]!, column);
    const grid = new Float64Array(gridSize);
    const densities = means.map(() => new Float64Array(gridSize));
    for (let i = 0; i < gridSize; i++) {
      const z = low + ((high - low) * i) / (gridSize - 1);
      const own = toOwnUnits(z, column);
      grid[i] = own;
      const slope = 1 / (column.scale * (column.log1p ? 1 + Math.abs(own) : 1));
      means.forEach((mean, state) => {
        densities[state]![i] = normalDensity(z, mean, variances[state]!) * slope;
      });
    }
    const observed = Float64Array.from(bins.counts, (count, bin) => {
      return count / present.length / (bins.edges[bin + 1]! - bins.edges[bin]!);
    });
    return [{ kind: 'continuous', name: column.name, ...bins, observed, grid, densities }];
  });
}

function normalDensity(value: number, mean: number, variance: number): number {
  return exponential(-((value - mean) ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
}

function discrete(
  emission: 'bernoulli' | 'poisson',
  name: string,
  present: Float64Array,
  means: readonly number[],
): DiscreteEmission {
  const binary = emission === 'bernoulli';
  const largest = binary ? 1 : present.reduce((most, value) => Math.max(most, value), 0);
  const observed = new Float64Array(largest + 1);
  for (const value of present) observed[value]! += 1 / present.length;
  const probabilities = means.map((mean) =>
    binary ? Float64Array.of(1 - mean, mean) : poissonShares(mean, largest),
  );
  return { kind: binary ? 'binary' : 'count', name, observed, probabilities };
}

function poissonShares(rate: number, largest: number): Float64Array {
  const shares = new Float64Array(largest + 1);
  let logShare = -rate;
  for (let value = 0; value <= largest; value++) {
    if (value > 0) logShare += naturalLog(rate / value);
    shares[value] = exponential(logShare);
  }
  return shares;
}
