// What goes into gradient boosting, what comes out of it, and what it tells on its way.
import type { ClassWeighting } from '../class-weights.ts';
import type { TreeEnsemble } from '../tree-ensemble.ts';

export interface BoostingParams {
  /** Rounds at most; a round grows a tree for each class. */
  readonly roundCount: number;
  readonly learningRate: number;
  readonly maxLeafCount: number;
  /** Edges from the root to the deepest leaf at most; 0: as deep as the leaves allow. */
  readonly maxDepth: number;
  readonly minLeafRows: number;
  /** Penalty on the squared values of leaves. */
  readonly l2: number;
  readonly classWeighting: ClassWeighting;
  /** Share of rows held out to find the best round; 0: all rounds are kept. */
  readonly heldOutShare: number;
  /** Rounds without a better held-out loss after which the fit stops. */
  readonly patience: number;
  readonly seed: number;
}

export const defaultBoostingParams: BoostingParams = {
  roundCount: 200,
  learningRate: 0.1,
  maxLeafCount: 31,
  maxDepth: 0,
  minLeafRows: 20,
  l2: 0,
  classWeighting: 'none',
  heldOutShare: 0.1,
  patience: 10,
  seed: 0,
};

/** What a fit yields after every round. */
export interface BoostingStep {
  readonly round: number;
  readonly roundCount: number;
  /** Mean weighted log-loss of the rows held out; null without any. */
  readonly heldOutLoss: number | null;
}

export interface BoostingFit {
  readonly ensemble: TreeEnsemble;
  /** Rounds that were kept. */
  readonly roundCount: number;
  /** The held-out loss before the first round and after every one that was run; empty without. */
  readonly heldOutLosses: readonly number[];
  /** Whether the fit ended because the held-out loss stopped falling, not at the greatest number of rounds. */
  readonly stoppedEarly: boolean;
  readonly heldOutRowCount: number;
}
