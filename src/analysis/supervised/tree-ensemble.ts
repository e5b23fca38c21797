// Every tree model (boosting, forest, single tree) as flat arrays, and its prediction.
import { treeMarginsKernel } from '#kernels/tree-margins';
import type { Team } from '../team.ts';
import type { FeatureTable } from './feature-table.ts';
import { addTreesByKernel } from './kernel-margins.ts';

export interface TreeEnsemble {
  readonly classCount: number;
  readonly featureCount: number;
  /** Boosting sums margins and takes their softmax; forest and tree average distributions of leaves. */
  readonly link: 'softmax' | 'average';
  /** Margin of each class before any tree; zeros where the link is 'average'. */
  readonly base: Float64Array;
  /** Tree count + 1 offsets into the nodes; a tree's root is its first node. */
  readonly treeStarts: Uint32Array;
  /** Of each tree the class whose margin it adds to; -1: its leaves hold a value of every class. */
  readonly treeClass: Int32Array;
  /** Of each node the column it splits on; -1: a leaf. */
  readonly feature: Int32Array;
  /** Numeric split: x <= threshold goes left. */
  readonly threshold: Float64Array;
  /** -1: numeric split; otherwise the offset of its level bits in `categoryBits`. */
  readonly categories: Int32Array;
  /** A set bit sends the level left; 32 levels a word, lowest bit first, ceil(levels / 32) words. */
  readonly categoryBits: Uint32Array;
  /** 1: a missing value goes left. Levels that the column does not name count as missing. */
  readonly missingLeft: Uint8Array;
  /** Children as indices of nodes in the whole ensemble. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Training weight (rows, where rows weigh one) that went through the node. */
  readonly cover: Float64Array;
  /** Of a leaf the offset of its value (one, or one for each class) in `values`. */
  readonly valueStart: Int32Array;
  readonly values: Float64Array;
}

/** Whether a value goes left at an inner node. */
export function goesLeft(
  ensemble: TreeEnsemble,
  node: number,
  value: number,
  levelCount: number,
): boolean {
  const bits = ensemble.categories[node]!;
  if (bits < 0) {
    return (
      value <= ensemble.threshold[node]! || (value !== value && ensemble.missingLeft[node] === 1)
    );
  }
  if (!(value >= 0 && value < levelCount)) return ensemble.missingLeft[node] === 1;
  return ((ensemble.categoryBits[bits + (value >>> 5)]! >>> (value & 31)) & 1) === 1;
}

/** The leaf (a node index) that a row of the table ends in. */
export function leafOf(
  ensemble: TreeEnsemble,
  tree: number,
  table: FeatureTable,
  row: number,
): number {
  let node = ensemble.treeStarts[tree]!;
  for (let feature = ensemble.feature[node]!; feature >= 0; feature = ensemble.feature[node]!) {
    const column = table.columns[feature]!;
    const isLeft = goesLeft(ensemble, node, column.values[row]!, column.levels.length);
    node = isLeft ? ensemble.left[node]! : ensemble.right[node]!;
  }
  return node;
}

/**
 * Margins of every row, rows x classes: base plus the sum of the trees; where the link is 'average',
 * the mean distribution of the leaves. Trees are added in their order; a team changes nothing but the
 * time.
 */
export function predictMargins(
  ensemble: TreeEnsemble,
  table: FeatureTable,
  team?: Team,
): Float64Array {
  const { classCount, treeClass } = ensemble;
  const treeCount = treeClass.length;
  const margins = new Float64Array(table.rowCount * classCount);
  for (let row = 0; row < table.rowCount; row++) {
    margins.set(ensemble.base, row * classCount);
  }
  if (team?.supports(treeMarginsKernel)) addTreesByKernel(ensemble, table, margins, team);
  else addTrees(ensemble, table, margins);
  if (ensemble.link === 'average' && treeCount > 0) {
    for (let cell = 0; cell < margins.length; cell++) margins[cell]! /= treeCount;
  }
  return margins;
}

function addTrees(ensemble: TreeEnsemble, table: FeatureTable, margins: Float64Array): void {
  const { classCount, treeClass, valueStart, values } = ensemble;
  treeClass.forEach((only, tree) => {
    for (let row = 0; row < table.rowCount; row++) {
      const start = valueStart[leafOf(ensemble, tree, table, row)]!;
      const cells = row * classCount;
      if (only >= 0) {
        margins[cells + only]! += values[start]!;
        continue;
      }
      for (let k = 0; k < classCount; k++) margins[cells + k]! += values[start + k]!;
    }
  });
}

/** Probabilities of the classes of every row, rows x classes. */
export function predictProbabilities(
  ensemble: TreeEnsemble,
  table: FeatureTable,
  team?: Team,
): Float64Array {
  const margins = predictMargins(ensemble, table, team);
  if (ensemble.link === 'softmax') softmaxRows(margins, ensemble.classCount);
  return margins;
}

/** Turns margins into probabilities in place. */
export function softmaxRows(margins: Float64Array, classCount: number): void {
  for (let start = 0; start < margins.length; start += classCount) {
    let greatest = margins[start]!;
    for (let k = 1; k < classCount; k++) greatest = Math.max(greatest, margins[start + k]!);
    let total = 0;
    for (let k = 0; k < classCount; k++) {
      const share = Math.exp(margins[start + k]! - greatest);
      margins[start + k] = share;
      total += share;
    }
    for (let k = 0; k < classCount; k++) margins[start + k]! /= total;
  }
}
