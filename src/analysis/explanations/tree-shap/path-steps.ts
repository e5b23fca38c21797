// A tree's walk for path-dependent SHAP: steps in depth-first order and the constants that each needs.
import type { TreeEnsemble } from '../../supervised/tree-ensemble.ts';
import type { Quadrature } from './gauss-legendre.ts';
import type { TreeEdges } from './tree-edges.ts';

/** An edge to another split, an edge to a leaf, or both edges of a split between two leaves. */
export const stepKind = { inner: 0, leaf: 1, pair: 2 } as const;

/**
 * What may be the case at a step: every condition on the feature is met; all but this one are; an earlier
 * one is not. At a pair: the left edge is met, the right one is, neither could be.
 */
export const stateCount = 3;

export interface PathSteps {
  /** Edges of the tree; of a pair the left one, which its sibling follows. */
  readonly edge: Int32Array;
  readonly kind: Uint8Array;
  /** Quadrature points, filled up to an even number with points of weight 0. */
  readonly pointCount: number;
  readonly weights: Float64Array;
  /** By step: offset of its constants in those of its kind. */
  readonly start: Int32Array;
  /** states x (factors, gains) x points for each inner step. */
  readonly innerConstants: Float64Array;
  /** classes x leaf steps x states x (factors, gains) x points, with the leaves' values in them. */
  readonly leafConstants: Float64Array;
  readonly classCount: number;
}

export function listSteps(
  ensemble: TreeEnsemble,
  edges: TreeEdges,
  { points, weights }: Quadrature,
): PathSteps {
  const { edge, kind } = orderSteps(edges);
  const pointCount = 2 * Math.ceil(points.length / 2);
  const stepLength = stateCount * 2 * pointCount;
  const start = new Int32Array(edge.length);
  let innerLength = 0;
  let leafLength = 0;
  for (let step = 0; step < edge.length; step++) {
    const isInner = kind[step] === stepKind.inner;
    start[step] = isInner ? innerLength : leafLength;
    if (isInner) innerLength += stepLength;
    else leafLength += stepLength;
  }
  const classCount = ensemble.treeClass[edges.tree]! < 0 ? ensemble.classCount : 1;
  const steps: PathSteps = {
    edge,
    kind,
    pointCount,
    weights: new Float64Array(pointCount),
    start,
    innerConstants: new Float64Array(innerLength),
    leafConstants: new Float64Array(leafLength * classCount),
    classCount,
  };
  steps.weights.set(weights);
  for (let step = 0; step < edge.length; step++)
    writeConstants(ensemble, edges, points, steps, step);
  return steps;
}

function orderSteps(edges: TreeEdges): { edge: Int32Array; kind: Uint8Array } {
  const edge = new Int32Array(edges.edgeCount);
  const kind = new Uint8Array(edges.edgeCount);
  let count = 0;
  for (let at = 0; at < edges.edgeCount; at++) {
    const isLeaf = edges.valueStart[at]! >= 0;
    const isPair = isLeaf && edges.isLeft[at] === 1 && edges.valueStart[at + 1]! >= 0;
    edge[count] = at;
    kind[count++] = isPair ? stepKind.pair : isLeaf ? stepKind.leaf : stepKind.inner;
    if (isPair) at++;
  }
  return { edge: edge.slice(0, count), kind: kind.slice(0, count) };
}

/** Factors and gains of one edge at one point, by state. */
type EdgeConstants = [factor: Float64Array, gain: Float64Array];

/**
 * With f(z, o) = (1 - t) z + t o, the earlier share z' of the same feature (1 where there is none) and the
 * new share z:
 *   f(z, 1) / f(z', 1)                              the factor where the row meets every condition,
 *   f(z, 0) / f(z', 1)                              where it meets all but this one,
 *   (1 - z) / f(z, 1) - (1 - z') / f(z', 1)         the gain to the feature in the first case,
 *   -z / f(z, 0)      - (1 - z') / f(z', 1)         and in the second.
 * Where an earlier condition failed, the factor is the edge's ratio and the gain nothing.
 */
function setEdge(edges: TreeEdges, edge: number, t: number, [factor, gain]: EdgeConstants): void {
  const share = edges.share[edge]!;
  const isFirst = edges.earlierLevel[edge]! < 0;
  const earlierShare = edges.earlierShare[edge]!;
  const met = (1 - t) * share + t;
  const earlierMet = isFirst ? 1 : (1 - t) * earlierShare + t;
  const earlierGain = (1 - earlierShare) / earlierMet;
  factor[0] = met / earlierMet;
  factor[1] = ((1 - t) * share) / earlierMet;
  factor[2] = edges.ratio[edge]!;
  gain[0] = (1 - share) / met - earlierGain;
  gain[1] = -1 / (1 - t) - earlierGain;
}

const ofEdge: EdgeConstants = [new Float64Array(stateCount), new Float64Array(stateCount)];
const ofSibling: EdgeConstants = [new Float64Array(stateCount), new Float64Array(stateCount)];
/** A pair's right edge is met where its left one is not, and the other way round. */
const siblingState = [1, 0, 2] as const;

function writeConstants(
  { values }: TreeEnsemble,
  edges: TreeEdges,
  points: Float64Array,
  steps: PathSteps,
  step: number,
): void {
  const { pointCount, innerConstants, leafConstants, classCount } = steps;
  const edge = steps.edge[step]!;
  const kind = steps.kind[step]!;
  const valueStart = edges.valueStart[edge]!;
  const classStride = leafConstants.length / classCount;
  for (let q = 0; q < points.length; q++) {
    setEdge(edges, edge, points[q]!, ofEdge);
    if (kind === stepKind.pair) setEdge(edges, edge + 1, points[q]!, ofSibling);
    for (let state = 0; state < stateCount; state++) {
      const at = steps.start[step]! + state * 2 * pointCount + q;
      const factor = ofEdge[0][state]!;
      const gain = ofEdge[1][state]!;
      if (kind === stepKind.inner) {
        innerConstants[at] = factor;
        innerConstants[at + pointCount] = gain;
        continue;
      }
      for (let k = 0; k < classCount; k++) {
        const cell = at + k * classStride;
        const value = factor * values[valueStart + k]!;
        leafConstants[cell] = value;
        leafConstants[cell + pointCount] = value * gain;
        if (kind === stepKind.leaf) continue;
        const other = siblingState[state]!;
        const siblingValue = ofSibling[0][other]! * values[edges.valueStart[edge + 1]! + k]!;
        leafConstants[cell] += siblingValue;
        leafConstants[cell + pointCount]! += siblingValue * ofSibling[1][other]!;
      }
    }
  }
}
