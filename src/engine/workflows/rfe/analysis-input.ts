// What goes into the analysis of a run, and what comes out of it, across the thread's border.
import type { RfeRecipe } from '#shared/recipe/rfe-recipe';
import type { RfeResult } from '#shared/results/rfe-result';
import type { PlantedTruth } from '../planted-truth.ts';

/** Recency, frequency, engagement in own units, on shared memory. */
export type FeatureColumns = readonly [Float64Array, Float64Array, Float64Array];

export interface FeatureFacts {
  readonly label: string;
  readonly unit: string;
  readonly definition: string;
  readonly sql: string;
}

export interface EarlierPersons {
  readonly asOf: string;
  readonly features: FeatureColumns;
  /** For each of them the row among the persons of now. */
  readonly rows: Int32Array;
}

export interface RfeAnalysisInput {
  readonly personCount: number;
  readonly asOf: string;
  readonly features: FeatureColumns;
  readonly facts: readonly [FeatureFacts, FeatureFacts, FeatureFacts];
  readonly earlier: EarlierPersons | null;
  readonly truth: PlantedTruth | null;
  readonly choices: Pick<
    RfeRecipe,
    'features' | 'transform' | 'zeroFrequencyApart' | 'model' | 'names' | 'seed'
  >;
}

/** The parts of a result that the analysis makes. */
export type RfeAnalysis = Pick<
  RfeResult,
  | 'headline'
  | 'warnings'
  | 'features'
  | 'choice'
  | 'segments'
  | 'answers'
  | 'pictures'
  | 'model'
  | 'scoreCard'
> & {
  readonly personSegments: Uint8Array;
  readonly personMargins: Float64Array;
};
