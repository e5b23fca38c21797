// The table that supervised models learn from: one row a person, one typed column a feature.

export type FeatureKind = 'continuous' | 'binary' | 'categorical';

export interface FeatureColumn {
  readonly name: string;
  readonly kind: FeatureKind;
  /** NaN: missing. Of a categorical column the index of the row's level. */
  readonly values: Float64Array;
  /** Names of the levels of a categorical column, empty otherwise. */
  readonly levels: readonly string[];
}

export interface FeatureTable {
  readonly rowCount: number;
  readonly columns: readonly FeatureColumn[];
}
