// Permutation importance of tree ensembles in one pass: a leaf is what is left of a tree's leaves when
// every split has crossed out those on its other side. src/analysis/explanations/permutation/
// permutation-importance.ts defines what comes out.
//
// `crossOut` works out, for every tree of a batch, which leaves each row's values leave standing: those of
// one set of features, and those of all others. `score` then joins a row's others with the permuted
// row's own, once for each repeat.

/** Words of the arguments; kernel-permutations.ts fills them. */
const TREES: usize = 0;
const TREE_COUNT: usize = 4;
/** f64 columns of ROW_COUNT values, a multiple of 16. */
const COLUMNS: usize = 8;
const ROW_COUNT: usize = 12;
/** Room for each tree: u64 masks of a block by feature in use, then their suffixes. */
const SCRATCH: usize = 16;
const SCRATCH_STRIDE: usize = 20;
/** u32 permutations of the rows. */
const PERMUTATIONS: usize = 24;
const REPEAT_COUNT: usize = 28;
/** f64 unit, repeat, class, row. */
const MARGINS: usize = 32;
const CLASS_COUNT: usize = 36;

/** A tree: words. */
const TREE_BYTES: usize = 32;
const SPLITS: usize = 0;
const SPLIT_COUNT: usize = 4;
/** f64 values of the leaves from left to right, classes after another for each leaf. */
const LEAVES: usize = 8;
const FIRST_CLASS: usize = 12;
const TREE_CLASSES: usize = 16;
/** By unit: address of its masks, own before others; 0 where the tree asks for none of its features. */
const UNIT_MASKS: usize = 20;
/** u64 by row: the leaf that the row ends in, as a mask. */
const ALL_MASKS: usize = 24;
/**
 * u32 number of units in use, u32 whether every feature in use is a unit by itself, then for each of them
 * the address of its masks and its features in use.
 */
const UNITS: usize = 28;

/** A split: words, then f64 and u64. Splits of one feature stand together. */
const SPLIT_BYTES: usize = 48;
const FEATURE: usize = 0;
const FLAGS: usize = 4;
const CATEGORY_BITS: usize = 8;
const LEVEL_COUNT: usize = 12;
/** Number of the feature among those that the tree asks for. */
const USED: usize = 16;
const THRESHOLD: usize = 24;
/** Leaves that stand where the row goes right. */
const STANDING: usize = 32;
const MISSING_LEFT: u32 = 2;
const CATEGORICAL: u32 = 4;

/** Rows whose masks are worked out together. */
const BLOCK: usize = 256;
const BLOCK_BYTES: usize = 2048;

export function crossOut(treeIndex: u32, args: usize): void {
  const tree: usize = load<u32>(args, TREES) + treeIndex * TREE_BYTES;
  const masks: usize = load<u32>(args, SCRATCH) + treeIndex * load<u32>(args, SCRATCH_STRIDE);
  const rowCount: usize = load<u32>(args, ROW_COUNT);
  for (let from: usize = 0; from < rowCount; from += BLOCK) {
    const count = min<usize>(BLOCK, rowCount - from);
    const usedCount = maskFeatures(args, tree, from, count, masks);
    joinUnits(tree, from, count, masks, usedCount, rowCount << 3);
  }
}

/** Masks of every feature in use, for a block of rows; returns how many features there are. */
function maskFeatures(args: usize, tree: usize, from: usize, count: usize, masks: usize): u32 {
  const columns: usize = load<u32>(args, COLUMNS);
  const columnBytes: usize = load<u32>(args, ROW_COUNT) << 3;
  let split: usize = load<u32>(tree, SPLITS);
  let before: u32 = 0xffffffff;
  for (let left = load<u32>(tree, SPLIT_COUNT); left > 0; left--, split += SPLIT_BYTES) {
    const used = load<u32>(split, USED);
    const target = masks + <usize>used * BLOCK_BYTES;
    if (used != before) memory.fill(target, 0xff, BLOCK_BYTES);
    before = used;
    const values = columns + <usize>load<u32>(split, FEATURE) * columnBytes + (from << 3);
    const flags = load<u32>(split, FLAGS);
    if (flags & CATEGORICAL) {
      const standing = load<u64>(split, STANDING);
      for (let row: usize = 0; row < count << 3; row += 8) {
        if (levelGoesLeft(split, flags, load<f64>(values + row))) continue;
        store<u64>(target + row, load<u64>(target + row) & standing);
      }
      continue;
    }
    const threshold = v128.load64_splat(split, THRESHOLD);
    const standing = v128.load64_splat(split, STANDING);
    if (flags & MISSING_LEFT) {
      for (let row: usize = 0; row < count << 3; row += 16) {
        const right = f64x2.gt(v128.load(values + row), threshold);
        const mask = v128.load(target + row);
        v128.store(target + row, v128.and(mask, v128.or(v128.not(right), standing)));
      }
    } else {
      for (let row: usize = 0; row < count << 3; row += 16) {
        const goesLeft = f64x2.le(v128.load(values + row), threshold);
        const mask = v128.load(target + row);
        v128.store(target + row, v128.and(mask, v128.or(goesLeft, standing)));
      }
    }
  }
  return before + 1;
}

function levelGoesLeft(split: usize, flags: u32, value: f64): bool {
  const levelCount = load<u32>(split, LEVEL_COUNT);
  if (!(value >= 0 && value < <f64>levelCount)) return (flags & MISSING_LEFT) != 0;
  const level = <u32>value;
  return ((load<u32>(load<u32>(split, CATEGORY_BITS) + (level >>> 5 << 2)) >>> (level & 31)) & 1) != 0;
}

/**
 * For every unit in use a mask a row of its own features, then one of all others; and that of all.
 * Where every feature in use is a unit by itself, these come first: prefixes and suffixes serve them.
 */
function joinUnits(tree: usize, from: usize, count: usize, masks: usize, usedCount: u32, othersOffset: usize): void {
  let unit: usize = load<u32>(tree, UNITS);
  const unitCount = load<u32>(unit);
  const hasSingles = load<u32>(unit, 4) != 0;
  unit += 8;
  const suffixes = masks + <usize>usedCount * BLOCK_BYTES;
  const end = count << 3;
  memory.fill(suffixes + <usize>usedCount * BLOCK_BYTES, 0xff, BLOCK_BYTES);
  for (let used = usedCount; used > 0; used--) {
    const mask = masks + <usize>(used - 1) * BLOCK_BYTES;
    const suffix = suffixes + <usize>(used - 1) * BLOCK_BYTES;
    for (let at: usize = 0; at < end; at += 16) {
      v128.store(suffix + at, v128.and(v128.load(suffix + at + BLOCK_BYTES), v128.load(mask + at)));
    }
  }
  memory.copy(<usize>load<u32>(tree, ALL_MASKS) + (from << 3), suffixes, end);
  if (hasSingles) {
    // The first suffix is done with: the prefix grows in its place.
    const prefix = suffixes;
    memory.fill(prefix, 0xff, BLOCK_BYTES);
    for (let used: u32 = 0; used < usedCount; used++, unit += 16) {
      const mask = masks + <usize>used * BLOCK_BYTES;
      const suffix = suffixes + <usize>(used + 1) * BLOCK_BYTES;
      const own = <usize>load<u32>(unit) + (from << 3);
      for (let at: usize = 0; at < end; at += 16) {
        const before = v128.load(prefix + at);
        const its = v128.load(mask + at);
        v128.store(own + at, its);
        v128.store(own + othersOffset + at, v128.and(before, v128.load(suffix + at)));
        v128.store(prefix + at, v128.and(before, its));
      }
    }
  }
  for (let left = hasSingles ? unitCount - usedCount : unitCount; left > 0; left--, unit += 16) {
    const own = <usize>load<u32>(unit) + (from << 3);
    const features = load<u64>(unit, 8);
    joinMasks(masks, usedCount, features, end, own);
    joinMasks(masks, usedCount, ~features, end, own + othersOffset);
  }
}

/** The leaves that the chosen features all leave standing. */
function joinMasks(masks: usize, usedCount: u32, chosen: u64, end: usize, target: usize): void {
  memory.fill(target, 0xff, end);
  for (let used: u32 = 0; used < usedCount; used++) {
    if (!(chosen >> used & 1)) continue;
    const mask = masks + <usize>used * BLOCK_BYTES;
    for (let at: usize = 0; at < end; at += 16) {
      v128.store(target + at, v128.and(v128.load(target + at), v128.load(mask + at)));
    }
  }
}

export function score(chunk: u32, args: usize): void {
  const repeatCount = load<u32>(args, REPEAT_COUNT);
  const unit = chunk / repeatCount;
  const repeat = chunk % repeatCount;
  const rowCount: usize = load<u32>(args, ROW_COUNT);
  const classCount = load<u32>(args, CLASS_COUNT);
  const order = <usize>load<u32>(args, PERMUTATIONS) + <usize>repeat * (rowCount << 2);
  const margins = <usize>load<u32>(args, MARGINS) + <usize>(chunk * classCount) * (rowCount << 3);
  let tree: usize = load<u32>(args, TREES);
  for (let left = load<u32>(args, TREE_COUNT); left > 0; left--, tree += TREE_BYTES) {
    const masks: usize = load<u32>(load<u32>(tree, UNIT_MASKS) + (unit << 2));
    const leaves: usize = load<u32>(tree, LEAVES);
    const treeClasses = load<u32>(tree, TREE_CLASSES);
    const target = margins + <usize>load<u32>(tree, FIRST_CLASS) * (rowCount << 3);
    if (!masks) addStanding(load<u32>(tree, ALL_MASKS), leaves, treeClasses, target, rowCount);
    else if (treeClasses == 1) addPermuted(masks, order, leaves, target, rowCount);
    else addPermutedClasses(masks, order, leaves, treeClasses, target, rowCount);
  }
}

function addStanding(masks: usize, leaves: usize, treeClasses: u32, target: usize, rowCount: usize): void {
  for (let k: u32 = 0; k < treeClasses; k++, target += rowCount << 3) {
    for (let row: usize = 0; row < rowCount; row++) {
      const leaf = <usize>ctz<u64>(load<u64>(masks + (row << 3)));
      const at = target + (row << 3);
      store<f64>(at, load<f64>(at) + load<f64>(leaves + (leaf * treeClasses + k << 3)));
    }
  }
}

// @ts-ignore: decorator
@inline
function permutedLeaf(masks: usize, order: usize, row: usize, othersOffset: usize): usize {
  const own = load<u64>(masks + (<usize>load<u32>(order + (row << 2)) << 3));
  return <usize>ctz<u64>(load<u64>(masks + othersOffset + (row << 3)) & own);
}

function addPermuted(masks: usize, order: usize, leaves: usize, target: usize, rowCount: usize): void {
  const othersOffset = rowCount << 3;
  for (let row: usize = 0; row < rowCount; row += 4) {
    const at = target + (row << 3);
    const first = load<f64>(leaves + (permutedLeaf(masks, order, row, othersOffset) << 3));
    const second = load<f64>(leaves + (permutedLeaf(masks, order, row + 1, othersOffset) << 3));
    const third = load<f64>(leaves + (permutedLeaf(masks, order, row + 2, othersOffset) << 3));
    const fourth = load<f64>(leaves + (permutedLeaf(masks, order, row + 3, othersOffset) << 3));
    store<f64>(at, load<f64>(at) + first);
    store<f64>(at, load<f64>(at, 8) + second, 8);
    store<f64>(at, load<f64>(at, 16) + third, 16);
    store<f64>(at, load<f64>(at, 24) + fourth, 24);
  }
}

function addPermutedClasses(masks: usize, order: usize, leaves: usize, treeClasses: u32, target: usize, rowCount: usize): void {
  const othersOffset = rowCount << 3;
  for (let row: usize = 0; row < rowCount; row++) {
    const leaf = leaves + (permutedLeaf(masks, order, row, othersOffset) * treeClasses << 3);
    let at = target + (row << 3);
    for (let k: u32 = 0; k < treeClasses; k++, at += rowCount << 3) {
      store<f64>(at, load<f64>(at) + load<f64>(leaf + (k << 3)));
    }
  }
}
