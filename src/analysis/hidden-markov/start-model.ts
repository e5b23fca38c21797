// Where a restart begins: states around the clusters of a short k-means, and a chain that likes to stay.
import { AnalysisError } from '../analysis-error.ts';
import { fitKMeans } from '../kmeans/fit-kmeans.ts';
import { predictKMeans } from '../kmeans/predict-kmeans.ts';
import { createRandom, deriveSeed } from '../random.ts';
import { emptyExpectation } from './empty-expectation.ts';
import type { HiddenMarkovModel, HiddenMarkovParams } from './hidden-markov-types.ts';
import { maximise } from './maximisation.ts';
import type { StandardPanel } from './standard-panel.ts';

/** Rows the clusters are sought in. */
const sampleRowCount = 20_000;
const kmeansIterationCount = 10;

/** A state's variance is at least this share of the column's at the start. */
const startFloor = 0.05;

/** How far a probability or a rate is drawn to the column's mean, as no state may start out certain. */
const shrinkage = 0.1;

/**
 * A start in standard units; every restart has its own.
 *
 * @throws AnalysisError `input.too-few-rows`
 */
export function startModel(
  panel: StandardPanel,
  stateCount: number,
  params: HiddenMarkovParams,
  restart: number,
): HiddenMarkovModel {
  const seed = deriveSeed(params.seed, 'hidden-markov', stateCount, restart);
  const rows = sampleRows(panel.rowCount, seed);
  const labels = clusterRows(panel, rows, stateCount, seed);
  const { emissions, measures } = panel;
  const blank: HiddenMarkovModel = {
    stateCount,
    emissions,
    covariance: panel.covariance,
    startProbability: new Float64Array(stateCount).fill(1 / stateCount),
    transitionMatrix: stickyMatrix(stateCount, params.stickiness),
    means: Float64Array.from({ length: stateCount * emissions.length }, (_, at) => {
      const j = at % emissions.length;
      return emissions[j] === 'gaussian' ? 0 : measures[j]!.mean;
    }),
    covariances: blankCovariances(panel, stateCount),
  };
  const expectation = sumClusters(panel, rows, labels, blank);
  const varianceFloor = Math.max(params.varianceFloor, startFloor);
  const { model } = maximise(blank, expectation, panel, { varianceFloor, transitionPrior: 1 });
  return {
    ...model,
    startProbability: blank.startProbability,
    transitionMatrix: blank.transitionMatrix,
    means: model.means.map((mean, at) => {
      const j = at % emissions.length;
      if (emissions[j] === 'gaussian') return mean;
      return (1 - shrinkage) * mean + shrinkage * measures[j]!.mean;
    }),
  };
}

function stickyMatrix(stateCount: number, stickiness: number): Float64Array {
  const stay = stateCount === 1 ? 1 : Math.max(stickiness, 1 / stateCount);
  return Float64Array.from({ length: stateCount * stateCount }, (_, cell) =>
    cell % (stateCount + 1) === 0 ? stay : (1 - stay) / (stateCount - 1),
  );
}

/** Rows in ascending order, all or a sample. */
function sampleRows(rowCount: number, seed: number): Uint32Array {
  const rows = new Uint32Array(rowCount);
  for (let row = 0; row < rowCount; row++) rows[row] = row;
  if (rowCount <= sampleRowCount) return rows;
  const random = createRandom(deriveSeed(seed, 'sample'));
  for (let i = 0; i < sampleRowCount; i++) {
    const other = i + random.integerBelow(rowCount - i);
    const kept = rows[i]!;
    rows[i] = rows[other]!;
    rows[other] = kept;
  }
  return rows.slice(0, sampleRowCount).sort();
}

/** Labels of rows by k-means on columns of variance 1, missing cells at the mean. */
function clusterRows(panel: StandardPanel, rows: Uint32Array, stateCount: number, seed: number) {
  const { emissions, measures, scale } = panel;
  const columns = panel.columns.map((column, j) => {
    const gaussian = emissions[j] === 'gaussian';
    const middle = gaussian ? 0 : measures[j]!.mean;
    const spread = measures[j]!.deviation * (gaussian ? scale[j]! : 1);
    const drawn = new Float64Array(rows.length);
    for (let index = 0; index < rows.length; index++) {
      const cell = column[rows[index]!]!;
      if (!Number.isNaN(cell)) drawn[index] = (cell - middle) / spread;
    }
    return drawn;
  });
  const matrix = { rowCount: rows.length, columns };
  const params = {
    k: stateCount,
    restartCount: 1,
    maxIterationCount: kmeansIterationCount,
    tolerance: 1e-3,
    seed,
  };
  try {
    const fit = fitKMeans(matrix, params);
    let step = fit.next();
    while (!step.done) step = fit.next();
    return predictKMeans(step.value, matrix).labels;
  } catch (error) {
    if (!(error instanceof AnalysisError) || error.code !== 'input.too-few-rows') throw error;
    throw new AnalysisError(
      'input.too-few-rows',
      `${stateCount} states cannot be told apart: the panel has fewer different rows.`,
      'Ask for fewer states, or choose features in which people differ more.',
    );
  }
}

/** One for every variance, nothing between columns. */
function blankCovariances({ covariance, gaussians }: StandardPanel, stateCount: number) {
  const d = gaussians.length;
  if (d === 0) return new Float64Array(0);
  if (covariance === 'diagonal') return new Float64Array(stateCount * d).fill(1);
  if (covariance === 'spherical') return new Float64Array(stateCount).fill(1);
  const blocks = covariance === 'tied' ? 1 : stateCount;
  return Float64Array.from({ length: blocks * d * d }, (_, cell) =>
    (cell % (d * d)) % (d + 1) === 0 ? 1 : 0,
  );
}

/** The sums of an E-step in which every row is of its cluster's state for certain. */
function sumClusters(
  panel: StandardPanel,
  rows: Uint32Array,
  labels: Uint8Array | Uint16Array,
  blank: HiddenMarkovModel,
) {
  const total = emptyExpectation(blank, panel);
  const { columns, emissions, gaussians } = panel;
  const d = gaussians.length;
  const joint = panel.covariance === 'tied' || panel.covariance === 'full';
  rows.forEach((row, index) => {
    const k = labels[index]!;
    total.starts[k]! += 1;
    columns.forEach((column, j) => {
      const missing = Number.isNaN(column[row]!);
      if (missing && !(joint && emissions[j] === 'gaussian')) return;
      total.weights[k * columns.length + j]! += 1;
      if (!missing) total.sums[k * columns.length + j]! += column[row]!;
    });
    const cells = gaussians.map((j) => (Number.isNaN(columns[j]![row]!) ? 0 : columns[j]![row]!));
    const first = panel.covariance === 'tied' ? 0 : k * d * d;
    for (let i = 0; i < d; i++) {
      if (!joint) total.squares[k * d + i]! += cells[i]! * cells[i]!;
      for (let j = 0; j < d && joint; j++) {
        total.squares[first + i * d + j]! += cells[i]! * cells[j]!;
      }
    }
  });
  return total;
}
