// Distances to the k-th nearest point on a k-d tree. src/analysis/density/scalar-kth-distances.ts
// defines what is computed; panels and boxes lie as in dbscan.ts.
//
// Each chunk keeps the k least squares of every lane of its present leaf, ascending, in cells of its own.

/** Words of the arguments; src/analysis/density/kernel-kth-distances.ts fills them. */
const DIMENSION_COUNT: usize = 0;
const LEAF_COUNT: usize = 4;
const PANELS: usize = 8;
const BOXES: usize = 12;
const SKIP: usize = 16;
const PARENTS: usize = 20;
const FIRST_LEAF: usize = 24;
const LEAF_NODES: usize = 28;
const FIRST_CHUNK: usize = 32;
/** How many nearest points count, each point itself among them. */
const K: usize = 36;
/** f64 chunks of a batch x 32 x K, and 32 more for what a leaf sees of another. */
const NEAREST: usize = 40;
/** f64 by position: the k-th least square. */
const OUTPUT: usize = 44;
/** u32 by leaf: a bit for each lane with a point. */
const LANE_MASKS: usize = 48;

const LANES: u32 = 32;
const LEAVES_PER_CHUNK: u32 = 4;
const ROW_BYTES: usize = 256;
/** Room for rounding when boxes are compared; it changes no result. */
const SLACK: f64 = 1 - 1e-12;

export function kthDistances(indexInBatch: u32, args: usize): void {
  const first = (load<u32>(args, FIRST_CHUNK) + indexInBatch) * LEAVES_PER_CHUNK;
  const end = min<u32>(first + LEAVES_PER_CHUNK, load<u32>(args, LEAF_COUNT));
  const k = load<u32>(args, K);
  const nearest: usize = load<u32>(args, NEAREST) + indexInBatch * (LANES * k + LANES << 3);
  for (let leaf = first; leaf < end; leaf++) searchLeaf(args, leaf, k, nearest);
}

function searchLeaf(args: usize, leaf: u32, k: u32, nearest: usize): void {
  const skip: usize = load<u32>(args, SKIP);
  const parents: usize = load<u32>(args, PARENTS);
  const output: usize = load<u32>(args, OUTPUT) + (leaf * LANES << 3);
  const lanes = load<u32>(<usize>load<u32>(args, LANE_MASKS) + (leaf << 2));
  const own = load<u32>(<usize>load<u32>(args, LEAF_NODES) + (leaf << 2));
  const distances = nearest + (LANES * k << 3);
  for (let i: u32 = 0; i < LANES * k; i++) store<f64>(nearest + (i << 3), Infinity);
  let reach = meet(args, leaf, leaf, lanes, k, nearest, distances);
  let node = own;
  while (node != 0) {
    const parent = load<u32>(parents + (node << 2));
    let at = node == parent + 1 ? load<u32>(skip + (node << 2)) : parent + 1;
    const stop = load<u32>(skip + (at << 2));
    while (at < stop) {
      const behind = load<u32>(skip + (at << 2));
      if (boxDistance(args, own, at) * SLACK >= reach) {
        at = behind;
        continue;
      }
      if (behind == at + 1) {
        const other = load<u32>(<usize>load<u32>(args, FIRST_LEAF) + (at << 2));
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
  const panelBytes: usize = load<u32>(args, DIMENSION_COUNT) << 8;
  const panels: usize = load<u32>(args, PANELS);
  let reach: f64 = 0;
  for (let open = lanes; open != 0; open &= open - 1) {
    const lane = ctz(open);
    const best = nearest + (lane * k << 3);
    const point = panels + <usize>leaf * panelBytes + (lane << 3);
    let kth = load<f64>(best + (k - 1 << 3));
    if (leaf == other || pointDistance(args, point, other) * SLACK < kth) {
      let found = within(point, panels + <usize>other * panelBytes, panelBytes, kth, distances);
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

/** Squares to all lanes of a panel, and a bit for each below the limit. */
function within(point: usize, panel: usize, panelBytes: usize, limit: f64, distances: usize): u32 {
  const limits = f64x2.splat(limit);
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
    const to = distances + (block << 3);
    v128.store(to, sum0);
    v128.store(to, sum1, 16);
    v128.store(to, sum2, 32);
    v128.store(to, sum3, 48);
    const bits = i64x2.bitmask(f64x2.lt(sum0, limits))
      | (i64x2.bitmask(f64x2.lt(sum1, limits)) << 2)
      | (i64x2.bitmask(f64x2.lt(sum2, limits)) << 4)
      | (i64x2.bitmask(f64x2.lt(sum3, limits)) << 6);
    mask |= <u32>bits << block;
  }
  return mask;
}

function boxDistance(args: usize, a: u32, b: u32): f64 {
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
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

function pointDistance(args: usize, point: usize, leaf: u32): f64 {
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
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}
