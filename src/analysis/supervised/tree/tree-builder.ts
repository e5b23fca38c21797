// Collects the nodes of a decision tree and lays them out as an ensemble of one tree.
import type { TreeEnsemble } from '../tree-ensemble.ts';
import type { OpenTreeNode, TreeRows, TreeSplit } from './level-splits.ts';

export class TreeBuilder {
  private readonly rows: TreeRows;
  private readonly nodes: OpenTreeNode[] = [];
  private readonly splits = new Map<number, TreeSplit>();
  private readonly children = new Map<number, readonly [OpenTreeNode, OpenTreeNode]>();
  private readonly largerLeft = new Map<number, boolean>();

  constructor(rows: TreeRows) {
    this.rows = rows;
  }

  /** Makes a node of the rows that `nodeOf` says are in it. */
  addNode(nodeOf: Int32Array, index: number): OpenTreeNode {
    const { target, weights, classCount } = this.rows;
    const totals = new Float64Array(classCount);
    let rowCount = 0;
    nodeOf.forEach((node, row) => {
      if (node !== index) return;
      totals[target[row]!]! += weights[row]!;
      rowCount++;
    });
    const weight = totals.reduce((sum, total) => sum + total, 0);
    const squares = totals.reduce((sum, total) => sum + total * total, 0);
    const score = weight > 0 ? squares / weight : 0;
    const node = { index, rowCount, weight, totals, score };
    this.nodes[index] = node;
    return node;
  }

  /** Moves the rows of a node to two new ones. */
  split(index: number, split: TreeSplit, nodeOf: Int32Array): OpenTreeNode[] {
    const left = this.nodes.length;
    const { values } = this.rows.table.columns[split.feature]!;
    nodeOf.forEach((node, row) => {
      if (node === index) nodeOf[row] = goesLeft(split, values[row]!) ? left : left + 1;
    });
    const pair = [this.addNode(nodeOf, left), this.addNode(nodeOf, left + 1)] as const;
    this.splits.set(index, split);
    this.children.set(index, pair);
    this.largerLeft.set(index, pair[0].weight > pair[1].weight);
    return [...pair];
  }

  /** Its rows are done with. */
  close(index: number, nodeOf: Int32Array): void {
    nodeOf.forEach((node, row) => {
      if (node === index) nodeOf[row] = -1;
    });
  }

  ensemble(): TreeEnsemble {
    const { table, classCount } = this.rows;
    const nodeCount = this.nodes.length;
    const categoryBits: number[] = [];
    const values: number[] = [];
    const perNode = <T>(of: (index: number, split: TreeSplit | undefined) => T) =>
      this.nodes.map((_, index) => of(index, this.splits.get(index)));
    return {
      classCount,
      featureCount: table.columns.length,
      link: 'average',
      base: new Float64Array(classCount),
      treeStarts: Uint32Array.of(0, nodeCount),
      treeClass: Int32Array.of(-1),
      feature: Int32Array.from(perNode((_, split) => split?.feature ?? -1)),
      threshold: Float64Array.from(perNode((_, split) => split?.threshold ?? 0)),
      categories: Int32Array.from(
        perNode((_, split) => {
          if (!split?.leftLevels) return -1;
          const levelCount = table.columns[split.feature]!.levels.length;
          return (
            categoryBits.push(...levelBits(split.leftLevels, levelCount)) - wordsOf(levelCount)
          );
        }),
      ),
      categoryBits: Uint32Array.from(categoryBits),
      missingLeft: Uint8Array.from(
        // Where no missing value was met, one will go with the majority.
        perNode((index, split) =>
          split && (split.missingLeft ?? this.largerLeft.get(index)) ? 1 : 0,
        ),
      ),
      left: Int32Array.from(perNode((index) => this.children.get(index)?.[0].index ?? -1)),
      right: Int32Array.from(perNode((index) => this.children.get(index)?.[1].index ?? -1)),
      cover: Float64Array.from(this.nodes, ({ weight }) => weight),
      valueStart: Int32Array.from(
        perNode((index, split) => {
          if (split) return -1;
          const { totals, weight } = this.nodes[index]!;
          return values.push(...totals.map((total) => total / weight)) - classCount;
        }),
      ),
      values: Float64Array.from(values),
    };
  }
}

function goesLeft(split: TreeSplit, value: number): boolean {
  if (Number.isNaN(value)) return split.missingLeft === true;
  return split.leftLevels ? split.leftLevels.includes(value) : value <= split.threshold;
}

function wordsOf(levelCount: number): number {
  return Math.ceil(levelCount / 32);
}

function levelBits(levels: readonly number[], levelCount: number): number[] {
  const bits = new Array<number>(wordsOf(levelCount)).fill(0);
  for (const level of levels) bits[level >>> 5] = (bits[level >>> 5]! | (1 << (level & 31))) >>> 0;
  return bits;
}
