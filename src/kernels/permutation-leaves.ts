// Permutation importance of tree ensembles in one pass: a leaf is what is left of a tree's leaves when
// every feature has crossed out those that its value rules out. src/analysis/explanations/permutation/
// leaf-blocks.ts lays out what is read here, permutation-importance.ts defines what comes out.
//
// What a row's other features leave standing is worked out once for all repeats; a repeat joins it with
// the masks of the permuted row's own value, tree by tree in their order.

/** Words of the arguments; kernel-permutations.ts fills them. */
const BLOCKS: usize = 0;
const BLOCK_COUNT: usize = 4;
/** u32 columns of ROW_COUNT values: which line of the masks belongs to the row's value. */
const BINS: usize = 8;
const ROW_COUNT: usize = 12;
const FEATURE_COUNT: usize = 16;
/** u32 starts of the units' features, one more than units; then u32 features, ascending in a unit. */
const UNIT_STARTS: usize = 20;
const UNIT_FEATURES: usize = 24;
const UNIT_COUNT: usize = 28;
/** So many units, the first, are one feature each, in the order of the features. */
const SINGLE_COUNT: usize = 32;
/** u32 permutations of the rows. */
const PERMUTATIONS: usize = 36;
const REPEAT_COUNT: usize = 40;
/** f64 class, row, unit, repeat; this many for a row. */
const MARGINS: usize = 44;
const MARGIN_COUNT: usize = 48;
const FIRST_CHUNK: usize = 52;
/** Room for each chunk of the round: lines of masks. */
const SCRATCH: usize = 56;
const SCRATCH_STRIDE: usize = 60;

/** A block of trees that add to one class: words. */
const BLOCK_BYTES: usize = 24;
/** u32 bins x trees: the leaves that a value leaves standing, in lines of this many bytes. */
const MASKS: usize = 0;
const LINE_BYTES: usize = 4;
/** f64 trees x 32: values of the leaves from left to right. */
const VALUES: usize = 8;
const TREE_PAIRS: usize = 12;
const CLASS: usize = 16;

const ROWS_PER_CHUNK: u32 = 64;
const MOST_LINE_BYTES: usize = 256;
/** Bytes of a tree's values. */
const TREE_BYTES: usize = 256;

/** Lines of the scratch: what the other features leave, four joined lines, prefix, then suffixes. */
const JOINED: usize = 256;
const PREFIX: usize = 1280;
const SUFFIXES: usize = 1536;

export function score(indexInRound: u32, args: usize): void {
  const scratch: usize = load<u32>(args, SCRATCH) + indexInRound * load<u32>(args, SCRATCH_STRIDE);
  const from = (load<u32>(args, FIRST_CHUNK) + indexInRound) * ROWS_PER_CHUNK;
  const to = min<u32>(from + ROWS_PER_CHUNK, load<u32>(args, ROW_COUNT));
  let block: usize = load<u32>(args, BLOCKS);
  for (let left = load<u32>(args, BLOCK_COUNT); left > 0; left--, block += BLOCK_BYTES) {
    for (let row = from; row < to; row++) scoreRow(args, block, row, scratch);
  }
}

function scoreRow(args: usize, block: usize, row: u32, scratch: usize): void {
  const lineBytes: usize = load<u32>(block, LINE_BYTES);
  const singleCount = load<u32>(args, SINGLE_COUNT);
  const unitCount = load<u32>(args, UNIT_COUNT);
  const repeatCount: usize = load<u32>(args, REPEAT_COUNT);
  const marginCount: usize = load<u32>(args, MARGIN_COUNT);
  let target: usize = load<u32>(args, MARGINS) + ((load<u32>(block, CLASS) * load<u32>(args, ROW_COUNT) + row) * marginCount << 3);
  if (singleCount > 0) joinSuffixes(args, block, row, singleCount, scratch);
  for (let unit: u32 = 0; unit < unitCount; unit++) {
    if (unit < singleCount) {
      const own = lineOf(args, block, unit, row);
      const suffix = scratch + SUFFIXES + <usize>(unit + 1) * MOST_LINE_BYTES;
      for (let at: usize = 0; at < lineBytes; at += 16) {
        const before = v128.load(scratch + at, PREFIX);
        v128.store(scratch + at, v128.and(before, v128.load(suffix + at)));
        v128.store(scratch + at, v128.and(before, v128.load(own + at)), PREFIX);
      }
    } else {
      joinOthers(args, block, unit, row, scratch);
    }
    let repeat: usize = 0;
    for (; repeat + 4 <= repeatCount; repeat += 4, target += 32) {
      const first = ownLine(args, block, unit, repeat, row, scratch + JOINED);
      const second = ownLine(args, block, unit, repeat + 1, row, scratch + JOINED + 256);
      const third = ownLine(args, block, unit, repeat + 2, row, scratch + JOINED + 512);
      const fourth = ownLine(args, block, unit, repeat + 3, row, scratch + JOINED + 768);
      addFour(block, scratch, first, second, third, fourth, target);
    }
    for (; repeat < repeatCount; repeat++, target += 8) {
      addOne(block, scratch, ownLine(args, block, unit, repeat, row, scratch + JOINED), target);
    }
  }
}

/** The masks that belong to a row's value of a feature. */
// @ts-ignore: decorator
@inline
function lineOf(args: usize, block: usize, feature: u32, row: u32): usize {
  const bin: usize = load<u32>(load<u32>(args, BINS) + (feature * load<u32>(args, ROW_COUNT) + row << 2));
  return load<u32>(block, MASKS) + bin * load<u32>(block, LINE_BYTES);
}

/** What all features from each one on leave standing; and nothing crossed out as prefix. */
function joinSuffixes(args: usize, block: usize, row: u32, featureCount: u32, scratch: usize): void {
  const lineBytes: usize = load<u32>(block, LINE_BYTES);
  fillLine(scratch + PREFIX, lineBytes);
  let suffix = scratch + SUFFIXES + <usize>featureCount * MOST_LINE_BYTES;
  fillLine(suffix, lineBytes);
  for (let left = featureCount; left > 0; left--) {
    const line = lineOf(args, block, left - 1, row);
    suffix -= MOST_LINE_BYTES;
    for (let at: usize = 0; at < lineBytes; at += 16) {
      v128.store(suffix + at, v128.and(v128.load(suffix + at, MOST_LINE_BYTES), v128.load(line + at)));
    }
  }
}

/** What all features outside the unit leave standing. */
function joinOthers(args: usize, block: usize, unit: u32, row: u32, target: usize): void {
  const starts: usize = load<u32>(args, UNIT_STARTS) + (unit << 2);
  const features: usize = load<u32>(args, UNIT_FEATURES);
  let next = load<u32>(starts);
  const end = load<u32>(starts, 4);
  const lineBytes: usize = load<u32>(block, LINE_BYTES);
  const featureCount = load<u32>(args, FEATURE_COUNT);
  fillLine(target, lineBytes);
  for (let feature: u32 = 0; feature < featureCount; feature++) {
    if (next < end && load<u32>(features + (next << 2)) == feature) next++;
    else joinLine(target, lineOf(args, block, feature, row), lineBytes);
  }
}

/** Nothing crossed out. */
// @ts-ignore: decorator
@inline
function fillLine(target: usize, lineBytes: usize): void {
  for (let at: usize = 0; at < lineBytes; at += 16) v128.store(target + at, i32x4.splat(-1));
}

// @ts-ignore: decorator
@inline
function joinLine(target: usize, line: usize, lineBytes: usize): void {
  for (let at: usize = 0; at < lineBytes; at += 16) {
    v128.store(target + at, v128.and(v128.load(target + at), v128.load(line + at)));
  }
}

/** What the unit's features of the permuted row leave standing: a line of the masks, or one joined in `room`. */
// @ts-ignore: decorator
@inline
function ownLine(args: usize, block: usize, unit: u32, repeat: usize, row: u32, room: usize): usize {
  const rowCount: usize = load<u32>(args, ROW_COUNT);
  const permuted = load<u32>(load<u32>(args, PERMUTATIONS) + (repeat * rowCount + row << 2));
  if (unit < load<u32>(args, SINGLE_COUNT)) return lineOf(args, block, unit, permuted);
  return joinOwn(args, block, unit, permuted, room);
}

function joinOwn(args: usize, block: usize, unit: u32, row: u32, room: usize): usize {
  const starts: usize = load<u32>(args, UNIT_STARTS) + (unit << 2);
  const features: usize = load<u32>(args, UNIT_FEATURES);
  const end = load<u32>(starts, 4);
  const lineBytes: usize = load<u32>(block, LINE_BYTES);
  fillLine(room, lineBytes);
  for (let at = load<u32>(starts); at < end; at++) {
    joinLine(room, lineOf(args, block, load<u32>(features + (at << 2)), row), lineBytes);
  }
  return room;
}

/** Where the value of a tree's lowest standing leaf is. */
// @ts-ignore: decorator
@inline
function leafOf(values: usize, standing: u64): usize {
  return values + (<usize>ctz<u32>(<u32>standing) << 3);
}

function addOne(block: usize, others: usize, own: usize, target: usize): void {
  let values: usize = load<u32>(block, VALUES);
  let sum = load<f64>(target);
  for (let left = load<u32>(block, TREE_PAIRS); left > 0; left--) {
    const both = load<u64>(others) & load<u64>(own);
    sum += load<f64>(leafOf(values, both));
    sum += load<f64>(leafOf(values, both >> 32), TREE_BYTES);
    values += 2 * TREE_BYTES;
    others += 8;
    own += 8;
  }
  store<f64>(target, sum);
}

/** Four repeats at a time: their sums do not wait for each other. */
function addFour(block: usize, others: usize, a: usize, b: usize, c: usize, d: usize, target: usize): void {
  let values: usize = load<u32>(block, VALUES);
  let sumA = load<f64>(target);
  let sumB = load<f64>(target, 8);
  let sumC = load<f64>(target, 16);
  let sumD = load<f64>(target, 24);
  const end = others + (<usize>load<u32>(block, TREE_PAIRS) << 3);
  for (; others < end; others += 8) {
    const standing = load<u64>(others);
    const bothA = standing & load<u64>(a);
    const bothB = standing & load<u64>(b);
    const bothC = standing & load<u64>(c);
    const bothD = standing & load<u64>(d);
    sumA += load<f64>(leafOf(values, bothA));
    sumB += load<f64>(leafOf(values, bothB));
    sumC += load<f64>(leafOf(values, bothC));
    sumD += load<f64>(leafOf(values, bothD));
    sumA += load<f64>(leafOf(values, bothA >> 32), TREE_BYTES);
    sumB += load<f64>(leafOf(values, bothB >> 32), TREE_BYTES);
    sumC += load<f64>(leafOf(values, bothC >> 32), TREE_BYTES);
    sumD += load<f64>(leafOf(values, bothD >> 32), TREE_BYTES);
    values += 2 * TREE_BYTES;
    a += 8;
    b += 8;
    c += 8;
    d += 8;
  }
  store<f64>(target, sumA);
  store<f64>(target, sumB, 8);
  store<f64>(target, sumC, 16);
  store<f64>(target, sumD, 24);
}
