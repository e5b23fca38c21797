// DBSCAN: the three passes over the leaves of a k-d tree. src/analysis/density/scalar-dbscan.ts defines
// what they compute.
//
// A leaf's points lie as a panel, one dimension after the other, 32 lanes each; lanes without a point
// hold Infinity, which is no point's neighbour. What is found for a leaf goes into the leaf's own cells.
// The sets of connected core points are shared: links always lead to the lesser position and are made
// by compare-and-swap, so that the roots do not depend on who was first.

/** Words of the arguments; src/analysis/density/kernel-dbscan.ts fills them. */
const DIMENSION_COUNT: usize = 0;
const LEAF_COUNT: usize = 4;
/** f64 LEAF_COUNT x DIMENSION_COUNT x 32. */
const PANELS: usize = 8;
/** f64 nodes x DIMENSION_COUNT x 2: least, greatest. */
const BOXES: usize = 12;
/** u32 by node: the first node behind the subtree, the node above, the first leaf. */
const SKIP: usize = 16;
const PARENTS: usize = 20;
const FIRST_LEAF: usize = 24;
/** u32 by leaf: its node. */
const LEAF_NODES: usize = 28;
/** The first chunk of the batch. */
const FIRST_CHUNK: usize = 32;
/** f64: the squared radius, and the same with room for rounding. */
const SQUARES: usize = 36;
const MIN_POINTS: usize = 40;
/** u32 by position: neighbours found, scratch. */
const COUNTS: usize = 44;
/** u32 by leaf: a bit for each lane with a core point. */
const CORE_MASKS: usize = 48;
/** u32 by position: the set that a core point is linked to. */
const SETS: usize = 52;
/** u32 by leaf: a core point where all of the leaf are known to be of one set, else NONE. */
const LEAF_SETS: usize = 56;
/** i32 by position: labels of core points, -1 for others. */
const CORE_LABELS: usize = 60;
/** i32 by leaf: the least label of its core points. */
const LEAF_LABELS: usize = 64;
/** i32 by position: labels. */
const LABELS: usize = 68;
/** u32 by leaf: a bit for each lane with a point. */
const LANE_MASKS: usize = 72;

const LANES: u32 = 32;
const LEAVES_PER_CHUNK: u32 = 16;
const NONE: u32 = 0xffffffff;
const ROW_BYTES: usize = 256;

export function countCores(indexInBatch: u32, args: usize): void {
  const first = (load<u32>(args, FIRST_CHUNK) + indexInBatch) * LEAVES_PER_CHUNK;
  const end = min<u32>(first + LEAVES_PER_CHUNK, load<u32>(args, LEAF_COUNT));
  for (let leaf = first; leaf < end; leaf++) countLeaf(args, leaf);
}

function countLeaf(args: usize, leaf: u32): void {
  const skip: usize = load<u32>(args, SKIP);
  const parents: usize = load<u32>(args, PARENTS);
  const minPoints = load<u32>(args, MIN_POINTS);
  const counts: usize = load<u32>(args, COUNTS) + (leaf * LANES << 2);
  const lanes = load<u32>(<usize>load<u32>(args, LANE_MASKS) + (leaf << 2));
  const own = load<u32>(<usize>load<u32>(args, LEAF_NODES) + (leaf << 2));
  memory.fill(counts, 0, LANES << 2);
  let open = countPairs(args, leaf, leaf, lanes, minPoints);
  let node = own;
  while (open != 0 && node != 0) {
    const parent = load<u32>(parents + (node << 2));
    let at = node == parent + 1 ? load<u32>(skip + (node << 2)) : parent + 1;
    const stop = load<u32>(skip + (at << 2));
    while (at < stop && open != 0) {
      const behind = load<u32>(skip + (at << 2));
      if (!boxesTouch(args, own, at)) {
        at = behind;
        continue;
      }
      if (behind == at + 1) {
        const other = load<u32>(<usize>load<u32>(args, FIRST_LEAF) + (at << 2));
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

export function joinCores(indexInBatch: u32, args: usize): void {
  const first = (load<u32>(args, FIRST_CHUNK) + indexInBatch) * LEAVES_PER_CHUNK;
  const end = min<u32>(first + LEAVES_PER_CHUNK, load<u32>(args, LEAF_COUNT));
  for (let leaf = first; leaf < end; leaf++) joinLeaf(args, leaf);
}

function joinLeaf(args: usize, leaf: u32): void {
  const masks: usize = load<u32>(args, CORE_MASKS);
  const skip: usize = load<u32>(args, SKIP);
  const parents: usize = load<u32>(args, PARENTS);
  const firstLeaf: usize = load<u32>(args, FIRST_LEAF);
  if (load<u32>(masks + (leaf << 2)) == 0) return;
  joinWithin(args, leaf);
  const own = load<u32>(<usize>load<u32>(args, LEAF_NODES) + (leaf << 2));
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

export function labelBorders(indexInBatch: u32, args: usize): void {
  const first = (load<u32>(args, FIRST_CHUNK) + indexInBatch) * LEAVES_PER_CHUNK;
  const end = min<u32>(first + LEAVES_PER_CHUNK, load<u32>(args, LEAF_COUNT));
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
  const own = load<u32>(<usize>load<u32>(args, LEAF_NODES) + (leaf << 2));
  borderPairs(args, leaf, leaf, open);
  let node = own;
  while (node != 0) {
    const parent = load<u32>(parents + (node << 2));
    let at = node == parent + 1 ? load<u32>(skip + (node << 2)) : parent + 1;
    const stop = load<u32>(skip + (at << 2));
    while (at < stop) {
      const behind = load<u32>(skip + (at << 2));
      if (!boxesTouch(args, own, at)) {
        at = behind;
        continue;
      }
      if (behind == at + 1) {
        borderPairs(args, leaf, load<u32>(<usize>load<u32>(args, FIRST_LEAF) + (at << 2)), open);
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

/** Whether two nodes' boxes are within reach. */
function boxesTouch(args: usize, a: u32, b: u32): bool {
  const dimensionCount = load<u32>(args, DIMENSION_COUNT);
  const boxes: usize = load<u32>(args, BOXES);
  let boxA = boxes + <usize>(a * dimensionCount << 4);
  let boxB = boxes + <usize>(b * dimensionCount << 4);
  const zero = f64x2.splat(0);
  const flip = i64x2(0, i64.MIN_VALUE);
  let sum = zero;
  for (let d = dimensionCount; d > 0; d--) {
    const low = v128.load(boxA);
    const swapped = v128.shuffle<u64>(low, low, 1, 0);
    const gaps = v128.xor(f64x2.sub(v128.load(boxB), swapped), flip);
    const gap = f64x2.max(gaps, zero);
    sum = f64x2.add(sum, f64x2.mul(gap, gap));
    boxA += 16;
    boxB += 16;
  }
  const reach = load<f64>(<usize>load<u32>(args, SQUARES), 8);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1) <= reach;
}

/** Whether a lane's point is within reach of a leaf's box. */
function boxInReach(args: usize, point: usize, leaf: u32): bool {
  const node = load<u32>(<usize>load<u32>(args, LEAF_NODES) + (leaf << 2));
  const dimensionCount = load<u32>(args, DIMENSION_COUNT);
  let box: usize = load<u32>(args, BOXES) + (node * dimensionCount << 4);
  const zero = f64x2.splat(0);
  const flip = i64x2(0, i64.MIN_VALUE);
  let sum = zero;
  let at = point;
  for (let d = dimensionCount; d > 0; d--) {
    const gaps = v128.xor(f64x2.sub(v128.load(box), v128.load64_splat(at)), flip);
    const gap = f64x2.max(gaps, zero);
    sum = f64x2.add(sum, f64x2.mul(gap, gap));
    box += 16;
    at += ROW_BYTES;
  }
  const reach = load<f64>(<usize>load<u32>(args, SQUARES), 8);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1) <= reach;
}

/** A bit for each lane of another leaf that is within the radius; sums go dimension by dimension. */
function neighbours(args: usize, leaf: u32, lane: u32, other: u32): u32 {
  const dimensionCount = load<u32>(args, DIMENSION_COUNT);
  const panelBytes: usize = dimensionCount << 8;
  const panels: usize = load<u32>(args, PANELS);
  const point = panels + <usize>leaf * panelBytes + (lane << 3);
  if (leaf != other && !boxInReach(args, point, other)) return 0;
  const panel = panels + <usize>other * panelBytes;
  const square = v128.load64_splat(<usize>load<u32>(args, SQUARES));
  let mask: u32 = 0;
  for (let block: u32 = 0; block < LANES; block += 8) {
    let sum0 = f64x2.splat(0), sum1 = sum0, sum2 = sum0, sum3 = sum0;
    let at = point;
    let row = panel + (block << 3);
    const end = row + panelBytes;
    for (; row < end; row += ROW_BYTES) {
      const x = v128.load64_splat(at);
      const difference0 = f64x2.sub(v128.load(row), x);
      sum0 = f64x2.add(sum0, f64x2.mul(difference0, difference0));
      const difference1 = f64x2.sub(v128.load(row, 16), x);
      sum1 = f64x2.add(sum1, f64x2.mul(difference1, difference1));
      const difference2 = f64x2.sub(v128.load(row, 32), x);
      sum2 = f64x2.add(sum2, f64x2.mul(difference2, difference2));
      const difference3 = f64x2.sub(v128.load(row, 48), x);
      sum3 = f64x2.add(sum3, f64x2.mul(difference3, difference3));
      at += ROW_BYTES;
    }
    const bits = i64x2.bitmask(f64x2.le(sum0, square))
      | (i64x2.bitmask(f64x2.le(sum1, square)) << 2)
      | (i64x2.bitmask(f64x2.le(sum2, square)) << 4)
      | (i64x2.bitmask(f64x2.le(sum3, square)) << 6);
    mask |= <u32>bits << block;
  }
  return mask;
}

/** The least member of a set; links on the way are shortened where nobody else changed them. */
function find(sets: usize, element: u32): u32 {
  let at = element;
  let parent = atomic.load<u32>(sets + (at << 2));
  while (parent != at) {
    const above = atomic.load<u32>(sets + (parent << 2));
    if (above != parent) atomic.cmpxchg<u32>(sets + (at << 2), parent, above);
    at = above;
    parent = atomic.load<u32>(sets + (at << 2));
  }
  return at;
}

function join(sets: usize, a: u32, b: u32): void {
  let rootA = find(sets, a);
  let rootB = find(sets, b);
  while (rootA != rootB) {
    const lesser = min<u32>(rootA, rootB);
    const greater = max<u32>(rootA, rootB);
    if (atomic.cmpxchg<u32>(sets + (greater << 2), greater, lesser) == greater) return;
    rootA = find(sets, rootA);
    rootB = find(sets, rootB);
  }
}
