// Small random tree ensembles and tables, and Shapley values by their definition over all subsets.
import { goesLeft, predictMargins, type TreeEnsemble } from '#analysis/supervised/tree-ensemble';
import type { FeatureColumn, FeatureTable } from '#analysis/supervised/feature-table';
import { createRandom, type Random } from '#analysis/random';

export interface EnsembleShape {
  readonly featureCount: number;
  readonly treeCount: number;
  readonly depth: number;
  readonly classCount: number;
  readonly link: TreeEnsemble['link'];
  /** Chance that a node above the greatest depth is a leaf. */
  readonly leafChance?: number;
  /** Whether a leaf's values of the classes are shares that add up to 1. */
  readonly isDistribution?: boolean;
}

const levels = Array.from({ length: 5 }, (_, level) => `level ${level}`);

/** Every third column is categorical, every fourth binary; a tenth of the cells is missing. */
export function randomTable(rowCount: number, featureCount: number, seed: number): FeatureTable {
  const random = createRandom(seed);
  const columns = Array.from({ length: featureCount }, (_, j): FeatureColumn => {
    const kind = j % 3 === 2 ? 'categorical' : j % 4 === 3 ? 'binary' : 'continuous';
    const values = Float64Array.from({ length: rowCount }, () => {
      if (random.uniform() < 0.1) return NaN;
      if (kind === 'categorical') return random.integerBelow(levels.length);
      return kind === 'binary' ? random.integerBelow(2) : random.normal();
    });
    return { name: `x${j}`, kind, values, levels: kind === 'categorical' ? levels : [] };
  });
  return { rowCount, columns };
}

interface Nodes {
  readonly feature: number[];
  readonly threshold: number[];
  readonly categories: number[];
  readonly categoryBits: number[];
  readonly missingLeft: number[];
  readonly left: number[];
  readonly right: number[];
  readonly cover: number[];
  readonly valueStart: number[];
  readonly values: number[];
}

/** Random splits on the columns of a table; covers are the table's rows, one more a leaf. */
export function randomEnsemble(
  shape: EnsembleShape,
  table: FeatureTable,
  seed: number,
): TreeEnsemble {
  const random = createRandom(seed);
  const nodes: Nodes = {
    feature: [],
    threshold: [],
    categories: [],
    categoryBits: [],
    missingLeft: [],
    left: [],
    right: [],
    cover: [],
    valueStart: [],
    values: [],
  };
  const treeStarts = [0];
  for (let tree = 0; tree < shape.treeCount; tree++) {
    grow(shape, nodes, table, random, 0);
    treeStarts.push(nodes.feature.length);
  }
  const ensemble: TreeEnsemble = {
    classCount: shape.classCount,
    featureCount: shape.featureCount,
    link: shape.link,
    base: Float64Array.from({ length: shape.classCount }, () =>
      shape.link === 'softmax' ? random.normal() : 0,
    ),
    treeStarts: Uint32Array.from(treeStarts),
    treeClass: Int32Array.from({ length: shape.treeCount }, (_, tree) =>
      shape.link === 'softmax' ? tree % shape.classCount : -1,
    ),
    feature: Int32Array.from(nodes.feature),
    threshold: Float64Array.from(nodes.threshold),
    categories: Int32Array.from(nodes.categories),
    categoryBits: Uint32Array.from(nodes.categoryBits),
    missingLeft: Uint8Array.from(nodes.missingLeft),
    left: Int32Array.from(nodes.left),
    right: Int32Array.from(nodes.right),
    cover: Float64Array.from(nodes.cover),
    valueStart: Int32Array.from(nodes.valueStart),
    values: Float64Array.from(nodes.values),
  };
  countCover(ensemble, table);
  return ensemble;
}

function grow(
  shape: EnsembleShape,
  nodes: Nodes,
  table: FeatureTable,
  random: Random,
  depth: number,
): number {
  const node = nodes.feature.length;
  const isLeaf = depth === shape.depth || (depth > 0 && random.uniform() < (shape.leafChance ?? 0));
  const feature = isLeaf ? -1 : random.integerBelow(shape.featureCount);
  nodes.feature.push(feature);
  nodes.threshold.push(0);
  nodes.categories.push(-1);
  nodes.missingLeft.push(random.integerBelow(2));
  nodes.left.push(-1);
  nodes.right.push(-1);
  nodes.cover.push(0);
  nodes.valueStart.push(isLeaf ? nodes.values.length : -1);
  if (isLeaf) {
    const count = shape.link === 'softmax' ? 1 : shape.classCount;
    const values = Array.from({ length: count }, () => random.normal());
    if (shape.isDistribution) makeDistribution(values);
    nodes.values.push(...values);
    return node;
  }
  if (table.columns[feature]!.kind === 'categorical') {
    nodes.categories[node] = nodes.categoryBits.length;
    nodes.categoryBits.push(1 + random.integerBelow(30));
  } else if (table.columns[feature]!.kind === 'binary') nodes.threshold[node] = 0.5;
  else nodes.threshold[node] = random.normal();
  nodes.left[node] = grow(shape, nodes, table, random, depth + 1);
  nodes.right[node] = grow(shape, nodes, table, random, depth + 1);
  return node;
}

function makeDistribution(values: number[]): void {
  const total = values.reduce((sum, value) => sum + Math.abs(value), 0);
  values.forEach((value, k) => (values[k] = Math.abs(value) / total));
}

function countCover(ensemble: TreeEnsemble, table: FeatureTable): void {
  const { cover, feature, left, right } = ensemble;
  for (let tree = 0; tree < ensemble.treeClass.length; tree++) {
    const first = ensemble.treeStarts[tree]!;
    for (let row = 0; row < table.rowCount; row++) {
      let node = first;
      while (feature[node]! >= 0) {
        const column = table.columns[feature[node]!]!;
        const isLeft = goesLeft(ensemble, node, column.values[row]!, column.levels.length);
        node = isLeft ? left[node]! : right[node]!;
      }
      cover[node]! += 1;
    }
    for (let node = ensemble.treeStarts[tree + 1]! - 1; node >= first; node--) {
      if (feature[node]! < 0) cover[node]! += 1;
      else cover[node] = cover[left[node]!]! + cover[right[node]!]!;
    }
  }
}

/** The expected output where only the features of a bit set are known, by descent with shares. */
export function pathDependentGame(
  ensemble: TreeEnsemble,
  table: FeatureTable,
  row: number,
  known: number,
): number[] {
  const outputs = Array.from(ensemble.base);
  const treeCount = ensemble.treeClass.length;
  const scale = ensemble.link === 'average' ? 1 / treeCount : 1;
  const descend = (tree: number, node: number, share: number): void => {
    const feature = ensemble.feature[node]!;
    if (feature < 0) {
      const start = ensemble.valueStart[node]!;
      const only = ensemble.treeClass[tree]!;
      if (only >= 0) outputs[only]! += share * scale * ensemble.values[start]!;
      else outputs.forEach((_, k) => (outputs[k]! += share * scale * ensemble.values[start + k]!));
      return;
    }
    const column = table.columns[feature]!;
    const left = ensemble.left[node]!;
    const right = ensemble.right[node]!;
    if ((known >>> feature) & 1) {
      const isLeft = goesLeft(ensemble, node, column.values[row]!, column.levels.length);
      descend(tree, isLeft ? left : right, share);
    } else {
      const cover = ensemble.cover[node]!;
      for (const child of [left, right]) {
        descend(tree, child, share * (cover === 0 ? 0.5 : ensemble.cover[child]! / cover));
      }
    }
  };
  for (let tree = 0; tree < treeCount; tree++) descend(tree, ensemble.treeStarts[tree]!, 1);
  return outputs;
}

/** The mean output over the background with the features of a bit set taken from the row. */
export function interventionalGame(
  ensemble: TreeEnsemble,
  table: FeatureTable,
  row: number,
  background: FeatureTable,
  known: number,
): number[] {
  const mixed: FeatureTable = {
    rowCount: background.rowCount,
    columns: background.columns.map((column, j) =>
      (known >>> j) & 1
        ? { ...column, values: column.values.map(() => table.columns[j]!.values[row]!) }
        : column,
    ),
  };
  const outputs = predictMargins(ensemble, mixed);
  return Array.from({ length: ensemble.classCount }, (_, k) => {
    let sum = 0;
    for (let at = k; at < outputs.length; at += ensemble.classCount) sum += outputs[at]!;
    return sum / background.rowCount;
  });
}

/** Shapley values by their definition: classes x features of a game over bit sets. */
export function bruteForceShapley(
  featureCount: number,
  classCount: number,
  game: (known: number) => number[],
): number[][] {
  const outcomes = Array.from({ length: 1 << featureCount }, (_, known) => game(known));
  const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
  const sizeOf = (known: number): number => (known === 0 ? 0 : (known & 1) + sizeOf(known >>> 1));
  return Array.from({ length: classCount }, (_, k) =>
    Array.from({ length: featureCount }, (_, j) => {
      let value = 0;
      outcomes.forEach((outcome, known) => {
        if ((known >>> j) & 1) return;
        const size = sizeOf(known);
        const weight =
          (factorial(size) * factorial(featureCount - size - 1)) / factorial(featureCount);
        value += weight * (outcomes[known | (1 << j)]![k]! - outcome[k]!);
      });
      return value;
    }),
  );
}
