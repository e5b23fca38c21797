// What quintile scoring is told, and what it stores with the model: plain JSON.

/**
 * Where a band ends.
 * - `published`: band j starts at the type-7 quantile q_j plus 1 (x >= q_j + 1), the rule of the R
 *   package rfm. Right for whole numbers (days, clicks), and its published tables are met exactly.
 * - `closed`: band j starts above q_j (x > q_j). The same for whole numbers with whole quantiles,
 *   and free of units: for money in fractions or shares.
 */
export type BandRule = 'published' | 'closed';

export interface ScoreColumn {
  readonly name: string;
  /** `low` where small values are good, as for recency: then the lowest band scores highest. */
  readonly best: 'low' | 'high';
}

export interface QuintileScoreParams {
  readonly columns: readonly ScoreColumn[];
  /** 2 to 10; 5 makes quintiles. */
  readonly bandCount: number;
  readonly rule: BandRule;
}

/** One column's fitted bands. */
export interface ColumnBands extends ScoreColumn {
  /** bandCount - 1 type-7 quantiles of the training rows, in own units. */
  readonly quantiles: readonly number[];
  /** Where bands 2, 3 ... start; as the rfm package prints them under the rule `published`. */
  readonly thresholds: readonly number[];
  /** Training rows by score 1 to bandCount. Ties make bands unequal, even empty. */
  readonly scoreCounts: readonly number[];
  /**
   * True under the rule `published` where the quantiles lie closer together than its added unit
   * and the column holds fractions: there the added unit merges bands, and `closed` is the better
   * rule.
   */
  readonly unitTooCoarse: boolean;
}

export interface QuintileScoreModel {
  readonly bandCount: number;
  readonly rule: BandRule;
  readonly rowCount: number;
  readonly columns: readonly ColumnBands[];
}
