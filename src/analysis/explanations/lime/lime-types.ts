// What LIME is asked and what it answers.
import type { FeatureTable } from '../../supervised/feature-table.ts';
import type { ColumnBins } from './quartile-bins.ts';

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
