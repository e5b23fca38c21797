// Encodings made fit for distances: centred, dead units dropped, every direction counted once.
import { AnalysisError } from '../analysis-error.ts';
import { requirePoints, type Points } from '../density/points.ts';
import { mean } from '../statistics/moments.ts';
import { requireCount } from '../statistics/require-values.ts';
import { symmetricEigen } from '../statistics/symmetric-eigen.ts';

export type WhiteningMethod = 'principal-axes' | 'z-score';

export interface WhiteningParams {
  readonly method: WhiteningMethod;
  /** A unit is dead where its variance is at most this share of the greatest unit's. */
  readonly deadShare: number;
  /** Principal axes with a lesser share of the variance are left out. */
  readonly leastAxisShare: number;
}

export const defaultWhiteningParams = {
  method: 'principal-axes',
  deadShare: 1e-6,
  leastAxisShare: 0.01,
} as const satisfies WhiteningParams;

export interface DeadUnit {
  readonly unit: number;
  readonly variance: number;
}

export interface Whitening {
  readonly method: WhiteningMethod;
  readonly unitCount: number;
  /** Units that are used; the others are in `dead`. */
  readonly units: readonly number[];
  readonly dead: readonly DeadUnit[];
  /** By used unit: mean and standard deviation. */
  readonly means: Float64Array;
  readonly deviations: Float64Array;
  /** All principal axes of the z-scores, used units x used units, one axis a row. */
  readonly axes: Float64Array;
  /** Share of the variance that each axis explains, descending. */
  readonly axisShares: Float64Array;
  /** Dimensions after whitening. */
  readonly dimensionCount: number;
}

/**
 * Z-scores make units comparable; turning to principal axes and scaling those to a variance of 1 keeps
 * a direction that many units repeat from counting many times. Axes below `leastAxisShare` are rounding
 * and training noise, which the scaling would blow up to the size of the rest: they are left out.
 *
 * @throws AnalysisError as `requirePoints`; `input.too-few-rows`; `input.constant-column` where all
 *   encodings are equal
 */
export function fitWhitening(
  encodings: Points,
  params: WhiteningParams = defaultWhiteningParams,
): Whitening {
  requirePoints(encodings, 'Whitening of encodings');
  requireCount(encodings.rowCount, 2, 'Whitening of encodings');
  const all = Array.from({ length: encodings.dimensionCount }, (_, unit) =>
    momentsOf(encodings, unit),
  );
  const greatest = all.reduce((most, { variance }) => Math.max(most, variance), 0);
  const alive = all.filter(({ variance }) => variance > params.deadShare * greatest);
  if (alive.length === 0) {
    throw new AnalysisError(
      'input.constant-column',
      'All encodings are equal: the journeys cannot be told apart.',
      'Train with more kinds of events or longer journeys, or use the encoder that counts.',
    );
  }
  const units = alive.map(({ unit }) => unit);
  const means = Float64Array.from(alive, ({ average }) => average);
  const deviations = Float64Array.from(alive, ({ variance }) => Math.sqrt(variance));
  const eigen = symmetricEigen(correlations(encodings, units, means, deviations), units.length);
  const axisShares = eigen.values.map((value) => Math.max(0, value) / units.length);
  const axisCount = axisShares.filter((share) => share >= params.leastAxisShare).length;
  return {
    method: params.method,
    unitCount: encodings.dimensionCount,
    units,
    dead: all
      .filter(({ unit }) => !units.includes(unit))
      .map(({ unit, variance }) => ({ unit, variance })),
    means,
    deviations,
    axes: withSigns(eigen.vectors, units.length),
    axisShares,
    dimensionCount: params.method === 'z-score' ? units.length : Math.max(1, axisCount),
  };
}

/** @throws AnalysisError `input.length-mismatch` where the encodings have other units */
export function applyWhitening(whitening: Whitening, encodings: Points): Points {
  const { method, dimensionCount, axisShares, units } = whitening;
  if (method === 'z-score') return zScores(whitening, encodings);
  const scales = Float64Array.from(
    { length: dimensionCount },
    (_, axis) => 1 / Math.sqrt(axisShares[axis]! * units.length),
  );
  return alongAxes(whitening, encodings, scales);
}

/**
 * The map by principal axes: coordinates along the first two, in standard deviations of a unit. With a
 * single unit the second coordinate is 0.
 */
export function principalMap(whitening: Whitening, encodings: Points) {
  const axisCount = Math.min(2, whitening.units.length);
  const { values } = alongAxes(whitening, encodings, new Float64Array(axisCount).fill(1));
  const x = new Float64Array(encodings.rowCount);
  const y = new Float64Array(encodings.rowCount);
  for (let row = 0; row < encodings.rowCount; row++) {
    x[row] = values[row * axisCount]!;
    if (axisCount === 2) y[row] = values[row * axisCount + 1]!;
  }
  return { x, y, explained: [whitening.axisShares[0]!, whitening.axisShares[1] ?? 0] as const };
}

function alongAxes(whitening: Whitening, encodings: Points, scales: Float64Array): Points {
  const { axes } = whitening;
  const scores = zScores(whitening, encodings);
  const size = scores.dimensionCount;
  const dimensionCount = scales.length;
  const values = new Float64Array(encodings.rowCount * dimensionCount);
  for (let row = 0; row < encodings.rowCount; row++) {
    for (let axis = 0; axis < dimensionCount; axis++) {
      let sum = 0;
      for (let i = 0; i < size; i++) sum += axes[axis * size + i]! * scores.values[row * size + i]!;
      values[row * dimensionCount + axis] = sum * scales[axis]!;
    }
  }
  return { rowCount: encodings.rowCount, dimensionCount, values };
}

function zScores({ unitCount, units, means, deviations }: Whitening, encodings: Points): Points {
  requirePoints(encodings, 'Whitening of encodings');
  if (encodings.dimensionCount !== unitCount) {
    throw new AnalysisError(
      'input.length-mismatch',
      `The encodings have ${encodings.dimensionCount} units, whitening was fitted on ${unitCount}.`,
      'Encode with the model that the whitening belongs to.',
    );
  }
  const dimensionCount = units.length;
  const values = new Float64Array(encodings.rowCount * dimensionCount);
  for (let row = 0; row < encodings.rowCount; row++) {
    units.forEach((unit, i) => {
      const value = encodings.values[row * unitCount + unit]!;
      values[row * dimensionCount + i] = (value - means[i]!) / deviations[i]!;
    });
  }
  return { rowCount: encodings.rowCount, dimensionCount, values };
}

function momentsOf({ rowCount, dimensionCount, values }: Points, unit: number) {
  const column = Float64Array.from(
    { length: rowCount },
    (_, row) => values[row * dimensionCount + unit]!,
  );
  const average = mean(column);
  let sum = 0;
  let constant = true;
  for (const value of column) {
    sum += (value - average) ** 2;
    constant &&= value === column[0];
  }
  return { unit, average, variance: constant ? 0 : sum / rowCount };
}

function correlations(
  { rowCount, dimensionCount, values }: Points,
  units: readonly number[],
  means: Float64Array,
  deviations: Float64Array,
): Float64Array {
  const size = units.length;
  const sums = new Float64Array(size * size);
  const scores = new Float64Array(size);
  for (let row = 0; row < rowCount; row++) {
    for (let i = 0; i < size; i++) {
      scores[i] = (values[row * dimensionCount + units[i]!]! - means[i]!) / deviations[i]!;
    }
    for (let i = 0; i < size; i++) {
      for (let j = 0; j <= i; j++) sums[i * size + j]! += scores[i]! * scores[j]!;
    }
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      sums[i * size + j]! /= rowCount;
      sums[j * size + i] = sums[i * size + j]!;
    }
  }
  return sums;
}

/** An axis may point either way; here its greatest weight is positive, so that maps do not flip. */
function withSigns(vectors: Float64Array, size: number): Float64Array {
  const signed = vectors.slice();
  for (let axis = 0; axis < size; axis++) {
    const row = signed.subarray(axis * size, (axis + 1) * size);
    const strongest = row.reduce((best, weight) =>
      Math.abs(weight) > Math.abs(best) ? weight : best,
    );
    if (strongest < 0) row.forEach((weight, i) => (row[i] = -weight));
  }
  return signed;
}
