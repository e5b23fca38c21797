// What goes into the analysis of journeys, and what comes out of it, across the thread's border.
import type { JourneysRecipe } from '#shared/recipe/journeys-recipe';
import type { JourneysResult } from '#shared/results/journeys-result';
import type { BuiltSequences } from '../../sequences/sequence-types.ts';
import type { PlantedTruth } from '../planted-truth.ts';

export interface JourneysAnalysisInput {
  readonly sequences: Omit<BuiltSequences, 'sql'>;
  readonly truth: PlantedTruth | null;
  readonly choices: Pick<JourneysRecipe, 'journeys' | 'names' | 'seed'>;
}

/** The parts of a result that the analysis makes, and what is kept of every person. */
export type JourneysAnalysis = Pick<
  JourneysResult,
  | 'headline'
  | 'warnings'
  | 'encoder'
  | 'clustering'
  | 'segments'
  | 'everybody'
  | 'confounders'
  | 'stability'
  | 'maps'
  | 'sequenceIndex'
  | 'transitionsOfAll'
  | 'model'
  | 'scoreCard'
> & {
  readonly lengthHistogram: JourneysResult['sequences']['lengthHistogram'];
  readonly personSegments: Uint8Array;
  readonly personNumbers: Readonly<Record<string, Float64Array>>;
  /** Persons x dimensions, whitened. */
  readonly encodings: Float64Array;
  readonly mapRows: Uint32Array;
};
