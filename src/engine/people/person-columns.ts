// One row a person as typed columns: what a run knows of everybody, in the order of their keys.

export interface PersonColumns {
  /** Ascending, without repeats. */
  readonly persons: readonly string[];
  /** Index of the segment. */
  readonly segment: Uint8Array;
  /** By the names of the result's person columns; NaN where a number is not known. */
  readonly numbers: Readonly<Record<string, Float64Array>>;
}
