// Interventional TreeSHAP of one tree in plain TypeScript: it defines what the kernel computes.
//
// Each background row z plays a game against the explained row x: a leaf pays v where every feature on
// its path is met by the player that holds it. With a features that only x meets, c that only z meets
// and none that neither does, each of the a gains v (a - 1)! c! / (a + c)!, each of the c loses
// v a! (c - 1)! / (a + c)!. Background rows are kept as bit sets, so that one walk down the tree serves
// all of them, and a branch ends where no background row is left.
import type { FeatureTable } from '../../supervised/feature-table.ts';
import { goesLeft, type TreeEnsemble } from '../../supervised/tree-ensemble.ts';
import type { TreeEdges } from './tree-edges.ts';

/** By edge: the background rows that take it, as bits, 32 a word. */
export interface BackgroundSets {
  readonly backgroundCount: number;
  readonly wordCount: number;
  /** edges x words */
  readonly takers: Uint32Array;
}

export function listTakers(
  ensemble: TreeEnsemble,
  edges: TreeEdges,
  background: FeatureTable,
): BackgroundSets {
  const wordCount = Math.ceil(background.rowCount / 32);
  const takers = new Uint32Array(edges.edgeCount * wordCount);
  for (let edge = 0; edge < edges.edgeCount; edge++) {
    const column = background.columns[edges.feature[edge]!]!;
    const isLeftEdge = edges.isLeft[edge] === 1;
    for (let z = 0; z < background.rowCount; z++) {
      const value = column.values[z]!;
      if (goesLeft(ensemble, edges.node[edge]!, value, column.levels.length) !== isLeftEdge)
        continue;
      takers[edge * wordCount + (z >>> 5)]! |= 1 << (z & 31);
    }
  }
  return { backgroundCount: background.rowCount, wordCount, takers };
}

/**
 * Weights of a game with a features on the row's side and c on the background's:
 * gains[a * size + c] = (a - 1)! c! / (a + c)!, losses[a * size + c] = a! (c - 1)! / (a + c)!.
 */
export interface GameWeights {
  readonly size: number;
  readonly gains: Float64Array;
  readonly losses: Float64Array;
}

export function gameWeights(featureCount: number): GameWeights {
  const size = featureCount + 1;
  const gains = new Float64Array(size * size);
  const losses = new Float64Array(size * size);
  for (let c = 0; c < size; c++) {
    // 0! c! / (1 + c)!, then each further feature of the row's side multiplies by a / (a + 1 + c).
    let gain = 1 / (c + 1);
    for (let a = 1; a < size; a++) {
      gains[a * size + c] = gain;
      losses[c * size + a] = gain;
      gain *= a / (a + 1 + c);
    }
  }
  return { size, gains, losses };
}

/** Memory of a walk, for trees up to some depth. */
interface Walk {
  readonly path: Int32Array;
  readonly goesLeft: Uint8Array;
  /** By level: the row fails a condition on the edge's feature. */
  readonly failed: Uint8Array;
  /** (levels + 1) x words: background rows that may still reach the node. */
  readonly alive: Uint32Array;
  /** levels x words: background rows that fail a condition on the edge's feature. */
  readonly losers: Uint32Array;
  /** By slot: the last level of the feature on the path. */
  readonly slotLevel: Int32Array;
  /** By a, then by slot (the last: all): background rows for which the slot's feature is the row's. */
  readonly counts: Int32Array;
}

/**
 * Adds the contributions of one tree, summed over the background rows, to every row.
 *
 * @param values classes x features x rows
 */
export function addInterventional(
  ensemble: TreeEnsemble,
  edges: TreeEdges,
  sets: BackgroundSets,
  weights: GameWeights,
  table: FeatureTable,
  values: Float64Array,
): void {
  const slotCount = edges.greatestPathFeatureCount;
  const walk: Walk = {
    path: new Int32Array(edges.depth),
    goesLeft: new Uint8Array(edges.depth),
    failed: new Uint8Array(edges.depth),
    alive: new Uint32Array((edges.depth + 1) * sets.wordCount),
    losers: new Uint32Array(edges.depth * sets.wordCount),
    slotLevel: new Int32Array(slotCount),
    counts: new Int32Array((slotCount + 1) * (slotCount + 1)),
  };
  for (let z = 0; z < sets.backgroundCount; z++) walk.alive[z >>> 5]! |= 1 << (z & 31);
  for (let row = 0; row < table.rowCount; row++) {
    walkRow(ensemble, edges, sets, weights, table, row, walk, values);
  }
}

function walkRow(
  ensemble: TreeEnsemble,
  edges: TreeEdges,
  sets: BackgroundSets,
  weights: GameWeights,
  table: FeatureTable,
  row: number,
  walk: Walk,
  values: Float64Array,
): void {
  for (let edge = 0; edge < edges.edgeCount;) {
    const level = edges.level[edge]!;
    walk.path[level] = edge;
    if (edges.isLeft[edge]) {
      const column = table.columns[edges.feature[edge]!]!;
      const value = column.values[row]!;
      const isLeft = goesLeft(ensemble, edges.node[edge]!, value, column.levels.length);
      walk.goesLeft[level] = isLeft ? 1 : 0;
    }
    const someAlive = takeEdge(edges, edge, level, sets, walk);
    if (someAlive && edges.valueStart[edge]! >= 0) {
      settleLeaf(ensemble, edges, edge, level, sets, weights, table.rowCount, row, walk, values);
    }
    edge = someAlive ? edge + 1 : edges.end[edge]!;
  }
}

/** Works out who may pass the edge; false where no background row is left. */
function takeEdge(
  edges: TreeEdges,
  edge: number,
  level: number,
  { wordCount, takers }: BackgroundSets,
  { goesLeft, failed, alive, losers }: Walk,
): boolean {
  const earlier = edges.earlierLevel[edge]!;
  const failedBefore = earlier >= 0 && failed[earlier] === 1;
  const fails = failedBefore || goesLeft[level] !== edges.isLeft[edge];
  failed[level] = fails ? 1 : 0;
  let some = 0;
  for (let word = 0; word < wordCount; word++) {
    const taking = takers[edge * wordCount + word]!;
    const lostBefore = earlier >= 0 ? losers[earlier * wordCount + word]! : 0;
    const above = alive[level * wordCount + word]!;
    // Where the row fails, the background row has to meet every condition on the feature.
    const below = fails ? above & taking & ~lostBefore : above;
    alive[(level + 1) * wordCount + word] = below;
    losers[level * wordCount + word] = lostBefore | ~taking;
    some |= below;
  }
  return some !== 0;
}

function settleLeaf(
  ensemble: TreeEnsemble,
  edges: TreeEdges,
  leafEdge: number,
  leafLevel: number,
  { wordCount, backgroundCount }: BackgroundSets,
  weights: GameWeights,
  rowCount: number,
  row: number,
  { path, failed, alive, losers, slotLevel, counts }: Walk,
  values: Float64Array,
): void {
  let slotCount = 0;
  for (let level = 0; level <= leafLevel; level++) {
    const slot = edges.slot[path[level]!]!;
    slotLevel[slot] = level;
    slotCount = Math.max(slotCount, slot + 1);
  }
  let failedCount = 0;
  for (let slot = 0; slot < slotCount; slot++) failedCount += failed[slotLevel[slot]!]!;
  const wonCount = slotCount - failedCount;
  const stride = slotCount + 1;
  counts.fill(0, 0, (wonCount + 1) * stride);
  for (let z = 0; z < backgroundCount; z++) {
    const word = z >>> 5;
    if (((alive[(leafLevel + 1) * wordCount + word]! >>> (z & 31)) & 1) === 0) continue;
    let a = 0;
    for (let slot = 0; slot < slotCount; slot++) {
      const level = slotLevel[slot]!;
      if (!failed[level]) a += (losers[level * wordCount + word]! >>> (z & 31)) & 1;
    }
    counts[a * stride + slotCount]! += 1;
    for (let slot = 0; slot < slotCount; slot++) {
      const level = slotLevel[slot]!;
      if (!failed[level]) {
        counts[a * stride + slot]! += (losers[level * wordCount + word]! >>> (z & 31)) & 1;
      }
    }
  }
  const only = ensemble.treeClass[edges.tree]!;
  const firstClass = Math.max(0, only);
  const classCount = only < 0 ? ensemble.classCount : 1;
  const valueStart = edges.valueStart[leafEdge]!;
  for (let slot = 0; slot < slotCount; slot++) {
    const level = slotLevel[slot]!;
    const isLoss = failed[level] === 1;
    let total = 0;
    for (let a = 0; a <= wonCount; a++) {
      const weight = a * weights.size + failedCount;
      if (isLoss) total -= weights.losses[weight]! * counts[a * stride + slotCount]!;
      else total += weights.gains[weight]! * counts[a * stride + slot]!;
    }
    const feature = edges.feature[path[level]!]!;
    for (let k = 0; k < classCount; k++) {
      const cell = ((firstClass + k) * ensemble.featureCount + feature) * rowCount + row;
      values[cell]! += total * ensemble.values[valueStart + k]!;
    }
  }
}
