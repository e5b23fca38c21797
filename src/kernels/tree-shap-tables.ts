// TreeSHAP of shallow trees by tables: src/analysis/explanations/tree-shap/leaf-groups.ts says how a tree
// is cut into groups of leaves, kernel-tables.ts lays out what is read here.
//
// A group's leaves depend on at most eight splits. `fillTables` works out the contributions for every
// outcome of them, `lookUp` finds each row's outcome and adds what the table has for it.

/** Words of the arguments; kernel-tables.ts fills them. */
const TREES: usize = 0;
const TREE_COUNT: usize = 4;
/** f64 columns of the explained rows, and of the background. */
const COLUMNS: usize = 8;
const COLUMN_BYTES: usize = 12;
const BACKGROUND: usize = 16;
const BACKGROUND_COLUMN_BYTES: usize = 20;
/** 0: path-dependent. */
const BACKGROUND_COUNT: usize = 24;
/** f64 gains and losses of a game by a and c, in rows of this many. */
const GAINS: usize = 28;
const LOSSES: usize = 32;
const GAME_SIZE: usize = 36;
/** f64 leaves; f64 classes x features x rows; f64 classes x rows, in columns of the same length. */
const LEAVES: usize = 40;
const OUTPUT: usize = 44;
const CLASS_BYTES: usize = 48;
const PREDICTED: usize = 52;
const SCRATCH: usize = 56;
const SCRATCH_STRIDE: usize = 60;
const FIRST_CHUNK: usize = 64;
const POINTS: usize = 68;
const WEIGHTS: usize = 72;
const POINT_COUNT: usize = 76;

/** A tree: words. */
const TREE_BYTES: usize = 32;
/** Split records, as many as there are inner nodes. */
const SPLITS: usize = 0;
const SPLIT_COUNT: usize = 4;
const GROUPS: usize = 8;
const GROUP_COUNT: usize = 12;
const FIRST_CLASS: usize = 16;
const CLASS_COUNT: usize = 20;

/** A split: words, then f64. */
const SPLIT_BYTES: usize = 32;
const FEATURE: usize = 0;
const FLAGS: usize = 4;
const CATEGORY_BITS: usize = 8;
const LEVEL_COUNT: usize = 12;
const THRESHOLD: usize = 16;
const MISSING_LEFT: u32 = 2;
const CATEGORICAL: u32 = 4;

/** A group: words. */
const GROUP_BYTES: usize = 96;
const TABLE: usize = 0;
const BIT_COUNT: usize = 4;
const SLOT_COUNT: usize = 8;
/** Bytes of a table's row: classes x (slots and the prediction, filled up to an even number). */
const ENTRY_BYTES: usize = 12;
const LEAF_LIST: usize = 16;
const LEAF_COUNT: usize = 20;
/** Eight splits, then eight features. */
const BIT_SPLITS: usize = 24;
const SLOT_FEATURES: usize = 56;

/** A leaf: two words, then for each feature of its path three words and one f64. */
const LEAF_BYTES: usize = 200;
const LEAF_VALUE: usize = 0;
const PATH_COUNT: usize = 4;
const PATH: usize = 8;
const PATH_BYTES: usize = 24;
const PATH_SLOT: usize = 0;
const PATH_BITS: usize = 4;
const PATH_WANTED: usize = 8;
const PATH_SHARE: usize = 16;

/** Scratch of `lookUp`: outcomes, a column that nobody reads, decisions; of `fillTables`: contributions by outcome, products, counts; then decisions and outcomes. */
const PRODUCTS: usize = 16_384;
const COUNTS: usize = 24_576;
const FILL_BYTES: usize = 25_600;

const ROWS_PER_CHUNK: usize = 512;

export function lookUp(indexInRound: u32, args: usize): void {
  const chunk: usize = load<u32>(args, FIRST_CHUNK) + indexInRound;
  const scratch: usize = load<u32>(args, SCRATCH) + indexInRound * load<u32>(args, SCRATCH_STRIDE);
  const columnBytes: usize = load<u32>(args, COLUMN_BYTES);
  const from = chunk * ROWS_PER_CHUNK << 3;
  const rowCount = min<usize>(ROWS_PER_CHUNK, columnBytes - from >> 3);
  const rows: usize = load<u32>(args, COLUMNS) + from;
  const outcomes = scratch;
  const unused = scratch + ROWS_PER_CHUNK;
  const decisions = unused + ROWS_PER_CHUNK * 8;
  let tree: usize = load<u32>(args, TREES);
  for (let left = load<u32>(args, TREE_COUNT); left > 0; left--, tree += TREE_BYTES) {
    decide(tree, rows, columnBytes, rowCount, decisions);
    const output = load<u32>(args, OUTPUT) + load<u32>(tree, FIRST_CLASS) * load<u32>(args, CLASS_BYTES) + from;
    const predicted = load<u32>(args, PREDICTED) + load<u32>(tree, FIRST_CLASS) * columnBytes + from;
    let group: usize = load<u32>(tree, GROUPS);
    for (let groups = load<u32>(tree, GROUP_COUNT); groups > 0; groups--, group += GROUP_BYTES) {
      combine(group, decisions, rowCount, outcomes);
      let table: usize = load<u32>(group, TABLE);
      const classCount = load<u32>(tree, CLASS_COUNT);
      const classEntry = load<u32>(group, ENTRY_BYTES) / classCount;
      for (let k: u32 = 0; k < classCount; k++, table += classEntry) {
        addEntries(group, table, outcomes, rowCount, output + k * load<u32>(args, CLASS_BYTES), columnBytes, predicted + k * <u32>columnBytes, unused);
      }
    }
  }
}

/** For every split a byte a row: -1 where the row goes left. Rows come in sixteens. */
function decide(tree: usize, rows: usize, columnBytes: usize, rowCount: usize, decisions: usize): void {
  let split: usize = load<u32>(tree, SPLITS);
  for (let left = load<u32>(tree, SPLIT_COUNT); left > 0; left--, split += SPLIT_BYTES, decisions += ROWS_PER_CHUNK) {
    const values = rows + load<u32>(split, FEATURE) * columnBytes;
    const flags = load<u32>(split, FLAGS);
    if (flags & CATEGORICAL) {
      for (let row: usize = 0; row < rowCount; row++) {
        store<i8>(decisions + row, levelGoesLeft(split, flags, load<f64>(values + (row << 3))) ? -1 : 0);
      }
      continue;
    }
    const threshold = v128.load64_splat(split, THRESHOLD);
    if (flags & MISSING_LEFT) {
      for (let row: usize = 0; row < rowCount; row += 16) {
        const x = values + (row << 3);
        const low = i16x8.narrow_i32x4_s(fourOrMissing(x, threshold), fourOrMissing(x + 32, threshold));
        const high = i16x8.narrow_i32x4_s(fourOrMissing(x + 64, threshold), fourOrMissing(x + 96, threshold));
        v128.store(decisions + row, i8x16.narrow_i16x8_s(low, high));
      }
    } else {
      for (let row: usize = 0; row < rowCount; row += 16) {
        const x = values + (row << 3);
        const low = i16x8.narrow_i32x4_s(four(x, threshold), four(x + 32, threshold));
        const high = i16x8.narrow_i32x4_s(four(x + 64, threshold), four(x + 96, threshold));
        v128.store(decisions + row, i8x16.narrow_i16x8_s(low, high));
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function four(x: usize, threshold: v128): v128 {
  const a = f64x2.le(v128.load(x), threshold);
  const b = f64x2.le(v128.load(x, 16), threshold);
  return v128.shuffle<i32>(a, b, 0, 2, 4, 6);
}

// @ts-ignore: decorator
@inline
function fourOrMissing(x: usize, threshold: v128): v128 {
  const a = f64x2.gt(v128.load(x), threshold);
  const b = f64x2.gt(v128.load(x, 16), threshold);
  return v128.not(v128.shuffle<i32>(a, b, 0, 2, 4, 6));
}

function levelGoesLeft(split: usize, flags: u32, value: f64): bool {
  const levelCount = load<u32>(split, LEVEL_COUNT);
  if (!(value >= 0 && value < <f64>levelCount)) return (flags & MISSING_LEFT) != 0;
  const level = <u32>value;
  return ((load<u32>(load<u32>(split, CATEGORY_BITS) + (level >>> 5 << 2)) >>> (level & 31)) & 1) != 0;
}

/** A byte a row: bit b is set where the row goes left at the group's split b. */
function combine(group: usize, decisions: usize, rowCount: usize, outcomes: usize): void {
  const bitCount = load<u32>(group, BIT_COUNT);
  for (let row: usize = 0; row < rowCount; row += 16) {
    let outcome = i8x16.splat(0);
    for (let bit: u32 = 0; bit < bitCount; bit++) {
      const split: usize = load<u32>(group + (bit << 2), BIT_SPLITS);
      const goesLeft = v128.load(decisions + split * ROWS_PER_CHUNK + row);
      outcome = v128.or(outcome, v128.and(goesLeft, i8x16.splat(<i8>(<u32>1 << bit))));
    }
    v128.store(outcomes + row, outcome);
  }
}

/** The column that a slot's contributions go to; the prediction is the slot behind the features. */
// @ts-ignore: decorator
@inline
function columnOf(group: usize, slot: u32, output: usize, columnBytes: usize, predicted: usize, unused: usize): usize {
  const slotCount = load<u32>(group, SLOT_COUNT);
  if (slot < slotCount) return output + load<u32>(group + (slot << 2), SLOT_FEATURES) * <u32>columnBytes;
  return slot == slotCount ? predicted : unused;
}

/** Adds each row's entry of a table to the columns of the group's features and to the prediction. */
function addEntries(group: usize, table: usize, outcomes: usize, rowCount: usize, output: usize, columnBytes: usize, predicted: usize, unused: usize): void {
  const entryBytes: usize = load<u32>(group, ENTRY_BYTES);
  const valueCount = load<u32>(group, SLOT_COUNT) + 1;
  for (let slot: u32 = 0; slot < valueCount; ) {
    const c0 = columnOf(group, slot, output, columnBytes, predicted, unused);
    const c1 = columnOf(group, slot + 1, output, columnBytes, predicted, unused);
    const c2 = columnOf(group, slot + 2, output, columnBytes, predicted, unused);
    const c3 = columnOf(group, slot + 3, output, columnBytes, predicted, unused);
    const entries = table + (slot << 3);
    if (slot + 6 < valueCount) {
      const c4 = columnOf(group, slot + 4, output, columnBytes, predicted, unused);
      const c5 = columnOf(group, slot + 5, output, columnBytes, predicted, unused);
      const c6 = columnOf(group, slot + 6, output, columnBytes, predicted, unused);
      const c7 = columnOf(group, slot + 7, output, columnBytes, predicted, unused);
      addEight(entries, entryBytes, outcomes, rowCount, c0, c1, c2, c3, c4, c5, c6, c7);
      slot += 8;
    } else if (slot + 4 < valueCount) {
      const c4 = columnOf(group, slot + 4, output, columnBytes, predicted, unused);
      const c5 = columnOf(group, slot + 5, output, columnBytes, predicted, unused);
      addSix(entries, entryBytes, outcomes, rowCount, c0, c1, c2, c3, c4, c5);
      slot += 6;
    } else if (slot + 2 < valueCount) {
      addFour(entries, entryBytes, outcomes, rowCount, c0, c1, c2, c3);
      slot += 4;
    } else {
      for (let row: usize = 0; row < rowCount; row += 2) {
        const a = entries + <usize>load<u8>(outcomes + row) * entryBytes;
        const b = entries + <usize>load<u8>(outcomes + row, 1) * entryBytes;
        addPair(a, b, c0 + (row << 3), c1 + (row << 3));
      }
      slot += 2;
    }
  }
}

/** Adds two values of two rows' entries to two columns. */
// @ts-ignore: decorator
@inline
function addPair(a: usize, b: usize, first: usize, second: usize): void {
  const x = v128.load(a);
  const y = v128.load(b);
  v128.store(first, f64x2.add(v128.load(first), v128.shuffle<i64>(x, y, 0, 2)));
  v128.store(second, f64x2.add(v128.load(second), v128.shuffle<i64>(x, y, 1, 3)));
}

function addFour(entries: usize, entryBytes: usize, outcomes: usize, rowCount: usize, c0: usize, c1: usize, c2: usize, c3: usize): void {
  for (let row: usize = 0; row < rowCount; row += 2) {
    const a = entries + <usize>load<u8>(outcomes + row) * entryBytes;
    const b = entries + <usize>load<u8>(outcomes + row, 1) * entryBytes;
    const at = row << 3;
    addPair(a, b, c0 + at, c1 + at);
    addPair(a + 16, b + 16, c2 + at, c3 + at);
  }
}

function addSix(entries: usize, entryBytes: usize, outcomes: usize, rowCount: usize, c0: usize, c1: usize, c2: usize, c3: usize, c4: usize, c5: usize): void {
  for (let row: usize = 0; row < rowCount; row += 2) {
    const a = entries + <usize>load<u8>(outcomes + row) * entryBytes;
    const b = entries + <usize>load<u8>(outcomes + row, 1) * entryBytes;
    const at = row << 3;
    addPair(a, b, c0 + at, c1 + at);
    addPair(a + 16, b + 16, c2 + at, c3 + at);
    addPair(a + 32, b + 32, c4 + at, c5 + at);
  }
}

function addEight(entries: usize, entryBytes: usize, outcomes: usize, rowCount: usize, c0: usize, c1: usize, c2: usize, c3: usize, c4: usize, c5: usize, c6: usize, c7: usize): void {
  for (let row: usize = 0; row < rowCount; row += 2) {
    const a = entries + <usize>load<u8>(outcomes + row) * entryBytes;
    const b = entries + <usize>load<u8>(outcomes + row, 1) * entryBytes;
    const at = row << 3;
    addPair(a, b, c0 + at, c1 + at);
    addPair(a + 16, b + 16, c2 + at, c3 + at);
    addPair(a + 32, b + 32, c4 + at, c5 + at);
    addPair(a + 48, b + 48, c6 + at, c7 + at);
  }
}

export function fillTables(treeIndex: u32, args: usize): void {
  const tree: usize = load<u32>(args, TREES) + treeIndex * TREE_BYTES;
  const scratch: usize = load<u32>(args, SCRATCH) + treeIndex * load<u32>(args, SCRATCH_STRIDE);
  const classCount = load<u32>(tree, CLASS_COUNT);
  const backgroundCount: usize = load<u32>(args, BACKGROUND_COUNT);
  const columnBytes: usize = load<u32>(args, BACKGROUND_COLUMN_BYTES);
  const outcomes = scratch + FILL_BYTES;
  const decisions = outcomes + ROWS_PER_CHUNK;
  if (backgroundCount) decide(tree, load<u32>(args, BACKGROUND), columnBytes, columnBytes >> 3, decisions);
  let group: usize = load<u32>(tree, GROUPS);
  for (let groups = load<u32>(tree, GROUP_COUNT); groups > 0; groups--, group += GROUP_BYTES) {
    const outcomeCount: u32 = 1 << load<u32>(group, BIT_COUNT);
    memory.fill(load<u32>(group, TABLE), 0, outcomeCount * load<u32>(group, ENTRY_BYTES));
    if (backgroundCount) combine(group, decisions, columnBytes >> 3, outcomes);
    let leaf: usize = load<u32>(group, LEAF_LIST);
    for (let leaves = load<u32>(group, LEAF_COUNT); leaves > 0; leaves--, leaf += LEAF_BYTES) {
      if (backgroundCount) {
        countOutcomes(leaf, outcomes, backgroundCount, scratch + COUNTS);
        playGames(args, leaf, scratch + COUNTS, scratch);
      } else {
        integrate(args, leaf, scratch + PRODUCTS, scratch);
      }
      const value = load<u32>(args, LEAVES) + load<u32>(leaf, LEAF_VALUE);
      spread(group, leaf, scratch, value, classCount);
    }
  }
}

/** The features of a leaf's path whose conditions an outcome of the group's splits meets, as bits. */
// @ts-ignore: decorator
@inline
function metBy(leaf: usize, pathCount: u32, outcome: u32): u32 {
  let met: u32 = 0;
  let path = leaf + PATH;
  for (let i: u32 = 0; i < pathCount; i++, path += PATH_BYTES) {
    met |= <u32>((outcome & load<u32>(path, PATH_BITS)) == load<u32>(path, PATH_WANTED)) << i;
  }
  return met;
}

/** Path-dependent contributions of a leaf of value 1, by met features: rows of eight f64. */
function integrate(args: usize, leaf: usize, products: usize, contributions: usize): void {
  const pathCount = load<u32>(leaf, PATH_COUNT);
  const metCount: u32 = 1 << pathCount;
  const pointCount = load<u32>(args, POINT_COUNT);
  memory.fill(contributions, 0, metCount << 6);
  for (let q: u32 = 0; q < pointCount; q++) {
    const t = load<f64>(load<u32>(args, POINTS) + (q << 3));
    store<f64>(products, load<f64>(load<u32>(args, WEIGHTS) + (q << 3)));
    let path = leaf + PATH;
    for (let i: u32 = 0; i < pathCount; i++, path += PATH_BYTES) {
      const without = (1 - t) * load<f64>(path, PATH_SHARE);
      for (let met: u32 = 0; met < <u32>1 << i; met++) {
        const product = load<f64>(products + (met << 3));
        store<f64>(products + (met << 3), product * without);
        store<f64>(products + ((met | 1 << i) << 3), product * (without + t));
      }
    }
    const loss = -1 / (1 - t);
    path = leaf + PATH;
    for (let i: u32 = 0; i < pathCount; i++, path += PATH_BYTES) {
      const share = load<f64>(path, PATH_SHARE);
      const gain = (1 - share) / ((1 - t) * share + t);
      for (let met: u32 = 0; met < metCount; met++) {
        const at = contributions + (met << 6) + (i << 3);
        const factor = select<f64>(gain, loss, (met >> i & 1) != 0);
        store<f64>(at, load<f64>(at) + factor * load<f64>(products + (met << 3)));
      }
    }
  }
}

/** How many background rows meet each set of features. */
function countOutcomes(leaf: usize, outcomes: usize, backgroundCount: usize, counts: usize): void {
  const pathCount = load<u32>(leaf, PATH_COUNT);
  memory.fill(counts, 0, <usize>4 << pathCount);
  for (let z: usize = 0; z < backgroundCount; z++) {
    const at = counts + (metBy(leaf, pathCount, load<u8>(outcomes + z)) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
}

/** Interventional contributions of a leaf of value 1, by met features: rows of eight f64. */
function playGames(args: usize, leaf: usize, counts: usize, contributions: usize): void {
  const pathCount = load<u32>(leaf, PATH_COUNT);
  const all: u32 = (1 << pathCount) - 1;
  const size = load<u32>(args, GAME_SIZE);
  memory.fill(contributions, 0, <usize>(all + 1) << 6);
  for (let met: u32 = 0; met <= all; met++) {
    const entry = contributions + (met << 6);
    const lost = all & ~met;
    const c = popcnt<u32>(lost);
    let loss: f64 = 0;
    // Background rows that meet what the row does not, and any part of the rest.
    for (let part = met; ; part = part - 1 & met) {
      const count = <f64>load<u32>(counts + ((lost | part) << 2));
      if (count > 0) {
        const won = met & ~part;
        const a = popcnt<u32>(won);
        const game = a * size + c << 3;
        loss += count * load<f64>(load<u32>(args, LOSSES) + game);
        const gain = count * load<f64>(load<u32>(args, GAINS) + game);
        for (let rest = won; rest; rest &= rest - 1) {
          const at = entry + (ctz<u32>(rest) << 3);
          store<f64>(at, load<f64>(at) + gain);
        }
      }
      if (!part) break;
    }
    for (let rest = lost; rest; rest &= rest - 1) store<f64>(entry + (ctz<u32>(rest) << 3), -loss);
  }
}

/** Adds a leaf's contributions and its prediction to the group's table. */
function spread(group: usize, leaf: usize, contributions: usize, value: usize, classCount: u32): void {
  const pathCount = load<u32>(leaf, PATH_COUNT);
  const outcomeCount: u32 = 1 << load<u32>(group, BIT_COUNT);
  const entryBytes: usize = load<u32>(group, ENTRY_BYTES);
  const classEntry = entryBytes / classCount;
  const prediction: usize = load<u32>(group, SLOT_COUNT) << 3;
  const all: u32 = (1 << pathCount) - 1;
  let entry: usize = load<u32>(group, TABLE);
  for (let outcome: u32 = 0; outcome < outcomeCount; outcome++, entry += entryBytes) {
    const met = metBy(leaf, pathCount, outcome);
    const found = contributions + (met << 6);
    for (let k: u32 = 0; k < classCount; k++) {
      const v = load<f64>(value + (k << 3));
      const cells = entry + k * classEntry;
      let path = leaf + PATH;
      for (let i: u32 = 0; i < pathCount; i++, path += PATH_BYTES) {
        const at = cells + (load<u32>(path, PATH_SLOT) << 3);
        store<f64>(at, load<f64>(at) + v * load<f64>(found + (i << 3)));
      }
      if (met == all) store<f64>(cells + prediction, load<f64>(cells + prediction) + v);
    }
  }
}
