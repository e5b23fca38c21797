// What is kept of the training rows to recognise drift, and what is said of new ones: plain JSON.

/**
 * - `stable`: index below 0.1, or no larger than chance makes it
 * - `moderate`: from 0.1
 * - `shifted`: from 0.25: the model was made for other people
 */
export type DriftVerdict = 'stable' | 'moderate' | 'shifted';

/** One numeric column of the training rows. */
export interface DriftReference {
  readonly name: string;
  readonly rowCount: number;
  readonly missingCount: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Upper ends of all bins but the last, ascending and distinct: a value x is in the first bin
   *  with x <= end. Deciles of the training rows; equal deciles make fewer bins. */
  readonly binEnds: readonly number[];
  /** Training rows by bin; missing values make no bin. */
  readonly binCounts: readonly number[];
}

/** One categorical column of the training rows. */
export interface CategoryReference {
  readonly name: string;
  readonly counts: Readonly<Record<string, number>>;
}

export interface IndexOfStability {
  /** Population stability index: 0 for equal shares. */
  readonly index: number;
  /** What the index of unchanged data stays below 19 times in 20, for these numbers of rows. */
  readonly chanceLevel: number;
  readonly verdict: DriftVerdict;
}

export interface ColumnDrift extends IndexOfStability {
  readonly name: string;
  readonly rowCount: number;
  readonly missingShare: number;
  readonly referenceMissingShare: number;
  /** Shares by bin, of the training rows and of the new ones. */
  readonly referenceShares: readonly number[];
  readonly newShares: readonly number[];
  /** Share of the new values below the smallest or above the largest training value. */
  readonly outOfRangeShare: number;
  readonly belowCount: number;
  readonly aboveCount: number;
}

export interface CategoryDrift extends IndexOfStability {
  readonly name: string;
  readonly rowCount: number;
  /** Categories that the training rows do not hold, most frequent first. */
  readonly unseen: readonly { readonly category: string; readonly count: number }[];
  readonly unseenShare: number;
}

/** From here on the shift counts as moderate, and as a shift that the model was not made for. */
export const driftThresholds = { moderate: 0.1, shifted: 0.25 } as const;
