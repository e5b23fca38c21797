// A tree as it is grown on bins, and how trees become an ensemble that speaks of values and levels.
import { missingBin, type Binning, type BinnedColumn } from './binning/bin-table.ts';
import type { TreeEnsemble } from './tree-ensemble.ts';

/** Words of the set of bins that go left at a categorical split. */
export const binSetWords = 8;

/** One tree, a cell (or as many as stated) for each node; the root is node 0. */
export interface GrownTree {
  readonly nodeCount: number;
  /** -1: a leaf. */
  readonly feature: Int32Array;
  /** Numeric split: bins up to this one go left. */
  readonly splitBin: Int32Array;
  /** binSetWords a node: the bins that go left at a categorical split. */
  readonly leftBins: Uint32Array;
  readonly missingLeft: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly cover: Float64Array;
  /** nodeCount x valueCount; read at leaves only. */
  readonly values: Float64Array;
  readonly valueCount: number;
}

/** What decides on which side of a split a bin goes. */
export interface BinSplits {
  readonly splitBin: ArrayLike<number>;
  readonly leftBins: ArrayLike<number>;
  readonly missingLeft: ArrayLike<number>;
}

/** Whether a bin goes left at an inner node. */
export function binGoesLeft(
  splits: BinSplits,
  node: number,
  bin: number,
  column: BinnedColumn,
): boolean {
  if (column.isCategorical) {
    return ((splits.leftBins[node * binSetWords + (bin >>> 5)]! >>> (bin & 31)) & 1) === 1;
  }
  return bin === missingBin ? splits.missingLeft[node] === 1 : bin <= splits.splitBin[node]!;
}

/** The leaf that a binned row ends in. */
export function leafOfBins(
  tree: GrownTree,
  binning: Binning,
  bins: Uint8Array,
  row: number,
): number {
  const featureCount = binning.columns.length;
  let node = 0;
  for (let feature = tree.feature[0]!; feature >= 0; feature = tree.feature[node]!) {
    const bin = bins[row * featureCount + feature]!;
    const isLeft = binGoesLeft(tree, node, bin, binning.columns[feature]!);
    node = isLeft ? tree.left[node]! : tree.right[node]!;
  }
  return node;
}

interface EnsembleHead {
  readonly classCount: number;
  readonly link: TreeEnsemble['link'];
  readonly base: Float64Array;
}

/**
 * Joins trees grown on bins into one ensemble.
 *
 * @param treeClass class of each tree's margin, or -1
 */
export function joinTrees(
  head: EnsembleHead,
  trees: readonly GrownTree[],
  treeClass: readonly number[],
  binning: Binning,
): TreeEnsemble {
  const nodeCount = trees.reduce((sum, tree) => sum + tree.nodeCount, 0);
  const layout = allocateNodes(nodeCount);
  const treeStarts = new Uint32Array(trees.length + 1);
  const categoryBits: number[] = [];
  const leafCount = trees.reduce((sum, tree) => sum + (tree.nodeCount + 1) / 2, 0);
  const valueCount = trees[0]?.valueCount ?? 1;
  const values = new Float64Array(leafCount * valueCount);
  let valueEnd = 0;
  trees.forEach((tree, index) => {
    const start = treeStarts[index]!;
    treeStarts[index + 1] = start + tree.nodeCount;
    for (let node = 0; node < tree.nodeCount; node++) {
      const to = start + node;
      layout.cover[to] = tree.cover[node]!;
      const feature = tree.feature[node]!;
      layout.feature[to] = feature;
      if (feature < 0) {
        layout.valueStart[to] = valueEnd;
        for (let i = 0; i < valueCount; i++)
          values[valueEnd++] = tree.values[node * valueCount + i]!;
        continue;
      }
      layout.left[to] = start + tree.left[node]!;
      layout.right[to] = start + tree.right[node]!;
      layout.missingLeft[to] = tree.missingLeft[node]!;
      const column = binning.columns[feature]!;
      if (column.isCategorical) {
        layout.categories[to] = categoryBits.length;
        categoryBits.push(...levelsGoingLeft(tree, node, column));
      } else {
        layout.threshold[to] = column.thresholds[tree.splitBin[node]!] ?? Number.MAX_VALUE;
      }
    }
  });
  return {
    ...head,
    ...layout,
    featureCount: binning.columns.length,
    treeStarts,
    treeClass: Int32Array.from(treeClass),
    categoryBits: Uint32Array.from(categoryBits),
    values,
  };
}

function allocateNodes(nodeCount: number) {
  return {
    feature: new Int32Array(nodeCount),
    threshold: new Float64Array(nodeCount),
    categories: new Int32Array(nodeCount).fill(-1),
    missingLeft: new Uint8Array(nodeCount),
    left: new Int32Array(nodeCount).fill(-1),
    right: new Int32Array(nodeCount).fill(-1),
    cover: new Float64Array(nodeCount),
    valueStart: new Int32Array(nodeCount).fill(-1),
  };
}

/** The bits of levels; levels without a bin of their own go where missing values go. */
function levelsGoingLeft(tree: GrownTree, node: number, { levelBins }: BinnedColumn): number[] {
  const bits = new Array<number>(Math.ceil(levelBins.length / 32)).fill(0);
  levelBins.forEach((bin, level) => {
    const word = tree.leftBins[node * binSetWords + (bin >>> 5)]!;
    const isLeft =
      bin === missingBin ? tree.missingLeft[node] === 1 : ((word >>> (bin & 31)) & 1) === 1;
    if (isLeft) bits[level >>> 5] = (bits[level >>> 5]! | (1 << (level & 31))) >>> 0;
  });
  return bits;
}
