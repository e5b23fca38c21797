// One row a person as typed columns: what a run knows of everybody, in the order of their keys.

export interface PersonColumns {
  /** Ascending, without repeats. */
  readonly persons: readonly string[];
  /** Index of the segment. */
  readonly segment: Uint8Array;
  /** 0: halfway between two segments, 1: no doubt. */
  readonly margin: Float64Array;
  readonly recency: Float64Array;
  readonly frequency: Float64Array;
  readonly engagement: Float64Array;
}
