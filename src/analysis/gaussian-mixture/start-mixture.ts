// The parameters a run starts from: those of a hard partition, such as k-means gives.
import type { Labels } from '../agreement/cross-table.ts';
import { prepareMixture } from './component-densities.ts';
import { triangleLength } from './cholesky.ts';
import type { ExpectedMoments } from './expectation.ts';
import { maximise } from './maximisation.ts';
import type { CovarianceShape, Mixture } from './mixture-types.ts';
import type { TrainingRows } from './packed-rows.ts';

/**
 * The M-step on responsibilities of 0 and 1.
 *
 * @param labels 0 to k - 1 for every row
 */
export function startMixture(
  rows: TrainingRows,
  labels: Labels,
  k: number,
  covariance: CovarianceShape,
  varianceFloor: number,
): Mixture {
  const blank = blankMixture(rows, k, covariance);
  const moments = momentsOfLabels(rows, labels, blank);
  return maximise(blank, moments, rows, varianceFloor).mixture;
}

/** All components in the middle, with the columns' own variances: what an empty part keeps. */
function blankMixture(rows: TrainingRows, k: number, covariance: CovarianceShape): Mixture {
  const { columnCount: d, variances } = rows;
  const matrix = new Float64Array(d * d);
  variances.forEach((variance, i) => (matrix[i * d + i] = variance));
  const average = variances.reduce((sum, value) => sum + value, 0) / d;
  const one = {
    full: matrix,
    tied: matrix,
    diagonal: variances,
    spherical: Float64Array.of(average),
  }[covariance];
  const copies = covariance === 'tied' ? 1 : k;
  const covariances = new Float64Array(copies * one.length);
  for (let c = 0; c < copies; c++) covariances.set(one, c * one.length);
  return {
    k,
    columnCount: d,
    covariance,
    weights: new Float64Array(k).fill(1 / k),
    means: new Float64Array(k * d),
    covariances,
  };
}

function momentsOfLabels(rows: TrainingRows, labels: Labels, blank: Mixture): ExpectedMoments {
  const { k, columnCount: d } = blank;
  const { diagonal } = prepareMixture(blank, new Float64Array(d));
  const length = diagonal ? d : triangleLength(d);
  const counts = new Float64Array(k);
  const first = new Float64Array(k * d);
  const second = new Float64Array(k * length);
  for (let row = 0; row < rows.rowCount; row++) {
    const c = labels[row]!;
    counts[c]!++;
    let entry = c * length;
    for (let i = 0; i < d; i++) {
      const value = rows.cells[row * d + i]!;
      first[c * d + i]! += value;
      if (diagonal) second[entry++]! += value * value;
      else for (let j = 0; j <= i; j++) second[entry++]! += value * rows.cells[row * d + j]!;
    }
  }
  return { logLikelihood: 0, entropy: 0, counts, first, second };
}
