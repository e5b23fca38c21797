// What goes into a random forest, what comes out of it, and what it tells on its way.
import type { ClassWeighting } from '../class-weights.ts';
import type { TreeEnsemble } from '../tree-ensemble.ts';

export interface ForestParams {
  readonly treeCount: number;
  /** Features tried at a split; 0: the square root of their number, rounded down. */
  readonly featuresPerSplit: number;
  /** Edges from the root to the deepest leaf at most; 0: grown until leaves are pure. */
  readonly maxDepth: number;
  /** Rows of the bootstrap sample (repeats count) in a leaf at least; 1 grows trees to the full. */
  readonly minLeafRows: number;
  readonly classWeighting: ClassWeighting;
  readonly seed: number;
}

export const defaultForestParams: ForestParams = {
  treeCount: 300,
  featuresPerSplit: 0,
  maxDepth: 0,
  minLeafRows: 5,
  classWeighting: 'none',
  seed: 0,
};

/** What a fit yields after every batch of trees. */
export interface ForestStep {
  readonly treesGrown: number;
  readonly treeCount: number;
}

/** How well each row is foretold by the trees that did not see it. */
export interface OutOfBag {
  /** Rows that at least one tree did not see; with few trees not all. */
  readonly rowCount: number;
  /** Both are null where every tree saw every row. */
  readonly accuracy: number | null;
  readonly logLoss: number | null;
  /** rowCount x classCount mean distributions; a row that every tree saw has zeros. */
  readonly probabilities: Float64Array;
}

export interface ForestFit {
  readonly ensemble: TreeEnsemble;
  readonly outOfBag: OutOfBag;
}
