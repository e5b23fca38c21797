// What is said of each state: its size, and every feature in own units beside everybody's.
import type { Unit } from '../words/unit.ts';

/** One column of the panel, as people read it. */
export interface StateFeature {
  /** As in "share of evening rides". */
  readonly label: string;
  readonly unit: Unit;
  /** Values from 0 to 1 that are read in per cent: 0/1 columns and shares. The unit is not shown. */
  readonly isShare: boolean;
  /** One value a row in own units; NaN is a missing cell. */
  readonly values: Float64Array;
  /** The same on the scale of the fit; null for a column that took no part in it. */
  readonly fitted: Float64Array | null;
}

export interface StateFeatureProfile {
  /** Mean of the cells that are not missing, weighted by the posterior; null where none is left. */
  readonly mean: number | null;
  /** Mean on the scale of the fit, in deviations from the mean of all rows; null likewise, where
   *  the column is constant or took no part in the fit. */
  readonly z: number | null;
  /** Share of the state's weight that lies on missing cells; null for a state without weight. */
  readonly missingShare: number | null;
}

export interface StateProfile {
  readonly state: number;
  /** Rows in the state on the Viterbi paths, and their share of all rows. */
  readonly rowCount: number;
  readonly rowShare: number;
  /** Sum of the posterior over the rows as a share of all rows. */
  readonly expectedRowShare: number;
  /** Persons whose dominant state it is. */
  readonly personCount: number;
  readonly personShare: number;
  /** Persons whose last row is most probably in it. */
  readonly nowCount: number;
  readonly nowShare: number;
  /** In the order of the features. */
  readonly features: readonly StateFeatureProfile[];
}

export interface StateProfiles {
  readonly rowCount: number;
  readonly personCount: number;
  readonly features: readonly Pick<StateFeature, 'label' | 'unit' | 'isShare'>[];
  readonly states: readonly StateProfile[];
  /** All rows together, in the order of the features. */
  readonly everybody: readonly StateFeatureProfile[];
}
