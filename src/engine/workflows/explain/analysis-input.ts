// What goes into the analysis of a run of workflow Explain, and what comes out of it, across the
// thread's border.
import type { FeatureTable } from '#analysis/supervised/feature-table';
import type { SegmentRule } from '#analysis/explanations/rules/surrogate-rules';
import type { SupervisedModel } from '#analysis/supervised/supervised-model';
import type { ExplainSettings } from '#shared/recipe/explain-settings';
import type { BoundName } from '#shared/recipe/event-settings';
import type { ExplainResult } from '#shared/results/explain-result';
import type { GlobalExplanations } from '#shared/results/explain/global-explanations';

export type ExplainChoices = Pick<
  ExplainSettings,
  | 'model'
  | 'classWeights'
  | 'foldCount'
  | 'forestTreeCount'
  | 'boostingRoundCount'
  | 'treeDepth'
  | 'shap'
  | 'lime'
  | 'permutationRepeatCount'
  | 'correlationThreshold'
>;

export interface ExplainAnalysisInput {
  readonly persons: readonly string[];
  /** On shared memory, a row a person. */
  readonly table: FeatureTable;
  /** Class of every person; -1: not known. */
  readonly target: Int32Array;
  readonly classNames: readonly string[];
  /** Orders people in time for the folds; null: at random. */
  readonly splitTimes: Float64Array | null;
  readonly choices: ExplainChoices;
  readonly names: readonly BoundName[];
  readonly seed: number;
}

/** A model that can be explained: every kind but the baseline. */
export type ExplainedModel = Exclude<SupervisedModel, { kind: 'majority' }>;

/** SHAP values of the people drawn, as a project keeps them. */
export interface KeptShap {
  /** Rows of the people explained, ascending. */
  readonly rows: Uint32Array;
  /** classes x features x rows. */
  readonly values: Float64Array;
  /** rows x classes. */
  readonly outputs: Float64Array;
}

/** The surrogate before its rules have been counted again by SQL. */
export type SurrogateDraft = Omit<GlobalExplanations['surrogate'], 'rules'> & {
  readonly rules: readonly SegmentRule[];
};

export type SegmentDraft = Omit<ExplainResult['segments'][number], 'rules'>;

export interface ExplainAnalysis {
  readonly headline: string;
  readonly warnings: readonly string[];
  readonly comparison: ExplainResult['comparison'];
  readonly explanations: Omit<GlobalExplanations, 'surrogate'>;
  readonly surrogate: SurrogateDraft;
  readonly segments: readonly SegmentDraft[];
  readonly assignment: ExplainResult['assignment'];
  readonly model: ExplainedModel;
  readonly shap: KeptShap;
  /** Training rows that SHAP compares with. */
  readonly background: Uint32Array;
  readonly personSegments: Uint8Array;
  /** rows x classes; of labelled people what models said that had not seen them, where there is one. */
  readonly probabilities: Float64Array;
}
