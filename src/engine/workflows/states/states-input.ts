// What goes into the analysis of a States run, and what comes out of it, across the thread's border.
import type { EmissionKind } from '#analysis/hidden-markov/hidden-markov-types';
import type { StateCandidate } from '#analysis/states/state-candidate';
import type { StatesRecipe } from '#shared/recipe/states-recipe';
import type { StatesFeature, StatesResult } from '#shared/results/states-result';
import type { StoredArrays } from '../../project/stored-arrays.ts';

/** A feature as the analysis needs it: what people read, and how it is treated. */
export interface AnalysedFeature extends Pick<
  StatesFeature,
  'name' | 'label' | 'unit' | 'measure' | 'definition' | 'sql' | 'fill' | 'kind' | 'log'
> {
  readonly emission: EmissionKind;
  /** Shown as a percentage: between 0 and 1 by its nature. */
  readonly isShare: boolean;
  readonly words: { readonly high: string; readonly low: string };
}

/** The planted state of every row; -1 where not known. */
export interface PlantedStates {
  readonly names: readonly string[];
  readonly labels: Int32Array;
}

export interface StatesAnalysisInput {
  readonly persons: readonly string[];
  readonly rowCount: number;
  readonly starts: Uint32Array;
  readonly firstPeriods: Int32Array;
  readonly eventCounts: Uint32Array;
  /** Own units, on shared memory. */
  readonly columns: readonly Float64Array[];
  readonly features: readonly AnalysedFeature[];
  readonly lastPeriod: number;
  readonly truth: PlantedStates | null;
  /** Candidates of an earlier sweep of the same data with the same choices. */
  readonly finished: readonly StateCandidate[];
  readonly choices: Pick<StatesRecipe, 'states' | 'names' | 'seed'>;
}

/** The parts of a result that the analysis makes. */
export type StatesAnalysis = Pick<
  StatesResult,
  | 'headline'
  | 'warnings'
  | 'features'
  | 'choice'
  | 'segments'
  | 'transitionMatrix'
  | 'transitionCounts'
  | 'everybody'
  | 'switches'
  | 'entropy'
  | 'forecast'
  | 'runaway'
  | 'pictures'
  | 'plantedRows'
  | 'scoreCard'
> & {
  readonly model: Omit<StatesResult['model'], 'features' | 'types'>;
  /** The state now. */
  readonly personStates: Uint8Array;
  /** One number a person, by name. */
  readonly personNumbers: Readonly<Record<string, Float64Array>>;
  readonly arrays: StoredArrays;
};
