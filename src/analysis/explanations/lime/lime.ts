// LIME for tables (Ribeiro et al. 2016): a weighted linear model of the model's probabilities around
// one row, with its fit and its stability, without which it says nothing.
import { deriveSeed } from '../../random.ts';
import { requireCount, requireRange } from '../../statistics/require-values.ts';
import type { FeatureTable } from '../../supervised/feature-table.ts';
import { AnalysisError } from '../../analysis-error.ts';
import type { Predict } from '../predict.ts';
import {
  defaultLimeParams,
  type LimeBackground,
  type LimeExplanation,
  type LimeParams,
} from './lime-types.ts';
import { fitLocally, type LocalFit } from './local-fit.ts';
import { drawNeighbours } from './neighbours.ts';
import { binColumn, binOfValue, describeBin } from './quartile-bins.ts';
import { summariseFits } from './summarise-fits.ts';

/** @throws AnalysisError `input.empty`, `input.too-few-rows` below 2 */
export function prepareLime(training: FeatureTable): LimeBackground {
  requireCount(training.rowCount, 2, 'LIME');
  return { table: training, bins: training.columns.map(binColumn) };
}

/**
 * Explains every class of one row: what the local model sees of a neighbour is which of its features
 * fell into the row's own bins. Yields the share done.
 *
 * @param row of the table `rows`, whose columns are those of the training rows
 * @throws AnalysisError `parameter.out-of-range`, `input.length-mismatch`, `input.not-finite`
 */
export function* explainByLime(
  predict: Predict,
  background: LimeBackground,
  rows: FeatureTable,
  row: number,
  classCount: number,
  params: LimeParams = defaultLimeParams,
): Generator<number, readonly LimeExplanation[]> {
  requireRange(params.sampleCount, 10, 1e6, 'The number of neighbours');
  requireRange(params.kernelWidth, 1e-3, 1e3, 'The kernel width');
  requireRange(params.featureCount, 1, 1000, 'The number of features in the local model');
  requireRange(params.repeatCount, 1, 100, 'The number of repeats');
  const repeats: LocalFit[][] = [];
  let probabilities = new Float64Array(0);
  for (let repeat = 0; repeat < params.repeatCount; repeat++) {
    const seed = deriveSeed(params.seed, 'lime', repeat);
    const { neighbours, inOwnBin, weights } = drawNeighbours(background, rows, row, params, seed);
    const predicted = predict(neighbours);
    requirePredicted(predicted, neighbours.rowCount * classCount);
    probabilities = predicted.slice(0, classCount);
    repeats.push(
      Array.from({ length: classCount }, (_, k) => {
        const target = Float64Array.from(weights, (_w, i) => predicted[i * classCount + k]!);
        return fitLocally(inOwnBin, target, weights, params.featureCount);
      }),
    );
    yield (repeat + 1) / params.repeatCount;
  }
  const conditions = rows.columns.map(({ values }, j) => {
    const column = background.table.columns[j]!;
    const bins = background.bins[j]!;
    const bin = binOfValue(column, bins.edges, bins.binCount, values[row]!);
    return describeBin(column, bins, bin);
  });
  return Array.from({ length: classCount }, (_, k) =>
    summariseFits(
      k,
      probabilities[k]!,
      repeats.map((fits) => fits[k]!),
      conditions,
    ),
  );
}

function requirePredicted(predicted: Float64Array, length: number): void {
  if (predicted.length !== length) {
    throw new AnalysisError(
      'input.length-mismatch',
      `LIME: the model gave ${predicted.length} probabilities where ${length} were expected.`,
      'The model has to give every row a probability for every class.',
    );
  }
  const row = predicted.findIndex((value) => !Number.isFinite(value));
  if (row < 0) return;
  throw new AnalysisError(
    'input.not-finite',
    `LIME: the model gave ${predicted[row]} as a probability.`,
    'Fit the model again; this is a fault in the model.',
  );
}
