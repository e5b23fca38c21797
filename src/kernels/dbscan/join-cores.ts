// The second pass: joins the sets of core points that are neighbours.
import { SKIP, PARENTS, FIRST_LEAF } from '../kd-tree/arguments';
import { LANES, NONE, firstLeafOf, leafEndOf, nodeOfLeaf } from '../kd-tree/leaves';
import { CORE_MASKS, SETS, LEAF_SETS, LEAVES_PER_CHUNK } from './arguments';
import { boxesTouch, neighbours } from './neighbours';
import { find, join } from './sets';

export function joinCores(indexInBatch: u32, args: usize): void {
  const first = firstLeafOf(args, indexInBatch, LEAVES_PER_CHUNK);
  const end = leafEndOf(args, first, LEAVES_PER_CHUNK);
  for (let leaf = first; leaf < end; leaf++) joinLeaf(args, leaf);
}

function joinLeaf(args: usize, leaf: u32): void {
  const masks: usize = load<u32>(args, CORE_MASKS);
  const skip: usize = load<u32>(args, SKIP);
  const parents: usize = load<u32>(args, PARENTS);
  const firstLeaf: usize = load<u32>(args, FIRST_LEAF);
  if (load<u32>(masks + (leaf << 2)) == 0) return;
  joinWithin(args, leaf);
  const own = nodeOfLeaf(args, leaf);
  let node = own;
  while (node != 0) {
    const parent = load<u32>(parents + (node << 2));
    if (node != parent + 1) {
      // Only leaves before this one: a pair is looked at once, and only a left sibling has them.
      let at = parent + 1;
      const stop = node;
      while (at < stop) {
        const behind = load<u32>(skip + (at << 2));
        if (!boxesTouch(args, own, at)) {
          at = behind;
          continue;
        }
        if (behind == at + 1) joinPair(args, leaf, load<u32>(firstLeaf + (at << 2)));
        at++;
      }
    }
    node = parent;
  }
}

function joinWithin(args: usize, leaf: u32): void {
  const cores = load<u32>(<usize>load<u32>(args, CORE_MASKS) + (leaf << 2));
  const sets: usize = load<u32>(args, SETS);
  const first = leaf * LANES;
  for (let lanes = cores & (cores - 1); lanes != 0; lanes &= lanes - 1) {
    const lane = ctz(lanes);
    const before = cores & ((<u32>1 << lane) - 1);
    for (let found = neighbours(args, leaf, lane, leaf) & before; found != 0; found &= found - 1) {
      join(sets, first + lane, first + ctz(found));
    }
  }
  noteWhetherOne(args, leaf);
}

function joinPair(args: usize, leaf: u32, other: u32): void {
  const masks: usize = load<u32>(args, CORE_MASKS);
  const sets: usize = load<u32>(args, SETS);
  const leafSets: usize = load<u32>(args, LEAF_SETS);
  const otherCores = load<u32>(masks + (other << 2));
  if (otherCores == 0) return;
  const ownSet = atomic.load<u32>(leafSets + (leaf << 2));
  const otherSet = atomic.load<u32>(leafSets + (other << 2));
  const bothOne = ownSet != NONE && otherSet != NONE;
  if (bothOne && find(sets, ownSet) == find(sets, otherSet)) return;
  const first = leaf * LANES;
  const otherFirst = other * LANES;
  for (let lanes = load<u32>(masks + (leaf << 2)); lanes != 0; lanes &= lanes - 1) {
    const lane = ctz(lanes);
    let found = neighbours(args, leaf, lane, other) & otherCores;
    if (found == 0) continue;
    if (otherSet != NONE) {
      join(sets, first + lane, otherSet);
      if (bothOne) return;
      continue;
    }
    for (; found != 0; found &= found - 1) join(sets, first + lane, otherFirst + ctz(found));
  }
  if (ownSet == NONE) noteWhetherOne(args, leaf);
}

/** Notes a leaf whose core points have come to be of one set; that never changes again. */
function noteWhetherOne(args: usize, leaf: u32): void {
  const sets: usize = load<u32>(args, SETS);
  let lanes = load<u32>(<usize>load<u32>(args, CORE_MASKS) + (leaf << 2));
  const first = leaf * LANES;
  const root = find(sets, first + ctz(lanes));
  for (lanes &= lanes - 1; lanes != 0; lanes &= lanes - 1) {
    if (find(sets, first + ctz(lanes)) != root) return;
  }
  atomic.store<u32>(<usize>load<u32>(args, LEAF_SETS) + (leaf << 2), root);
}
