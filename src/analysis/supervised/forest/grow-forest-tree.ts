// Grows one tree of a random forest on a bootstrap sample; the twin of the forest-trees kernel.
import type { BinnedTable } from '../binning/bin-table.ts';
import { binGoesLeft, binSetWords, type GrownTree } from '../grown-tree.ts';
import type { ForestParams } from './forest-types.ts';
import { GiniSplitFinder, type GiniSplit } from './gini-split.ts';
import { nextBelow } from '../random-words.ts';

export interface ForestData {
  readonly table: BinnedTable;
  readonly target: Int32Array;
  readonly classWeights: Float64Array;
  readonly params: ForestParams;
}

export interface BaggedTree {
  readonly tree: GrownTree;
  /** How often the bootstrap drew each row. */
  readonly draws: Uint8Array;
}

interface OpenNode {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  /** The node whose child this is, and on which side; -1: the root. */
  readonly parent: number;
  readonly isLeft: boolean;
}

/** @param state of the random words of this tree; consumed */
export function growForestTree(data: ForestData, state: Uint32Array): BaggedTree {
  const draws = drawRows(data.table.rowCount, state);
  return { tree: new ForestTreeGrower(data, draws, state).grow(), draws };
}

function drawRows(rowCount: number, state: Uint32Array): Uint8Array {
  const draws = new Uint8Array(rowCount);
  for (let i = 0; i < rowCount; i++) draws[nextBelow(state, rowCount)]!++;
  return draws;
}

/** Features tried at a split. */
export function featuresPerSplitOf({ table, params }: ForestData): number {
  const featureCount = table.binning.columns.length;
  if (params.featuresPerSplit > 0) return Math.min(params.featuresPerSplit, featureCount);
  return Math.max(1, Math.floor(Math.sqrt(featureCount)));
}

class ForestTreeGrower {
  private readonly data: ForestData;
  private readonly draws: Uint8Array;
  private readonly state: Uint32Array;
  private readonly rows: Uint32Array;
  private readonly spareRows: Uint32Array;
  private readonly finder: GiniSplitFinder;
  /** Drawn from and put back by swapping, never set anew. */
  private readonly features: Uint32Array;
  private readonly nodes = {
    feature: [] as number[],
    splitBin: [] as number[],
    missingLeft: [] as number[],
    left: [] as number[],
    right: [] as number[],
    cover: [] as number[],
    leftBins: [] as number[],
    values: [] as number[],
  };

  constructor(data: ForestData, draws: Uint8Array, state: Uint32Array) {
    this.data = data;
    this.draws = draws;
    this.state = state;
    this.rows = Uint32Array.from([...draws.keys()].filter((row) => draws[row]! > 0));
    this.spareRows = new Uint32Array(this.rows.length);
    this.features = Uint32Array.from(data.table.binning.columns.keys());
    this.finder = new GiniSplitFinder(data.table, data.classWeights, data.params.minLeafRows);
  }

  /** Nodes are numbered in preorder, left before right. */
  grow(): GrownTree {
    const open: OpenNode[] = [
      { start: 0, end: this.rows.length, depth: 0, parent: -1, isLeft: false },
    ];
    for (let next = open.pop(); next; next = open.pop()) {
      const { start, end, depth } = next;
      const node = this.append(next);
      const total = this.countClasses(start, end);
      const split = this.mayBeSplit(total, depth) ? this.findSplit(start, end, total) : null;
      this.close(node, total, split);
      if (!split) continue;
      const middle = this.partition(node, split, start, end);
      this.settleMissing(node, split, middle - start > end - middle);
      open.push({ start: middle, end, depth: depth + 1, parent: node, isLeft: false });
      open.push({ start, end: middle, depth: depth + 1, parent: node, isLeft: true });
    }
    return this.tree();
  }

  private append({ parent, isLeft }: OpenNode): number {
    const node = this.nodes.feature.length;
    if (parent >= 0) (isLeft ? this.nodes.left : this.nodes.right)[parent] = node;
    return node;
  }

  private countClasses(start: number, end: number): Float64Array {
    const total = new Float64Array(this.data.classWeights.length);
    for (let i = start; i < end; i++) {
      const row = this.rows[i]!;
      total[this.data.target[row]!]! += this.draws[row]!;
    }
    return total;
  }

  private mayBeSplit(total: Float64Array, depth: number): boolean {
    const { maxDepth } = this.data.params;
    if (maxDepth > 0 && depth >= maxDepth) return false;
    return total.filter((count) => count > 0).length > 1;
  }

  /** Tries random features, as many as stated and on until one of them is not constant here. */
  private findSplit(start: number, end: number, total: Float64Array): GiniSplit | null {
    const wanted = featuresPerSplitOf(this.data);
    const rows = this.rows.subarray(start, end);
    const { features, finder } = this;
    finder.start(total);
    let variedCount = 0;
    for (let tried = 0; tried < features.length; tried++) {
      if (tried >= wanted && variedCount > 0) break;
      const other = tried + nextBelow(this.state, features.length - tried);
      const feature = features[other]!;
      features[other] = features[tried]!;
      features[tried] = feature;
      if (finder.tryFeature(feature, rows, this.data.target, this.draws)) variedCount++;
    }
    return finder.found;
  }

  private close(node: number, total: Float64Array, split: GiniSplit | null): void {
    const { nodes } = this;
    const weights = total.map((count, k) => count * this.data.classWeights[k]!);
    let cover = 0;
    for (const weight of weights) cover += weight;
    nodes.cover[node] = cover;
    nodes.feature[node] = split ? split.feature : -1;
    nodes.splitBin[node] = split ? split.bin : 0;
    nodes.missingLeft[node] = split?.missingLeft ? 1 : 0;
    nodes.left[node] = -1;
    nodes.right[node] = -1;
    for (const weight of weights) nodes.values.push(weight / cover);
    for (let word = 0; word < binSetWords; word++)
      nodes.leftBins.push(split?.leftBins?.[word] ?? 0);
  }

  /** Where no missing value was met, one will go with the majority. */
  private settleMissing(node: number, split: GiniSplit, leftIsLarger: boolean): void {
    if (this.data.table.hasMissing[split.feature]) return;
    this.nodes.missingLeft[node] = leftIsLarger ? 1 : 0;
  }

  private partition(node: number, split: GiniSplit, start: number, end: number): number {
    const { bins, binning } = this.data.table;
    const featureCount = binning.columns.length;
    const column = binning.columns[split.feature]!;
    let left = start;
    let right = 0;
    for (let i = start; i < end; i++) {
      const row = this.rows[i]!;
      const bin = bins[row * featureCount + split.feature]!;
      if (binGoesLeft(this.nodes, node, bin, column)) this.rows[left++] = row;
      else this.spareRows[right++] = row;
    }
    this.rows.set(this.spareRows.subarray(0, right), left);
    return left;
  }

  private tree(): GrownTree {
    const { nodes } = this;
    return {
      nodeCount: nodes.feature.length,
      feature: Int32Array.from(nodes.feature),
      splitBin: Int32Array.from(nodes.splitBin),
      leftBins: Uint32Array.from(nodes.leftBins),
      missingLeft: Uint8Array.from(nodes.missingLeft),
      left: Int32Array.from(nodes.left),
      right: Int32Array.from(nodes.right),
      cover: Float64Array.from(nodes.cover),
      values: Float64Array.from(nodes.values),
      valueCount: this.data.classWeights.length,
    };
  }
}
