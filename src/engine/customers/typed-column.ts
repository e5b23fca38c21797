// A column of people with a kind: what is known of it before, and what it became.
import type { FeatureKindName } from '#shared/results/join-report';

export interface LevelCount {
  readonly name: string;
  readonly count: number;
}

export interface TypedColumn {
  readonly kind: FeatureKindName;
  /** Over the field; NULL where missing. DOUBLE for numbers, VARCHAR for categories. */
  readonly sql: string;
  readonly leftOutBecause: string | null;
  readonly missingCount: number;
  readonly unusableCount: number;
  readonly levels: readonly LevelCount[];
  readonly warnings: readonly string[];
  /** What 0 and 1 of a binary column stand for; empty elsewhere. */
  readonly meanings: readonly string[];
}

export interface FieldOfColumn {
  readonly name: string;
  readonly field: string;
  readonly isNumber: boolean;
  readonly chosenKind: FeatureKindName | null;
  readonly decimal: '.' | ',';
  /** A sample of the cells holds moments. */
  readonly isTime: boolean;
  /** What a saved model learnt, where new data are read for it; null: found out. */
  readonly fixed: FixedType | null;
}

/** The type that a column had when a model was fitted. */
export interface FixedType {
  readonly kind: FeatureKindName;
  /** What 0 and 1 of a binary column stand for. */
  readonly meanings: readonly string[];
}
