// The best splits of all open nodes of a tree's level, by one pass over every sorted column.
import { midpoint } from '../binning/bin-edges.ts';
import type { FeatureColumn, FeatureTable } from '../feature-table.ts';

export interface TreeRows {
  readonly table: FeatureTable;
  readonly target: Int32Array;
  readonly weights: Float64Array;
  readonly classCount: number;
  readonly minLeafRows: number;
}

export interface OpenTreeNode {
  readonly index: number;
  readonly rowCount: number;
  readonly weight: number;
  /** Weight of each class. */
  readonly totals: Float64Array;
  /** Sum of squared class weights over the weight: the greater, the purer. */
  readonly score: number;
}

export interface TreeSplit {
  readonly score: number;
  readonly feature: number;
  readonly threshold: number;
  /** Categorical split: the levels that go left; null for a numeric one. */
  readonly leftLevels: readonly number[] | null;
  /** Null where the node met no missing value. */
  readonly missingLeft: boolean | null;
}

/** Weights of classes and the number of rows. */
class Side {
  readonly weights: Float64Array;
  rowCount = 0;

  constructor(classCount: number) {
    this.weights = new Float64Array(classCount);
  }

  add(label: number, weight: number): void {
    this.weights[label]! += weight;
    this.rowCount++;
  }

  addSide(other: Side): void {
    other.weights.forEach((weight, k) => (this.weights[k]! += weight));
    this.rowCount += other.rowCount;
  }
}

/** Rows of every numeric column in the order of their values, without missing ones. */
export function sortColumns({ columns }: FeatureTable): readonly Uint32Array[] {
  return columns.map(({ kind, values }) => {
    if (kind === 'categorical') return new Uint32Array(0);
    const rows = Uint32Array.from([...values.keys()].filter((row) => !Number.isNaN(values[row])));
    return rows.sort((a, b) => values[a]! - values[b]! || a - b);
  });
}

/** A node's search on one column, fed with its rows. */
class NodeSearch {
  readonly node: OpenTreeNode;
  readonly minLeafRows: number;
  best: TreeSplit | null = null;
  left: Side;
  missing: Side;
  lastValue = NaN;

  constructor(node: OpenTreeNode, minLeafRows: number) {
    this.node = node;
    this.minLeafRows = minLeafRows;
    this.left = new Side(node.totals.length);
    this.missing = new Side(node.totals.length);
  }

  startColumn(): void {
    this.left = new Side(this.node.totals.length);
    this.missing = new Side(this.node.totals.length);
    this.lastValue = NaN;
  }

  /** Rows up to the last value go left, missing ones right and, if there are any, left too. */
  offerThreshold(feature: number, threshold: number): void {
    const hasMissing = this.missing.rowCount > 0;
    const split = { feature, threshold, leftLevels: null };
    this.offer({ ...split, missingLeft: hasMissing ? false : null }, null);
    if (hasMissing) this.offer({ ...split, missingLeft: true }, this.missing);
  }

  offer(split: Omit<TreeSplit, 'score'>, extra: Side | null): void {
    const leftRows = this.left.rowCount + (extra?.rowCount ?? 0);
    if (leftRows < this.minLeafRows || this.node.rowCount - leftRows < this.minLeafRows) return;
    let leftWeight = 0;
    let rightWeight = 0;
    let leftSquares = 0;
    let rightSquares = 0;
    this.node.totals.forEach((total, k) => {
      const left = this.left.weights[k]! + (extra?.weights[k] ?? 0);
      const right = Math.max(0, total - left);
      leftWeight += left;
      rightWeight += right;
      leftSquares += left * left;
      rightSquares += right * right;
    });
    const score = leftSquares / leftWeight + rightSquares / rightWeight;
    if (score > (this.best?.score ?? 0)) this.best = { ...split, score };
  }
}

/** For each open node its best split; null where none is allowed. */
export function findLevelSplits(
  rows: TreeRows,
  orders: readonly Uint32Array[],
  nodeOf: Int32Array,
  open: readonly OpenTreeNode[],
): (TreeSplit | null)[] {
  const searches = open.map((node) => new NodeSearch(node, rows.minLeafRows));
  const searchOf = new Map(searches.map((search) => [search.node.index, search]));
  const ofRow = (row: number) => searchOf.get(nodeOf[row]!);
  rows.table.columns.forEach((column, feature) => {
    for (const search of searches) search.startColumn();
    if (column.kind === 'categorical') scanLevels(rows, column, feature, nodeOf, searches);
    else scanValues(rows, column, feature, orders[feature]!, ofRow, searches);
  });
  return searches.map((search) => search.best);
}

function scanValues(
  { target, weights }: TreeRows,
  { values }: FeatureColumn,
  feature: number,
  order: Uint32Array,
  searchOf: (row: number) => NodeSearch | undefined,
  searches: readonly NodeSearch[],
): void {
  if (order.length < values.length) {
    values.forEach((value, row) => {
      if (Number.isNaN(value)) searchOf(row)?.missing.add(target[row]!, weights[row]!);
    });
  }
  for (const row of order) {
    const search = searchOf(row);
    if (!search) continue;
    const value = values[row]!;
    if (value > search.lastValue) {
      search.offerThreshold(feature, midpoint(search.lastValue, value));
    }
    search.lastValue = value;
    search.left.add(target[row]!, weights[row]!);
  }
  for (const search of searches) {
    if (search.missing.rowCount === 0) continue;
    // All values on the left, the missing ones on the right.
    const split = { feature, threshold: Number.MAX_VALUE, leftLevels: null, missingLeft: false };
    search.offer(split, null);
  }
}

/**
 * Levels in the order of their share of a class: for two classes the best subset is a prefix
 * (Breiman et al. 1984); for more, the order of every class is tried. Missing values are a level.
 */
function scanLevels(
  { target, weights, classCount }: TreeRows,
  { values, levels }: FeatureColumn,
  feature: number,
  nodeOf: Int32Array,
  searches: readonly NodeSearch[],
): void {
  const missing = levels.length;
  const sides = new Map(searches.map(({ node }) => [node.index, new Map<number, Side>()]));
  values.forEach((value, row) => {
    const ofNode = sides.get(nodeOf[row]!);
    if (!ofNode) return;
    const level = Number.isNaN(value) ? missing : value;
    let side = ofNode.get(level);
    if (!side) ofNode.set(level, (side = new Side(classCount)));
    side.add(target[row]!, weights[row]!);
  });
  for (const search of searches) {
    const ofLevel = sides.get(search.node.index)!;
    for (let label = classCount === 2 ? 1 : 0; label < classCount; label++) {
      scanPrefixes(search, feature, ofLevel, label, missing);
    }
  }
}

function scanPrefixes(
  search: NodeSearch,
  feature: number,
  ofLevel: ReadonlyMap<number, Side>,
  label: number,
  missing: number,
): void {
  const share = (level: number) => {
    const side = ofLevel.get(level)!;
    return side.weights[label]! / side.weights.reduce((sum, weight) => sum + weight, 0);
  };
  const shares = new Map([...ofLevel.keys()].map((level) => [level, share(level)]));
  const order = [...shares.keys()].sort((a, b) => shares.get(a)! - shares.get(b)! || a - b);
  search.startColumn();
  order.slice(0, -1).forEach((level, index) => {
    search.left.addSide(ofLevel.get(level)!);
    const leftLevels = order.slice(0, index + 1);
    const missingLeft = ofLevel.has(missing) ? leftLevels.includes(missing) : null;
    const named = leftLevels.filter((other) => other !== missing);
    search.offer({ feature, threshold: 0, leftLevels: named, missingLeft }, null);
  });
}
