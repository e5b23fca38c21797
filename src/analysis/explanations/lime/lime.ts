// LIME for tables (Ribeiro et al. 2016): a weighted linear model of the model's probabilities around
// one row, with its fit and its stability, without which it says nothing.
import { createRandom, deriveSeed } from '../../random.ts';
import { requireCount, requireRange } from '../../statistics/require-values.ts';
import { exponentialOfNegative } from '../../supervised/exponential.ts';
import type { FeatureTable } from '../../supervised/feature-table.ts';
import { AnalysisError } from '../../analysis-error.ts';
import type { Predict } from '../predict.ts';
import { binColumn, binOfValue, describeBin, type ColumnBins } from './quartile-bins.ts';
import { fitWeightedRidge } from './weighted-ridge.ts';

export interface LimeParams {
  /** Invented neighbours, the row itself included. */
  readonly sampleCount: number;
  /** Times the square root of the number of features. */
  readonly kernelWidth: number;
  /** Features in the local model. */
  readonly featureCount: number;
  /** Independent repeats with other neighbours. */
  readonly repeatCount: number;
  readonly seed: number;
}

export const defaultLimeParams = {
  sampleCount: 5000,
  kernelWidth: 0.75,
  featureCount: 10,
  repeatCount: 10,
  seed: 0,
} as const satisfies LimeParams;

/** Features whose stability is reported. */
export const topFeatureCount = 5;

export interface LimeWeight {
  readonly feature: number;
  /** What the row has: "7 < recency <= 20". */
  readonly condition: string;
  /** Change of the probability where the condition holds, mean over the repeats. */
  readonly weight: number;
  /** Standard deviation of the weight over the repeats. */
  readonly deviation: number;
  /** Share of the repeats in which the feature was among the top five. */
  readonly topShare: number;
}

export interface LimeExplanation {
  readonly classIndex: number;
  /** The model's own probability of the row. */
  readonly probability: number;
  /** The local model's, mean over the repeats. */
  readonly localProbability: number;
  /** Weighted R² of the local model: mean, least and greatest over the repeats. */
  readonly rSquared: { readonly mean: number; readonly least: number; readonly greatest: number };
  /** Mean over pairs of repeats of the share of the top five that they have in common; 1 for one repeat. */
  readonly topOverlap: number;
  /** The largest first. */
  readonly weights: readonly LimeWeight[];
  /** Of every feature: mean weight over the repeats, 0 where it was not chosen. */
  readonly weightOfFeature: Float64Array;
}

/** What the training rows tell LIME: the bins, and the values to draw from. */
export interface LimeBackground {
  readonly table: FeatureTable;
  readonly bins: readonly ColumnBins[];
}

/** @throws AnalysisError `input.empty`, `input.too-few-rows` below 2 */
export function prepareLime(training: FeatureTable): LimeBackground {
  requireCount(training.rowCount, 2, 'LIME');
  return { table: training, bins: training.columns.map(binColumn) };
}

/**
 * Explains every class of one row. Neighbours draw each feature from the training rows, independently
 * of the others; what the local model sees is whether it fell into the row's own bin. A neighbour with
 * c features elsewhere weighs sqrt(exp(-c / width²)), width = kernelWidth sqrt(features), as the
 * authors' package has it. Yields the share done.
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
    summarise(
      k,
      probabilities[k]!,
      repeats.map((fits) => fits[k]!),
      conditions,
    ),
  );
}

interface Neighbours {
  readonly neighbours: FeatureTable;
  /** By feature: 1 where the neighbour is in the row's own bin. */
  readonly inOwnBin: readonly Float64Array[];
  readonly weights: Float64Array;
}

function drawNeighbours(
  { table, bins }: LimeBackground,
  rows: FeatureTable,
  row: number,
  params: LimeParams,
  seed: number,
): Neighbours {
  const random = createRandom(seed);
  const count = params.sampleCount;
  const elsewhere = new Uint32Array(count);
  const inOwnBin: Float64Array[] = [];
  const columns = table.columns.map((column, j) => {
    const value = rows.columns[j]!.values[row]!;
    const { edges, binCount, binOfRow } = bins[j]!;
    const ownBin = binOfValue(column, edges, binCount, value);
    const values = new Float64Array(count);
    const same = new Float64Array(count);
    values[0] = value;
    same[0] = 1;
    for (let i = 1; i < count; i++) {
      const source = random.integerBelow(table.rowCount);
      values[i] = column.values[source]!;
      if (binOfRow[source] === ownBin) same[i] = 1;
      else elsewhere[i]! += 1;
    }
    inOwnBin.push(same);
    return { ...column, values };
  });
  const squaredWidth = params.kernelWidth ** 2 * columns.length;
  const weights = Float64Array.from(elsewhere, (c) => exponentialOfNegative(-c / squaredWidth / 2));
  return { neighbours: { rowCount: count, columns }, inOwnBin, weights };
}

interface LocalFit {
  readonly features: readonly number[];
  readonly coefficients: readonly number[];
  readonly localProbability: number;
  readonly rSquared: number;
}

/** Shrinks only what the equations need to choose features, then as the authors' package does. */
const choosingPenalty = 0.01;
const fittingPenalty = 1;

function fitLocally(
  inOwnBin: readonly Float64Array[],
  target: Float64Array,
  weights: Float64Array,
  featureCount: number,
): LocalFit {
  const all = fitWeightedRidge(inOwnBin, target, weights, choosingPenalty);
  const features = largest(all.coefficients).slice(0, featureCount);
  const chosen = features.map((j) => inOwnBin[j]!);
  const { intercept, coefficients, rSquared } = fitWeightedRidge(
    chosen,
    target,
    weights,
    fittingPenalty,
  );
  return {
    features,
    coefficients: Array.from(coefficients),
    localProbability: coefficients.reduce((sum, weight) => sum + weight, intercept),
    rSquared,
  };
}

/** Indices by falling absolute value; equal ones keep their order. */
function largest(values: ArrayLike<number>): number[] {
  return Array.from(values, (_, j) => j).sort(
    (a, b) => Math.abs(values[b]!) - Math.abs(values[a]!) || a - b,
  );
}

function summarise(
  classIndex: number,
  probability: number,
  fits: readonly LocalFit[],
  conditions: readonly string[],
): LimeExplanation {
  const tops = fits.map(
    ({ features, coefficients }) =>
      new Set(
        largest(coefficients)
          .slice(0, topFeatureCount)
          .map((i) => features[i]!),
      ),
  );
  const weightsOf = (feature: number) =>
    fits.map(({ features, coefficients }) => coefficients[features.indexOf(feature)] ?? 0);
  const summaries = conditions.map((condition, feature): LimeWeight => {
    const weights = weightsOf(feature);
    const weight = average(weights);
    const variance =
      weights.reduce((sum, value) => sum + (value - weight) ** 2, 0) /
      Math.max(1, weights.length - 1);
    const topShare = average(tops.map((top) => (top.has(feature) ? 1 : 0)));
    return { feature, condition, weight, deviation: Math.sqrt(variance), topShare };
  });
  const rSquares = fits.map((fit) => fit.rSquared);
  const chosen = new Set(fits.flatMap((fit) => fit.features));
  const weightOfFeature = Float64Array.from(summaries, ({ weight }) => weight);
  return {
    classIndex,
    probability,
    localProbability: average(fits.map((fit) => fit.localProbability)),
    rSquared: {
      mean: average(rSquares),
      least: Math.min(...rSquares),
      greatest: Math.max(...rSquares),
    },
    topOverlap: meanOverlap(tops),
    weights: largest(weightOfFeature)
      .filter((j) => chosen.has(j))
      .map((j) => summaries[j]!),
    weightOfFeature,
  };
}

function meanOverlap(tops: readonly ReadonlySet<number>[]): number {
  const shares: number[] = [];
  tops.forEach((a, i) => {
    for (const b of tops.slice(i + 1)) {
      const common = [...a].filter((feature) => b.has(feature)).length;
      shares.push(common / Math.max(a.size, b.size));
    }
  });
  return shares.length === 0 ? 1 : average(shares);
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
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
