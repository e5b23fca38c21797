// The joined table of people: typed columns, labels, moments, as arrays and as the table `customers`.
import type { CustomerColumn } from '#shared/recipe/explain-settings';
import type { FeatureKindName } from '#shared/results/join-report';
import type { LevelCount } from './typed-column.ts';

/** A column of the joined table with its cells. */
export interface CustomerFeature {
  readonly choice: CustomerColumn;
  readonly fileName: string;
  readonly definition: string;
  readonly sql: string;
  readonly kind: FeatureKindName;
  readonly leftOutBecause: string | null;
  readonly missingCount: number;
  readonly unusableCount: number;
  readonly distinctCount: number;
  readonly levels: readonly LevelCount[];
  /** What 0 and 1 of a binary column stand for; empty elsewhere. */
  readonly meanings: readonly string[];
  readonly warnings: readonly string[];
  /** NaN: missing. Of a category the index into `levels`. */
  readonly values: Float64Array<SharedArrayBuffer>;
  /** Latest moment of the rows behind each cell in ms; null where the column has no time column. */
  readonly times: Float64Array<SharedArrayBuffer> | null;
}

export interface CustomerPeople {
  /** Ascending, without repeats. */
  readonly persons: readonly string[];
  readonly features: readonly CustomerFeature[];
  /** Of the label's column: the text of every person, null where there is none. */
  readonly labels: readonly (string | null)[] | null;
  readonly labelTimes: Float64Array<SharedArrayBuffer> | null;
  readonly splitTimes: Float64Array<SharedArrayBuffer> | null;
}
