// What goes into a decision tree.

export interface TreeParams {
  /** Classes of the target; where not given, the greatest class and all below it. */
  readonly classCount?: number;
  /** Edges from the root to the deepest leaf at most. */
  readonly maxDepth: number;
  readonly minLeafRows: number;
}

export const defaultTreeParams = { maxDepth: 4, minLeafRows: 20 } as const;
