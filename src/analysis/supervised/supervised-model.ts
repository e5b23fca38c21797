// The five models, each with its parameters and what every one of them has.
import { defaultBoostingParams, type BoostingParams } from './boosting/boosting-types.ts';
import type { ClassWeighting } from './class-weights.ts';
import type { FeatureKind } from './feature-table.ts';
import { defaultForestParams, type ForestParams, type OutOfBag } from './forest/forest-types.ts';
import {
  defaultLogisticParams,
  type LogisticFit,
  type LogisticParams,
} from './logistic/logistic-types.ts';
import type { TreeEnsemble } from './tree-ensemble.ts';
import { defaultTreeParams } from './tree/tree-types.ts';

export interface DecisionTreeParams {
  readonly maxDepth: number;
  readonly minLeafRows: number;
  readonly classWeighting: ClassWeighting;
}

/** Settings of each kind of model; plain JSON. */
export interface SupervisedParams {
  readonly majority: Readonly<Record<never, never>>;
  readonly logistic: LogisticParams;
  readonly tree: DecisionTreeParams;
  readonly forest: ForestParams;
  readonly boosting: BoostingParams;
}

export type SupervisedKind = keyof SupervisedParams;

export const defaultSupervisedParams: SupervisedParams = {
  majority: {},
  logistic: defaultLogisticParams,
  tree: { ...defaultTreeParams, classWeighting: 'none' },
  forest: defaultForestParams,
  boosting: defaultBoostingParams,
};

/** What a model has to find again in a table that it foretells. */
export interface FeatureSpec {
  readonly name: string;
  readonly kind: FeatureKind;
  readonly levels: readonly string[];
}

/** What every model has. */
export interface ModelHead<Kind extends SupervisedKind> {
  readonly kind: Kind;
  readonly classCount: number;
  readonly features: readonly FeatureSpec[];
  readonly params: SupervisedParams[Kind];
  /** Training rows of each class. */
  readonly classCounts: Uint32Array;
}

export interface MajorityModel extends ModelHead<'majority'> {
  /** Share of each class in training, foretold for everybody. */
  readonly shares: Float64Array;
}

export interface LogisticModel extends ModelHead<'logistic'> {
  readonly fit: LogisticFit;
}

export interface DecisionTreeModel extends ModelHead<'tree'> {
  readonly ensemble: TreeEnsemble;
}

export interface ForestModel extends ModelHead<'forest'> {
  readonly ensemble: TreeEnsemble;
  readonly outOfBag: OutOfBag;
}

export interface BoostingModel extends ModelHead<'boosting'> {
  readonly ensemble: TreeEnsemble;
  readonly roundCount: number;
  readonly heldOutLosses: readonly number[];
  readonly stoppedEarly: boolean;
}

export type SupervisedModel =
  MajorityModel | LogisticModel | DecisionTreeModel | ForestModel | BoostingModel;
