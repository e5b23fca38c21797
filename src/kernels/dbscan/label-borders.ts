// The third pass: labels of the points that are not core points but have one as a neighbour.
import { SKIP, PARENTS } from '../kd-tree/arguments';
import {
  LANES, firstLeafOf, leafEndOf, nodeOfLeaf, leafOfNode, siblingOf,
} from '../kd-tree/leaves';
import {
  CORE_MASKS, CORE_LABELS, LEAF_LABELS, LABELS, LANE_MASKS, LEAVES_PER_CHUNK,
} from './arguments';
import { boxesTouch, neighbours } from './neighbours';

export function labelBorders(indexInBatch: u32, args: usize): void {
  const first = firstLeafOf(args, indexInBatch, LEAVES_PER_CHUNK);
  const end = leafEndOf(args, first, LEAVES_PER_CHUNK);
  const masks: usize = load<u32>(args, CORE_MASKS);
  const laneMasks: usize = load<u32>(args, LANE_MASKS);
  for (let leaf = first; leaf < end; leaf++) {
    const labels: usize = load<u32>(args, LABELS) + (leaf * LANES << 2);
    const coreLabels: usize = load<u32>(args, CORE_LABELS) + (leaf * LANES << 2);
    memory.copy(labels, coreLabels, LANES << 2);
    const open = load<u32>(laneMasks + (leaf << 2)) & ~load<u32>(masks + (leaf << 2));
    if (open != 0) borderLeaf(args, leaf, open);
  }
}

function borderLeaf(args: usize, leaf: u32, open: u32): void {
  const skip: usize = load<u32>(args, SKIP);
  const parents: usize = load<u32>(args, PARENTS);
  const own = nodeOfLeaf(args, leaf);
  borderPairs(args, leaf, leaf, open);
  let node = own;
  while (node != 0) {
    const parent = load<u32>(parents + (node << 2));
    let at = siblingOf(skip, node, parent);
    const stop = load<u32>(skip + (at << 2));
    while (at < stop) {
      const behind = load<u32>(skip + (at << 2));
      if (!boxesTouch(args, own, at)) {
        at = behind;
        continue;
      }
      if (behind == at + 1) {
        borderPairs(args, leaf, leafOfNode(args, at), open);
      }
      at++;
    }
    node = parent;
  }
}

/** Looks in another leaf for core points of a lesser label; labels compare unsigned, none is greatest. */
function borderPairs(args: usize, leaf: u32, other: u32, open: u32): void {
  const cores = load<u32>(<usize>load<u32>(args, CORE_MASKS) + (other << 2));
  if (cores == 0) return;
  const least = load<u32>(<usize>load<u32>(args, LEAF_LABELS) + (other << 2));
  const labels: usize = load<u32>(args, LABELS) + (leaf * LANES << 2);
  const coreLabels: usize = load<u32>(args, CORE_LABELS) + (other * LANES << 2);
  for (let lanes = open; lanes != 0; lanes &= lanes - 1) {
    const lane = ctz(lanes);
    let best = load<u32>(labels + (lane << 2));
    if (least >= best) continue;
    for (let found = neighbours(args, leaf, lane, other) & cores; found != 0; found &= found - 1) {
      best = min<u32>(best, load<u32>(coreLabels + (ctz(found) << 2)));
    }
    store<u32>(labels + (lane << 2), best);
  }
}
