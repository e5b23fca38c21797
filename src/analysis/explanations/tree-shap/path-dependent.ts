// Path-dependent TreeSHAP of one tree in plain TypeScript: it defines what the kernel computes.
//
// A leaf with value v that is reached over m features contributes to feature i
//   v (o_i - z_i) * integral over t of the product over j != i of ((1 - t) z_j + t o_j),
// where o_j says whether the row meets all conditions on j and z_j is the share of the training rows
// that do. A Gauss-Legendre rule of ceil(m / 2) points is exact. The products are carried down the
// tree point by point and the leaves' sums up again, so that an edge costs the number of points.
import { goesLeft, type TreeEnsemble } from '../../supervised/tree-ensemble.ts';
import type { FeatureTable } from '../../supervised/feature-table.ts';
import type { Quadrature } from './gauss-legendre.ts';
import type { TreeEdges } from './tree-edges.ts';

/** Constants of an edge and a point; they depend on the tree alone. */
export const constantsPerPoint = 4;

/**
 * For each edge and point, with f(z, o) = (1 - t) z + t o, the earlier share z' of the same feature
 * (1 where there is none) and the new share z:
 *   f(z, 1) / f(z', 1)                              the factor where the row meets every condition,
 *   f(z, 0) / f(z', 1)                              where it meets all but this one,
 *   (1 - z) / f(z, 1) - (1 - z') / f(z', 1)         the gain to the feature in the first case,
 *   -z / f(z, 0)      - (1 - z') / f(z', 1)         and in the second.
 * Where an earlier condition failed, the factor is the edge's ratio and the gain nothing.
 *
 * @returns edges x points x 4
 */
export function edgeConstants(edges: TreeEdges, { points }: Quadrature): Float64Array {
  const constants = new Float64Array(edges.edgeCount * points.length * constantsPerPoint);
  for (let edge = 0, at = 0; edge < edges.edgeCount; edge++) {
    const share = edges.share[edge]!;
    const isFirst = edges.earlierLevel[edge]! < 0;
    const earlierShare = edges.earlierShare[edge]!;
    for (const t of points) {
      const met = (1 - t) * share + t;
      const earlierMet = isFirst ? 1 : (1 - t) * earlierShare + t;
      const earlierGain = (1 - earlierShare) / earlierMet;
      constants[at++] = met / earlierMet;
      constants[at++] = ((1 - t) * share) / earlierMet;
      constants[at++] = (1 - share) / met - earlierGain;
      constants[at++] = -1 / (1 - t) - earlierGain;
    }
  }
  return constants;
}

/** Memory of a walk, for trees up to some depth. */
interface Walk {
  /** (levels + 1) x points: weight times product of factors above a node. */
  readonly products: Float64Array;
  /** (levels + 1) x classes x points: sums of the leaves below a node. */
  readonly sums: Float64Array;
  /** By level: the edge of the path, whether its split goes left, whether every condition is met. */
  readonly path: Int32Array;
  readonly goesLeft: Uint8Array;
  readonly met: Uint8Array;
}

function createWalk(depth: number, pointCount: number, classCount: number): Walk {
  return {
    products: new Float64Array((depth + 1) * pointCount),
    sums: new Float64Array((depth + 1) * pointCount * classCount),
    path: new Int32Array(depth + 1),
    goesLeft: new Uint8Array(depth + 1),
    met: new Uint8Array(depth + 1),
  };
}

/**
 * Adds the contributions of one tree to every row.
 *
 * @param values classes x features x rows
 */
export function addPathDependent(
  ensemble: TreeEnsemble,
  edges: TreeEdges,
  quadrature: Quadrature,
  constants: Float64Array,
  table: FeatureTable,
  values: Float64Array,
): void {
  const only = ensemble.treeClass[edges.tree]!;
  const classCount = only < 0 ? ensemble.classCount : 1;
  const walk = createWalk(edges.depth, quadrature.points.length, classCount);
  const firstCell = Math.max(0, only) * ensemble.featureCount * table.rowCount;
  const cells = values.subarray(firstCell);
  for (let row = 0; row < table.rowCount; row++) {
    walkRow(ensemble, edges, quadrature, constants, table, row, walk, cells);
  }
}

function walkRow(
  ensemble: TreeEnsemble,
  edges: TreeEdges,
  { weights }: Quadrature,
  constants: Float64Array,
  table: FeatureTable,
  row: number,
  walk: Walk,
  cells: Float64Array,
): void {
  const pointCount = weights.length;
  const { products, sums, path, met } = walk;
  const sumCount = sums.length / (edges.depth + 1);
  const classStride = ensemble.featureCount * table.rowCount;
  products.set(weights);
  sums.fill(0, 0, sumCount);

  /** Gives an edge's sums to its feature: `source` holds classes x points. */
  const gain = (edge: number, level: number, source: number) => {
    const earlier = edges.earlierLevel[edge]!;
    if (earlier >= 0 && !met[earlier]) return;
    const constant = edge * pointCount * constantsPerPoint + (met[level] ? 2 : 3);
    const cell = edges.feature[edge]! * table.rowCount + row;
    for (let k = 0, at = source; at < source + sumCount; k++) {
      let total = 0;
      for (let q = 0; q < pointCount; q++, at++) {
        total += constants[constant + q * constantsPerPoint]! * sums[at]!;
      }
      cells[cell + k * classStride]! += total;
    }
  };

  for (let edge = 0; edge < edges.edgeCount; edge++) {
    const level = edges.level[edge]!;
    const earlier = edges.earlierLevel[edge]!;
    path[level] = edge;
    if (edges.isLeft[edge]) {
      const column = table.columns[edges.feature[edge]!]!;
      const value = column.values[row]!;
      const isLeft = goesLeft(ensemble, edges.node[edge]!, value, column.levels.length);
      walk.goesLeft[level] = isLeft ? 1 : 0;
    }
    const couldBeMet = earlier < 0 || met[earlier] === 1;
    const isMet = couldBeMet && walk.goesLeft[level] === edges.isLeft[edge];
    met[level] = isMet ? 1 : 0;
    const above = level * pointCount;
    const below = above + pointCount;
    const constant = edge * pointCount * constantsPerPoint + (isMet ? 0 : 1);
    for (let q = 0; q < pointCount; q++) {
      const factor = couldBeMet ? constants[constant + q * constantsPerPoint]! : edges.ratio[edge]!;
      products[below + q] = products[above + q]! * factor;
    }
    const belowSums = (level + 1) * sumCount;
    const valueStart = edges.valueStart[edge]!;
    if (valueStart < 0) {
      sums.fill(0, belowSums, belowSums + sumCount);
      continue;
    }
    for (let k = 0, at = belowSums; at < belowSums + sumCount; k++) {
      const value = ensemble.values[valueStart + k]!;
      for (let q = 0; q < pointCount; q++) sums[at++] = products[below + q]! * value;
    }
    // A leaf ends its edge and every edge whose subtree it completes.
    for (let done = level; done >= 0 && edges.end[path[done]!] === edge + 1; done--) {
      gain(path[done]!, done, (done + 1) * sumCount);
      for (let at = 0; at < sumCount; at++) {
        sums[done * sumCount + at]! += sums[(done + 1) * sumCount + at]!;
      }
    }
  }
}
