// Grows one boosted tree, the leaf of the greatest gain first; the twin of the gradient-trees kernel.
import { binGoesLeft, binSetWords, type GrownTree } from '../grown-tree.ts';
import type { BinnedTable } from '../binning/bin-table.ts';
import {
  binsPerColumn,
  smallestDivisor,
  leastHessianSteps,
  type GradientScale,
} from './boosting-data.ts';
import type { BoostingParams } from './boosting-types.ts';
import { cellsPerBin, SplitFinder, type BoostingSplit, type GradientSums } from './find-split.ts';

interface OpenNode {
  readonly node: number;
  readonly depth: number;
  readonly start: number;
  readonly sums: GradientSums;
  /** Null where the node stays a leaf. */
  split: BoostingSplit | null;
  histogram: Float64Array | null;
}

export class TreeGrower {
  private readonly table: BinnedTable;
  private readonly params: BoostingParams;
  private readonly scale: GradientScale;
  private readonly leafLimit: number;
  private readonly finder: SplitFinder;
  private readonly gradient: Float64Array;
  private readonly hessian: Float64Array;
  private readonly rows: Uint32Array;
  private readonly spareRows: Uint32Array;
  private readonly tree: GrownTree;
  private readonly nodes: OpenNode[] = [];

  /** @param gradient and hessian of each row, in steps of the scale */
  constructor(
    table: BinnedTable,
    params: BoostingParams,
    leafLimit: number,
    scale: GradientScale,
    gradient: Float64Array,
    hessian: Float64Array,
  ) {
    this.table = table;
    this.params = params;
    this.leafLimit = leafLimit;
    this.scale = scale;
    this.gradient = gradient;
    this.hessian = hessian;
    this.finder = new SplitFinder(table, scale, params);
    this.rows = Uint32Array.from({ length: table.rowCount }, (_, row) => row);
    this.spareRows = new Uint32Array(table.rowCount);
    this.tree = allocateTree(2 * leafLimit - 1);
  }

  /** Grows the tree and adds the values of its leaves to the margins of the rows. */
  grow(margins: Float64Array): GrownTree {
    const sums = this.sumRows();
    const histogram = this.mayBeSplit(0, sums) ? this.buildHistogram(0, sums.count) : null;
    this.open(0, 0, sums, histogram);
    for (let leafCount = 1; leafCount < this.leafLimit; leafCount++) {
      const next = this.nextNode();
      if (!next) break;
      this.split(next, leafCount + 1 === this.leafLimit);
    }
    for (const { node, start, sums } of this.nodes) {
      this.tree.cover[node] = sums.count;
      if (this.tree.feature[node]! >= 0) continue;
      const value = this.leafValue(sums);
      this.tree.values[node] = value;
      for (let i = start; i < start + sums.count; i++) margins[this.rows[i]!]! += value;
    }
    return cutTree(this.tree, this.nodes.length);
  }

  private leafValue({ gradient, hessian }: GradientSums): number {
    const divisor = hessian / this.scale.hessian + (this.params.l2 + smallestDivisor);
    return (-(gradient / this.scale.gradient) / divisor) * this.params.learningRate;
  }

  private sumRows(): GradientSums {
    let gradient = 0;
    let hessian = 0;
    const count = this.table.rowCount;
    for (let row = 0; row < count; row++) {
      gradient += this.gradient[row]!;
      hessian += this.hessian[row]!;
    }
    return { gradient, hessian, count };
  }

  /** Whether a node may still be split, before any histogram is looked at. */
  private mayBeSplit(depth: number, { count, hessian }: GradientSums): boolean {
    const { maxDepth, minLeafRows } = this.params;
    if (maxDepth > 0 && depth >= maxDepth) return false;
    return count >= 2 * minLeafRows && hessian >= leastHessianSteps(this.scale);
  }

  /** @param histogram null: the node stays a leaf */
  private open(
    depth: number,
    start: number,
    sums: GradientSums,
    histogram: Float64Array | null,
  ): void {
    const node = this.nodes.length;
    const mayBeSplit = histogram !== null && this.mayBeSplit(depth, sums);
    const split = mayBeSplit ? this.finder.find(histogram, sums) : null;
    this.tree.feature[node] = -1;
    this.nodes.push({ node, depth, start, sums, split, histogram: split && histogram });
  }

  private nextNode(): OpenNode | null {
    let best: OpenNode | null = null;
    for (const node of this.nodes) {
      if (node.split && node.split.gain > (best?.split?.gain ?? 0)) best = node;
    }
    return best;
  }

  private split(parent: OpenNode, isLast: boolean): void {
    const { node, depth, start, sums, split, histogram } = parent;
    if (!split || !histogram) return;
    parent.split = null;
    parent.histogram = null;
    const { left } = split;
    const right: GradientSums = {
      gradient: sums.gradient - left.gradient,
      hessian: sums.hessian - left.hessian,
      count: sums.count - left.count,
    };
    this.write(node, split, left.count > right.count);
    this.partition(node, split.feature, start, start + sums.count);
    const middle = start + left.count;
    const isNeeded =
      !isLast && (this.mayBeSplit(depth + 1, left) || this.mayBeSplit(depth + 1, right));
    if (!isNeeded) {
      this.open(depth + 1, start, left, null);
      this.open(depth + 1, middle, right, null);
      return;
    }
    const leftIsSmaller = left.count < right.count;
    const smaller = leftIsSmaller
      ? this.buildHistogram(start, middle)
      : this.buildHistogram(middle, start + sums.count);
    for (let cell = 0; cell < histogram.length; cell++) histogram[cell]! -= smaller[cell]!;
    this.open(depth + 1, start, left, leftIsSmaller ? smaller : histogram);
    this.open(depth + 1, middle, right, leftIsSmaller ? histogram : smaller);
  }

  private write(node: number, split: BoostingSplit, leftIsLarger: boolean): void {
    const { tree } = this;
    tree.feature[node] = split.feature;
    tree.splitBin[node] = split.bin;
    if (split.leftBins) tree.leftBins.set(split.leftBins, node * binSetWords);
    // Where no missing value was met, one will go with the majority.
    const isMissingLeft = this.table.hasMissing[split.feature] ? split.missingLeft : leftIsLarger;
    tree.missingLeft[node] = isMissingLeft ? 1 : 0;
    tree.left[node] = this.nodes.length;
    tree.right[node] = this.nodes.length + 1;
  }

  private buildHistogram(start: number, end: number): Float64Array {
    const { bins, binning } = this.table;
    const featureCount = binning.columns.length;
    const histogram = new Float64Array(featureCount * binsPerColumn * cellsPerBin);
    for (let i = start; i < end; i++) {
      const row = this.rows[i]!;
      const gradient = this.gradient[row]!;
      const hessian = this.hessian[row]!;
      for (let feature = 0; feature < featureCount; feature++) {
        const bin = bins[row * featureCount + feature]!;
        const cell = (feature * binsPerColumn + bin) * cellsPerBin;
        histogram[cell]! += gradient;
        histogram[cell + 1]! += hessian;
        histogram[cell + 2]! += 1;
      }
    }
    return histogram;
  }

  /** Puts the rows that go left before the others; both keep their order. */
  private partition(node: number, feature: number, start: number, end: number): void {
    const { bins, binning } = this.table;
    const featureCount = binning.columns.length;
    const column = binning.columns[feature]!;
    let left = start;
    let right = 0;
    for (let i = start; i < end; i++) {
      const row = this.rows[i]!;
      const isLeft = binGoesLeft(this.tree, node, bins[row * featureCount + feature]!, column);
      if (isLeft) this.rows[left++] = row;
      else this.spareRows[right++] = row;
    }
    this.rows.set(this.spareRows.subarray(0, right), left);
  }
}

function allocateTree(nodeCount: number): GrownTree {
  return {
    nodeCount,
    feature: new Int32Array(nodeCount),
    splitBin: new Int32Array(nodeCount),
    leftBins: new Uint32Array(nodeCount * binSetWords),
    missingLeft: new Uint8Array(nodeCount),
    left: new Int32Array(nodeCount),
    right: new Int32Array(nodeCount),
    cover: new Float64Array(nodeCount),
    values: new Float64Array(nodeCount),
    valueCount: 1,
  };
}

function cutTree(tree: GrownTree, nodeCount: number): GrownTree {
  return {
    nodeCount,
    feature: tree.feature.slice(0, nodeCount),
    splitBin: tree.splitBin.slice(0, nodeCount),
    leftBins: tree.leftBins.slice(0, nodeCount * binSetWords),
    missingLeft: tree.missingLeft.slice(0, nodeCount),
    left: tree.left.slice(0, nodeCount),
    right: tree.right.slice(0, nodeCount),
    cover: tree.cover.slice(0, nodeCount),
    values: tree.values.slice(0, nodeCount),
    valueCount: 1,
  };
}
