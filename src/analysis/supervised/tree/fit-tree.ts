// A decision tree small enough to be read: exact thresholds, Gini impurity, level after level.
import type { FeatureTable } from '../feature-table.ts';
import { classCounts, requireParameters, requireTable } from '../require-supervised.ts';
import { requireSameLength } from '../../statistics/require-values.ts';
import type { TreeEnsemble } from '../tree-ensemble.ts';
import { TreeBuilder } from './tree-builder.ts';
import { findLevelSplits, sortColumns, type TreeRows } from './level-splits.ts';
import type { TreeParams } from './tree-types.ts';

/** A split has to lower the impurity by more than rounding can. */
const leastGain = 1e-12;

/**
 * Fits a decision tree; every row's weight counts towards impurity, cover and the leaves'
 * distributions, while minLeafRows counts rows. Rows of weight 0 take no part. A single class gives
 * a tree of one leaf.
 *
 * @param target class of each row
 * @param weights of each row, or null where all weigh one
 * @throws AnalysisError as `requireTable`; `input.length-mismatch`, `input.unknown-label`,
 *   `parameter.out-of-range` (a negative weight too)
 */
export function fitTree(
  table: FeatureTable,
  target: Int32Array,
  weights: Float64Array | null,
  params: TreeParams,
): TreeEnsemble {
  requireTable(table);
  requireSameLength(target, { length: table.rowCount }, 'Labels of a tree');
  const classCount = params.classCount ?? Math.max(...new Set(target)) + 1;
  requireParameters([
    ['maxDepth', params.maxDepth, 0, 30, true],
    ['minLeafRows', params.minLeafRows, 1, 2 ** 31, true],
  ]);
  if (weights) requireWeights(weights, table.rowCount);
  classCounts(target, classCount);
  const rows: TreeRows = {
    table,
    target,
    weights: weights ?? new Float64Array(table.rowCount).fill(1),
    classCount,
    minLeafRows: params.minLeafRows,
  };
  return grow(rows, params.maxDepth);
}

function requireWeights(weights: Float64Array, rowCount: number): void {
  requireSameLength(weights, { length: rowCount }, 'Weights of a tree');
  let sum = 0;
  weights.forEach((weight, row) => {
    sum += weight;
    requireParameters([[`the weight of row ${row}`, weight, 0, Number.MAX_VALUE, false]]);
  });
  requireParameters([['the sum of weights', sum, Number.MIN_VALUE, Number.MAX_VALUE, false]]);
}

function grow(rows: TreeRows, maxDepth: number): TreeEnsemble {
  const { table, weights } = rows;
  const builder = new TreeBuilder(rows);
  const orders = sortColumns(table);
  /** The open node that each row is in, -1: none. */
  const nodeOf = Int32Array.from(weights, (weight) => (weight > 0 ? 0 : -1));
  let open = [builder.addNode(nodeOf, 0)];
  for (let depth = 0; depth < maxDepth && open.length > 0; depth++) {
    const splits = findLevelSplits(rows, orders, nodeOf, open);
    const next: typeof open = [];
    splits.forEach((split, index) => {
      const node = open[index]!;
      const isBetter = split !== null && split.score > node.score + leastGain * node.weight;
      if (isBetter) next.push(...builder.split(node.index, split, nodeOf));
      else builder.close(node.index, nodeOf);
    });
    open = next;
  }
  return builder.ensemble();
}
