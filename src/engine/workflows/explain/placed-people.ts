// Everybody of a run with the class that each is taken to be of: what explanations draw people from.
import type { FeatureTable } from '#analysis/supervised/feature-table';

export interface PlacedPeople {
  readonly persons: readonly string[];
  readonly table: FeatureTable;
  /** Index of the class: the known one, else the likeliest. */
  readonly segments: Uint8Array;
  readonly classCount: number;
}
