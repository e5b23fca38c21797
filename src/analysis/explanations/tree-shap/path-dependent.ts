// Path-dependent TreeSHAP of one tree in plain TypeScript: it defines what the kernel computes.
//
// A leaf with value v that is reached over m features contributes to feature i
//   v (o_i - z_i) * integral over t of the product over j != i of ((1 - t) z_j + t o_j),
// where o_j says whether the row meets all conditions on j and z_j is the share of the training rows
// that do. A Gauss-Legendre rule of ceil(m / 2) points is exact. The products are carried down the
// tree point by point and the leaves' sums up again, so that an edge costs the number of points.
import { goesLeft, type TreeEnsemble } from '../../supervised/tree-ensemble.ts';
import type { FeatureTable } from '../../supervised/feature-table.ts';
import { stepKind, type PathSteps } from './path-steps.ts';
import type { TreeEdges } from './tree-edges.ts';

/** Memory of a walk. */
interface Walk {
  /** (levels + 1) x points: weight times product of factors above a node. */
  readonly products: Float64Array;
  /** (levels + 1) x points: sums of the leaves below a node. */
  readonly sums: Float64Array;
  /** By level: the step of the path, whether its split goes left, whether every condition is met. */
  readonly path: Int32Array;
  readonly goesLeft: Uint8Array;
  readonly met: Uint8Array;
  readonly state: Uint8Array;
  /** features x 2: what even and odd points give. */
  readonly gains: Float64Array;
}

/**
 * Adds the contributions of one tree to every row.
 *
 * @param values classes x features x rows
 */
export function addPathDependent(
  ensemble: TreeEnsemble,
  edges: TreeEdges,
  steps: PathSteps,
  table: FeatureTable,
  values: Float64Array,
): void {
  const { featureCount } = ensemble;
  const walk: Walk = {
    products: new Float64Array((edges.depth + 1) * steps.pointCount),
    sums: new Float64Array((edges.depth + 1) * steps.pointCount),
    path: new Int32Array(edges.depth),
    goesLeft: new Uint8Array(edges.depth),
    met: new Uint8Array(edges.depth),
    state: new Uint8Array(edges.depth),
    gains: new Float64Array(2 * featureCount),
  };
  const firstClass = Math.max(0, ensemble.treeClass[edges.tree]!);
  for (let row = 0; row < table.rowCount; row++) {
    for (let k = 0; k < steps.classCount; k++) {
      walkRow(ensemble, edges, steps, k, table, row, walk);
      for (let j = 0; j < featureCount; j++) {
        const cell = ((firstClass + k) * featureCount + j) * table.rowCount + row;
        values[cell]! += walk.gains[2 * j]! + walk.gains[2 * j + 1]!;
      }
    }
  }
}

function walkRow(
  ensemble: TreeEnsemble,
  edges: TreeEdges,
  steps: PathSteps,
  classIndex: number,
  table: FeatureTable,
  row: number,
  walk: Walk,
): void {
  const { pointCount, innerConstants, leafConstants } = steps;
  const firstLeaf = (classIndex * leafConstants.length) / steps.classCount;
  walk.products.set(steps.weights);
  walk.gains.fill(0);
  for (let step = 0; step < steps.edge.length; step++) {
    const edge = steps.edge[step]!;
    const level = edges.level[edge]!;
    walk.path[level] = step;
    if (edges.isLeft[edge]) {
      const column = table.columns[edges.feature[edge]!]!;
      const value = column.values[row]!;
      const isLeft = goesLeft(ensemble, edges.node[edge]!, value, column.levels.length);
      walk.goesLeft[level] = isLeft ? 1 : 0;
    }
    const state = stateOf(edges, edge, walk);
    const constant = steps.start[step]! + state * 2 * pointCount;
    const kind = steps.kind[step]!;
    if (kind === stepKind.inner) {
      for (let q = 0, at = level * pointCount; q < pointCount; q++, at++) {
        walk.products[at + pointCount] = walk.products[at]! * innerConstants[constant + q]!;
      }
      continue;
    }
    const isRight = edges.isLeft[edge] === 0;
    const products = walk.products.subarray(level * pointCount, (level + 1) * pointCount);
    gain(walk, edges, edge, leafConstants, firstLeaf + constant + pointCount, products);
    for (let q = 0; q < pointCount; q++) {
      const sum = products[q]! * leafConstants[firstLeaf + constant + q]!;
      const at = level * pointCount + q;
      walk.sums[at] = isRight ? walk.sums[at]! + sum : sum;
    }
    if (kind === stepKind.pair || isRight) complete(edges, steps, level - 1, walk);
  }
}

/** Which of a step's constants hold, by `stateCount`. */
function stateOf({ earlierLevel, isLeft, level }: TreeEdges, edge: number, walk: Walk): number {
  const at = level[edge]!;
  const earlier = earlierLevel[edge]!;
  const couldBeMet = earlier < 0 || walk.met[earlier] === 1;
  const isMet = couldBeMet && walk.goesLeft[at] === isLeft[edge];
  walk.met[at] = isMet ? 1 : 0;
  walk.state[at] = isMet ? 0 : couldBeMet ? 1 : 2;
  return walk.state[at];
}

function gain(
  { gains }: Walk,
  edges: TreeEdges,
  edge: number,
  constants: Float64Array,
  start: number,
  factors: Float64Array,
): void {
  let even = 0;
  let odd = 0;
  for (let q = 0; q < factors.length; q += 2) {
    even += constants[start + q]! * factors[q]!;
    odd += constants[start + q + 1]! * factors[q + 1]!;
  }
  const feature = edges.feature[edge]!;
  gains[2 * feature]! += even;
  gains[2 * feature + 1]! += odd;
}

/** Settles the edge above a node whose leaves are all summed up, and those above that are then complete. */
function complete(edges: TreeEdges, steps: PathSteps, from: number, walk: Walk): void {
  const { pointCount, innerConstants } = steps;
  for (let level = from; level >= 0; level--) {
    const step = walk.path[level]!;
    const edge = steps.edge[step]!;
    const start = steps.start[step]! + (walk.state[level]! * 2 + 1) * pointCount;
    const sums = walk.sums.subarray((level + 1) * pointCount, (level + 2) * pointCount);
    gain(walk, edges, edge, innerConstants, start, sums);
    const isLeft = edges.isLeft[edge] === 1;
    for (let q = 0, at = level * pointCount; q < pointCount; q++, at++) {
      walk.sums[at] = isLeft ? sums[q]! : walk.sums[at]! + sums[q]!;
    }
    if (isLeft) return;
  }
}
