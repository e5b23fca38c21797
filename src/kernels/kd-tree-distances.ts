// Distances to the k-th nearest point on a k-d tree. src/analysis/density/scalar-kth-distances.ts
// defines what is computed; see also kd-tree/leaves.ts.
//
// Each chunk keeps the k least squares of every lane of its present leaf, ascending, in cells of its own.
import { SKIP, PARENTS } from './kd-tree/arguments';
import { SLACK, boxDistance, pointDistance } from './kd-tree/boxes';
import { squaresWithin } from './kd-tree/lane-squares';
import {
  LANES, firstLeafOf, leafEndOf, nodeOfLeaf, leafOfNode, panelBytesOf, panelOf, siblingOf,
} from './kd-tree/leaves';

// The arguments behind those of the tree; src/analysis/density/kernel-kth-distances.ts fills them.

/** How many nearest points count, each point itself among them. */
const K: usize = 36;
/** f64 chunks of a batch x 32 x K, and 32 more for what a leaf sees of another. */
const NEAREST: usize = 40;
/** f64 by position: the k-th least square. */
const OUTPUT: usize = 44;
/** u32 by leaf: a bit for each lane with a point. */
const LANE_MASKS: usize = 48;

const LEAVES_PER_CHUNK: u32 = 4;

export function kthDistances(indexInBatch: u32, args: usize): void {
  const first = firstLeafOf(args, indexInBatch, LEAVES_PER_CHUNK);
  const end = leafEndOf(args, first, LEAVES_PER_CHUNK);
  const k = load<u32>(args, K);
  const nearest: usize = load<u32>(args, NEAREST) + indexInBatch * (LANES * k + LANES << 3);
  for (let leaf = first; leaf < end; leaf++) searchLeaf(args, leaf, k, nearest);
}

function searchLeaf(args: usize, leaf: u32, k: u32, nearest: usize): void {
  const skip: usize = load<u32>(args, SKIP);
  const parents: usize = load<u32>(args, PARENTS);
  const output: usize = load<u32>(args, OUTPUT) + (leaf * LANES << 3);
  const lanes = load<u32>(<usize>load<u32>(args, LANE_MASKS) + (leaf << 2));
  const own = nodeOfLeaf(args, leaf);
  const distances = nearest + (LANES * k << 3);
  for (let i: u32 = 0; i < LANES * k; i++) store<f64>(nearest + (i << 3), Infinity);
  let reach = meet(args, leaf, leaf, lanes, k, nearest, distances);
  let node = own;
  while (node != 0) {
    const parent = load<u32>(parents + (node << 2));
    let at = siblingOf(skip, node, parent);
    const stop = load<u32>(skip + (at << 2));
    while (at < stop) {
      const behind = load<u32>(skip + (at << 2));
      if (boxDistance(args, own, at) * SLACK >= reach) {
        at = behind;
        continue;
      }
      if (behind == at + 1) {
        const other = leafOfNode(args, at);
        reach = meet(args, leaf, other, lanes, k, nearest, distances);
      }
      at++;
    }
    node = parent;
  }
  for (let lane: u32 = 0; lane < LANES; lane++) {
    store<f64>(output + (lane << 3), load<f64>(nearest + (lane * k + k - 1 << 3)));
  }
}

/** Takes in the points of another leaf; returns the greatest k-th square over the lanes. */
function meet(
  args: usize, leaf: u32, other: u32, lanes: u32, k: u32, nearest: usize, distances: usize,
): f64 {
  const panelBytes = panelBytesOf(args);
  const panel = panelOf(args, other, panelBytes);
  const ownPanel = panelOf(args, leaf, panelBytes);
  const otherNode = nodeOfLeaf(args, other);
  let reach: f64 = 0;
  for (let open = lanes; open != 0; open &= open - 1) {
    const lane = ctz(open);
    const best = nearest + (lane * k << 3);
    const point = ownPanel + (lane << 3);
    let kth = load<f64>(best + (k - 1 << 3));
    if (leaf == other || pointDistance(args, point, otherNode) * SLACK < kth) {
      let found = squaresWithin(point, panel, panelBytes, kth, distances);
      for (; found != 0; found &= found - 1) {
        const square = load<f64>(distances + (ctz(found) << 3));
        if (square >= kth) continue;
        kth = insert(best, k, square);
      }
    }
    reach = max<f64>(reach, kth);
  }
  return reach;
}

/** Puts a square where it belongs and drops the greatest; returns the new k-th. */
function insert(best: usize, k: u32, square: f64): f64 {
  let at = best + (k - 1 << 3);
  while (at > best && load<f64>(at - 8) > square) {
    store<f64>(at, load<f64>(at - 8));
    at -= 8;
  }
  store<f64>(at, square);
  return load<f64>(best + (k - 1 << 3));
}
