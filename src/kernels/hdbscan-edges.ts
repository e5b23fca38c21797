// HDBSCAN: for every point the nearest one of another component by mutual reachability, one round of
// Boruvka's algorithm. src/analysis/density/scalar-edge-search.ts defines what is computed; see also
// kd-tree/leaves.ts.
//
// Only edges up to a component's bound are of use. Within a chunk the least edge found for a component
// goes on to the next leaf as its bound; chunks are fixed, so that the bytes do not depend on threads.
import { SKIP, PARENTS } from './kd-tree/arguments';
import { SLACK, boxDistance, pointDistance } from './kd-tree/boxes';
import { squaresWithin } from './kd-tree/lane-squares';
import {
  LANES, NONE, firstLeafOf, leafEndOf, nodeOfLeaf, leafOfNode, panelBytesOf, panelOf, siblingOf,
} from './kd-tree/leaves';

// The arguments behind those of the tree; src/analysis/density/kernel-edge-search.ts fills them.

/** f64 by position: squared core distances. */
const CORES: usize = 36;
/** f64 by node: the least squared core distance. */
const NODE_CORES: usize = 40;
/** u32 by position: the component. */
const COMPONENTS: usize = 44;
/** u32 by node: the component of all its points, or NONE. */
const NODE_COMPONENTS: usize = 48;
/** f64 by component: the square beyond which an edge is of no use. */
const BOUNDS: usize = 52;
/** u32 by leaf: lanes whose nearest is to be found. */
const OPEN_MASKS: usize = 56;
/** By position: f64 squared reachability, f64 squared distance, u32 the other point or NONE. */
const BEST_REACHES: usize = 60;
const BEST_SQUARES: usize = 64;
const BEST_OTHERS: usize = 68;
/** f64 chunks of a batch x 64: limits of the lanes, and squares to another leaf. */
const SCRATCH: usize = 72;
/** u32 by leaf: a bit for each lane with a point. */
const LANE_MASKS: usize = 76;

const LEAVES_PER_CHUNK: u32 = 16;

export function nearestForeign(indexInBatch: u32, args: usize): void {
  const first = firstLeafOf(args, indexInBatch, LEAVES_PER_CHUNK);
  const end = leafEndOf(args, first, LEAVES_PER_CHUNK);
  const components: usize = load<u32>(args, COMPONENTS);
  const bounds: usize = load<u32>(args, BOUNDS);
  const reaches: usize = load<u32>(args, BEST_REACHES);
  const limits: usize = load<u32>(args, SCRATCH) + (indexInBatch << 9);
  let carried = NONE;
  let carriedBound: f64 = Infinity;
  for (let leaf = first; leaf < end; leaf++) {
    const open = load<u32>(<usize>load<u32>(args, OPEN_MASKS) + (leaf << 2));
    const position = leaf * LANES;
    for (let lanes = open; lanes != 0; lanes &= lanes - 1) {
      const lane = ctz(lanes);
      const component = load<u32>(components + (position + lane << 2));
      const bound = load<f64>(bounds + (component << 3));
      store<f64>(limits + (lane << 3), component == carried ? min<f64>(bound, carriedBound) : bound);
    }
    if (open == 0) continue;
    searchLeaf(args, leaf, open, limits);
    for (let lanes = open; lanes != 0; lanes &= lanes - 1) {
      const at = position + ctz(lanes);
      const component = load<u32>(components + (at << 2));
      const reach = load<f64>(reaches + (at << 3));
      if (component != carried) {
        carried = component;
        carriedBound = Infinity;
      }
      carriedBound = min<f64>(carriedBound, reach);
    }
  }
}

function searchLeaf(args: usize, leaf: u32, open: u32, limits: usize): void {
  const skip: usize = load<u32>(args, SKIP);
  const parents: usize = load<u32>(args, PARENTS);
  const nodeComponents: usize = load<u32>(args, NODE_COMPONENTS);
  const own = nodeOfLeaf(args, leaf);
  const ownComponent = load<u32>(nodeComponents + (own << 2));
  const reaches: usize = load<u32>(args, BEST_REACHES) + (leaf * LANES << 3);
  const squares: usize = load<u32>(args, BEST_SQUARES) + (leaf * LANES << 3);
  const others: usize = load<u32>(args, BEST_OTHERS) + (leaf * LANES << 2);
  for (let lanes = open; lanes != 0; lanes &= lanes - 1) {
    const lane = ctz(lanes);
    store<f64>(reaches + (lane << 3), Infinity);
    store<f64>(squares + (lane << 3), Infinity);
    store<u32>(others + (lane << 2), NONE);
  }
  let reach: f64 = Infinity;
  if (ownComponent == NONE) reach = meet(args, leaf, leaf, open, limits, NONE);
  let node = own;
  while (node != 0) {
    const parent = load<u32>(parents + (node << 2));
    let at = siblingOf(skip, node, parent);
    const stop = load<u32>(skip + (at << 2));
    while (at < stop) {
      const behind = load<u32>(skip + (at << 2));
      const inside = ownComponent != NONE && load<u32>(nodeComponents + (at << 2)) == ownComponent;
      if (inside || boxDistance(args, own, at) * SLACK > reach) {
        at = behind;
        continue;
      }
      if (behind == at + 1) {
        const other = leafOfNode(args, at);
        reach = meet(args, leaf, other, open, limits, ownComponent);
      }
      at++;
    }
    node = parent;
  }
  // What lies beyond the limit may not be the nearest: only up to there was everything looked at.
  for (let lanes = open; lanes != 0; lanes &= lanes - 1) {
    const lane = ctz(lanes);
    const limit = load<f64>(limits + (lane << 3));
    if (load<f64>(reaches + (lane << 3)) <= limit) continue;
    store<f64>(reaches + (lane << 3), limit);
    store<u32>(others + (lane << 2), NONE);
  }
}

/** Looks for nearer points in another leaf; returns the squared distance up to which to look on. */
function meet(
  args: usize, leaf: u32, other: u32, open: u32, limits: usize, shared: u32,
): f64 {
  const panelBytes = panelBytesOf(args);
  const panel = panelOf(args, other, panelBytes);
  const ownPanel = panelOf(args, leaf, panelBytes);
  const components: usize = load<u32>(args, COMPONENTS);
  const cores: usize = load<u32>(args, CORES);
  const otherNode = nodeOfLeaf(args, other);
  const otherComponent = load<u32>(<usize>load<u32>(args, NODE_COMPONENTS) + (otherNode << 2));
  const otherCore = load<f64>(<usize>load<u32>(args, NODE_CORES) + (otherNode << 3));
  const otherFirst = other * LANES;
  const first = leaf * LANES;
  const distances = limits + 256;
  let farthest: f64 = -1;
  for (let lanes = open; lanes != 0; lanes &= lanes - 1) {
    const lane = ctz(lanes);
    const own = first + lane;
    const component = load<u32>(components + (own << 2));
    const core = load<f64>(cores + (own << 3));
    const limit = load<f64>(limits + (lane << 3));
    let radius = radiusOf(args, own, core, limit);
    const point = ownPanel + (lane << 3);
    const useful = radius >= 0 && otherComponent != component && max<f64>(core, otherCore) <= limit
      && (leaf == other || pointDistance(args, point, otherNode) * SLACK <= radius);
    if (useful) {
      let found = squaresWithin(point, panel, panelBytes, radius, distances)
        & load<u32>(<usize>load<u32>(args, LANE_MASKS) + (other << 2));
      for (; found != 0; found &= found - 1) {
        const at = otherFirst + ctz(found);
        if (load<u32>(components + (at << 2)) == component) continue;
        const square = load<f64>(distances + (ctz(found) << 3));
        take(args, own, at, max<f64>(max<f64>(square, core), load<f64>(cores + (at << 3))), square);
      }
      if (shared != NONE) shareLimit(args, own, open, limits);
      radius = radiusOf(args, own, core, load<f64>(limits + (lane << 3)));
    }
    farthest = max<f64>(farthest, radius);
  }
  return farthest;
}

/** In a leaf of one component an edge found for one lane bounds all others. */
function shareLimit(args: usize, own: u32, open: u32, limits: usize): void {
  const reach = load<f64>(<usize>load<u32>(args, BEST_REACHES) + (own << 3));
  for (let lanes = open; lanes != 0; lanes &= lanes - 1) {
    const at = limits + (ctz(lanes) << 3);
    if (reach < load<f64>(at)) store<f64>(at, reach);
  }
}

/** The squared distance up to which a point may still find something better. */
function radiusOf(args: usize, own: u32, core: f64, limit: f64): f64 {
  if (core > limit) return -1;
  const reach = load<f64>(<usize>load<u32>(args, BEST_REACHES) + (own << 3));
  // At its own core distance nothing is less far, only nearer.
  if (reach == core) return load<f64>(<usize>load<u32>(args, BEST_SQUARES) + (own << 3));
  return min<f64>(reach, limit);
}

/** Keeps the better of two edges: by reachability, then distance, then the other point's position. */
function take(args: usize, own: u32, other: u32, reach: f64, square: f64): void {
  const reaches = <usize>load<u32>(args, BEST_REACHES) + (own << 3);
  const squares = <usize>load<u32>(args, BEST_SQUARES) + (own << 3);
  const others = <usize>load<u32>(args, BEST_OTHERS) + (own << 2);
  const bestReach = load<f64>(reaches);
  if (reach > bestReach) return;
  if (reach == bestReach) {
    const bestSquare = load<f64>(squares);
    if (square > bestSquare) return;
    if (square == bestSquare && other > load<u32>(others)) return;
  }
  store<f64>(reaches, reach);
  store<f64>(squares, square);
  store<u32>(others, other);
}
