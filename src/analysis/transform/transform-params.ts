// What a fitted transform consists of: plain numbers that are saved with the model as JSON.

/** How one column is to be treated; chosen before the fit. */
export interface ColumnTreatment {
  readonly name: string;
  /** Binary columns are never scaled, logged or winsorised. */
  readonly kind: 'continuous' | 'binary';
  /** sign(x) log(1 + |x|): log1p for counts, days and money, and defined for refunds too. */
  readonly log1p: boolean;
  /** Values above this quantile are set to it; null leaves the upper tail alone. */
  readonly upperQuantile: number | null;
  /** Values below this quantile are set to it; null leaves the lower tail alone. */
  readonly lowerQuantile: number | null;
}

/** Log, winsorise the upper 0.5 %, scale: the default for recency, frequency, engagement, money. */
export function defaultTreatment(name: string): ColumnTreatment {
  return { name, kind: 'continuous', log1p: true, upperQuantile: 0.995, lowerQuantile: null };
}

/** One column's fitted transform: z = (clamp(log(x), lower, upper) - mean) / scale. */
export interface ColumnTransform extends ColumnTreatment {
  /** Why the column takes no part in the fit; null where it does. */
  readonly leftOut: 'constant' | 'constant-after-winsorising' | null;
  /** Bounds after the log, null where that tail is left alone. */
  readonly upper: number | null;
  readonly lower: number | null;
  /** Training rows that each bound moved. */
  readonly upperCount: number;
  readonly lowerCount: number;
  readonly negativeCount: number;
  /** Mean and population deviation of the training rows after log and winsorising. */
  readonly mean: number;
  readonly scale: number;
  /** Skewness in own units and after log and winsorising; null for a constant column. */
  readonly skewBefore: number | null;
  readonly skewAfter: number | null;
}

/** A fitted transform: columns in the order of the input, left-out ones included. */
export interface FittedTransform {
  readonly rowCount: number;
  readonly columns: readonly ColumnTransform[];
}
