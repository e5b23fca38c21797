// The first pass: which points have enough neighbours to be core points.
import { SKIP, PARENTS } from '../kd-tree/arguments';
import {
  LANES, firstLeafOf, leafEndOf, nodeOfLeaf, leafOfNode, siblingOf,
} from '../kd-tree/leaves';
import { MIN_POINTS, COUNTS, CORE_MASKS, LANE_MASKS, LEAVES_PER_CHUNK } from './arguments';
import { boxesTouch, neighbours } from './neighbours';

export function countCores(indexInBatch: u32, args: usize): void {
  const first = firstLeafOf(args, indexInBatch, LEAVES_PER_CHUNK);
  const end = leafEndOf(args, first, LEAVES_PER_CHUNK);
  for (let leaf = first; leaf < end; leaf++) countLeaf(args, leaf);
}

function countLeaf(args: usize, leaf: u32): void {
  const skip: usize = load<u32>(args, SKIP);
  const parents: usize = load<u32>(args, PARENTS);
  const minPoints = load<u32>(args, MIN_POINTS);
  const counts: usize = load<u32>(args, COUNTS) + (leaf * LANES << 2);
  const lanes = load<u32>(<usize>load<u32>(args, LANE_MASKS) + (leaf << 2));
  const own = nodeOfLeaf(args, leaf);
  memory.fill(counts, 0, LANES << 2);
  let open = countPairs(args, leaf, leaf, lanes, minPoints);
  let node = own;
  while (open != 0 && node != 0) {
    const parent = load<u32>(parents + (node << 2));
    let at = siblingOf(skip, node, parent);
    const stop = load<u32>(skip + (at << 2));
    while (at < stop && open != 0) {
      const behind = load<u32>(skip + (at << 2));
      if (!boxesTouch(args, own, at)) {
        at = behind;
        continue;
      }
      if (behind == at + 1) {
        const other = leafOfNode(args, at);
        open = countPairs(args, leaf, other, open, minPoints);
      }
      at++;
    }
    node = parent;
  }
  store<u32>(<usize>load<u32>(args, CORE_MASKS) + (leaf << 2), lanes & ~open);
}

/** Adds the neighbours in another leaf to the counts of the lanes in `open`; returns those still open. */
function countPairs(args: usize, leaf: u32, other: u32, open: u32, minPoints: u32): u32 {
  const counts: usize = load<u32>(args, COUNTS) + (leaf * LANES << 2);
  let left = open;
  for (let lanes = open; lanes != 0; lanes &= lanes - 1) {
    const lane = ctz(lanes);
    const found = neighbours(args, leaf, lane, other);
    if (found == 0) continue;
    const count = load<u32>(counts + (lane << 2)) + popcnt(found);
    store<u32>(counts + (lane << 2), count);
    if (count >= minPoints) left &= ~(<u32>1 << lane);
  }
  return left;
}
