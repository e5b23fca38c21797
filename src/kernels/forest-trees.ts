// Random forest: a whole tree on a bootstrap sample for each chunk.
// src/analysis/supervised/forest/grow-forest-tree.ts defines what it is.
//
// A drawn row is a record: a byte of bin for each feature, its class, and how often it was drawn.
// Records are moved between two buffers as nodes are parted, so that a node's records always lie
// together. Only counts of rows by bin and class decide, so their order never matters.

/** Words of the arguments; src/analysis/supervised/forest/kernel-forest.ts fills them. */
const ROW_COUNT: usize = 0;
const FEATURE_COUNT: usize = 4;
const CLASS_COUNT: usize = 8;
/** u8 rows x features. */
const BINS: usize = 12;
/** Of each feature u32 bins in use, 1: categorical, 1: has missing values. */
const COLUMNS: usize = 16;
/** u8 class of each row; f64 weight of each class, zeros up to a multiple of four. */
const TARGET: usize = 20;
const CLASS_WEIGHTS: usize = 24;
/** What follows is there for each tree, so many bytes after that of the tree before. */
const TREE_BYTES: usize = 28;
/** u32 4 words of the random state, nodes, then of each row the leaf that foretells it. */
const HEADS: usize = 32;
/** u8 how often each row was drawn. */
const DRAWS: usize = 36;
/** Two buffers of rows x record bytes. */
const RECORDS: usize = 40;
const SPARE_RECORDS: usize = 44;
/** u32 rows that were not drawn, by node, and room to part them. */
const UNSEEN: usize = 48;
const SPARE_UNSEEN: usize = 52;
/** Of each node i32 feature, split bin, left, right; u8 missing left; f64 cover and values; sets. */
const NODE_FEATURE: usize = 56;
const NODE_BIN: usize = 60;
const NODE_LEFT: usize = 64;
const NODE_RIGHT: usize = 68;
const NODE_MISSING_LEFT: usize = 72;
const NODE_COVER: usize = 76;
const NODE_VALUES: usize = 80;
/** u32 8 words of each node; 0: no feature is categorical. */
const NODE_SETS: usize = 84;
/** Open nodes, an entry each. */
const STACK: usize = 88;
/** WORKSPACE_BYTES, then cells of 256 bins, then as many counts of classes as are kept. */
const WORKSPACE: usize = 92;
const FEATURES_PER_SPLIT: usize = 96;
const MIN_LEAF_ROWS: usize = 100;
/** 0: no limit. */
const MAX_DEPTH: usize = 104;
/** The trees of the batch; f64 sums rows x classes and u32 numbers of trees of each row. */
const TREE_COUNT: usize = 108;
const SUMS: usize = 112;
const SEEN_BY: usize = 116;

const ROWS_PER_CHUNK: u32 = 8192;
const MISSING_BIN: u32 = 255;
/** Nodes with fewer records mark their bins in another way. */
const FEW_RECORDS: usize = 16;
const NO_LEAF: u32 = 0xffffffff;

/** An open node: records, rows not drawn, depth, parent, and which side; then its counts. */
const ENTRY_START: usize = 0;
const ENTRY_END: usize = 4;
const ENTRY_UNSEEN_START: usize = 8;
const ENTRY_UNSEEN_END: usize = 12;
const ENTRY_DEPTH: usize = 16;
const ENTRY_PARENT: usize = 20;
const ENTRY_IS_LEFT: usize = 24;
/** Which of the two buffers of records. */
const ENTRY_BUFFER: usize = 28;
const ENTRY_COUNTS: usize = 32;

let rowCount: u32 = 0;
let featureCount: u32 = 0;
let classCount: u32 = 0;
let bins: usize = 0;
let columns: usize = 0;
let weights: usize = 0;
let recordBytes: usize = 0;
/** Bytes of the counts of all classes, 32 bits each, in whole vectors. */
let countsBytes: usize = 0;
let records: usize = 0;
let spareRecords: usize = 0;
let head: usize = 0;
let minLeafRows: u32 = 0;
let nodeCount: u32 = 0;

/** Counts of bins by class, and counts of the left side, of missing values, of the best left side. */
let cells: usize = 0;
let left: usize = 0;
let missing: usize = 0;
let bestLeft: usize = 0;
let nothing: usize = 0;
let total: usize = 0;
/**
 * u32 features in the order drawn; u8 used bins; u8 levels in order, or marks of bins; f64 shares of
 * levels; sets.
 */
let features: usize = 0;
let usedBins: usize = 0;
let order: usize = 0;
let shares: usize = 0;
let set: usize = 0;
let bestSet: usize = 0;

let bestScore: f64 = 0;
let bestFeature: i32 = -1;
let bestBin: i32 = 0;
let bestMissingLeft: u32 = 0;

function lookUp(chunk: u32, args: usize): usize {
  rowCount = load<u32>(args, ROW_COUNT);
  featureCount = load<u32>(args, FEATURE_COUNT);
  classCount = load<u32>(args, CLASS_COUNT);
  bins = load<u32>(args, BINS);
  columns = load<u32>(args, COLUMNS);
  weights = load<u32>(args, CLASS_WEIGHTS);
  recordBytes = (featureCount + 2 + 15) & ~15;
  countsBytes = (classCount + 3 >> 2) << 4;
  minLeafRows = load<u32>(args, MIN_LEAF_ROWS);
  const offset = chunk * load<u32>(args, TREE_BYTES);
  records = load<u32>(args, RECORDS) + offset;
  spareRecords = load<u32>(args, SPARE_RECORDS) + offset;
  head = load<u32>(args, HEADS) + offset;
  usedBins = load<u32>(args, WORKSPACE) + offset;
  order = usedBins + 256;
  set = order + 256;
  bestSet = set + 32;
  shares = bestSet + 32;
  left = shares + 2048;
  missing = left + countsBytes;
  bestLeft = missing + countsBytes;
  nothing = bestLeft + countsBytes;
  cells = nothing + countsBytes;
  features = cells + 256 * countsBytes;
  return offset;
}

// @ts-ignore: decorator
@inline
function rotateLeft(word: u32, count: u32): u32 {
  return (word << count) | (word >> (32 - count));
}

/** xoshiro128++, as random-words.ts has it. */
function nextBelow(n: u32): u32 {
  const a = load<u32>(head), b = load<u32>(head, 4), c = load<u32>(head, 8), d = load<u32>(head, 12);
  const word = rotateLeft(a + d, 7) + a;
  const third = c ^ a;
  const fourth = d ^ b;
  store<u32>(head, b ^ third, 4);
  store<u32>(head, a ^ fourth);
  store<u32>(head, third ^ (b << 9), 8);
  store<u32>(head, rotateLeft(fourth, 11), 12);
  return <u32>(<f64>word * <f64>n * 2.3283064365386963e-10);
}

/** Grows a tree of the batch. */
export function growTree(chunk: u32, args: usize): void {
  const offset = lookUp(chunk, args);
  memory.fill(cells, 0, 256 * countsBytes);
  memory.fill(nothing, 0, countsBytes);
  memory.fill(order, 0, 256);
  for (let j: u32 = 0; j < featureCount; j++) store<u32>(features + (j << 2), j);
  nodeCount = 0;
  let entry: usize = load<u32>(args, STACK) + offset;
  const entryBytes = ENTRY_COUNTS + countsBytes;
  const bottom = entry;
  drawRows(args, offset, entry);
  entry += entryBytes;
  while (entry > bottom) {
    entry -= entryBytes;
    total = entry + ENTRY_COUNTS;
    const node = nodeCount++;
    attach(args, offset, entry, node);
    findSplit(args, entry);
    if (bestFeature < 0) {
      closeLeaf(args, offset, entry, node);
      continue;
    }
    splitNode(args, offset, entry, node);
    entry += 2 * entryBytes;
  }
  store<u32>(head, nodeCount, 16);
}

/** Draws the bootstrap sample, makes records of it and the entry of the root. */
function drawRows(args: usize, offset: usize, entry: usize): void {
  const draws: usize = load<u32>(args, DRAWS) + offset;
  const target: usize = load<u32>(args, TARGET);
  memory.fill(draws, 0, rowCount);
  for (let i: u32 = 0; i < rowCount; i++) {
    const draw = draws + nextBelow(rowCount);
    store<u8>(draw, load<u8>(draw) + 1);
  }
  const counts = entry + ENTRY_COUNTS;
  memory.fill(counts, 0, countsBytes);
  const unseen: usize = load<u32>(args, UNSEEN) + offset;
  let unseenCount: u32 = 0;
  let record = records;
  for (let row: u32 = 0; row < rowCount; row++) {
    const draw: u32 = load<u8>(draws + row);
    if (draw == 0) {
      store<u32>(unseen + (unseenCount++ << 2), row);
      continue;
    }
    store<u32>(head + 20 + (<usize>row << 2), NO_LEAF);
    const label: u32 = load<u8>(target + row);
    const from = bins + row * featureCount;
    // Bytes beyond the bins are overwritten, or mean nothing.
    for (let at: usize = 0; at < featureCount; at += 16) {
      v128.store(record + at, v128.load(from + at));
    }
    store<u8>(record + featureCount, <u8>label);
    store<u8>(record + featureCount, <u8>draw, 1);
    const count = counts + (label << 2);
    store<u32>(count, load<u32>(count) + draw);
    record += recordBytes;
  }
  store<u32>(entry, 0, ENTRY_START);
  store<u32>(entry, <u32>((record - records) / recordBytes), ENTRY_END);
  store<u32>(entry, 0, ENTRY_UNSEEN_START);
  store<u32>(entry, unseenCount, ENTRY_UNSEEN_END);
  store<u32>(entry, 0, ENTRY_DEPTH);
  store<i32>(entry, -1, ENTRY_PARENT);
  store<u32>(entry, 0, ENTRY_BUFFER);
}

/** Tells the parent of a node about it, and writes its cover. */
function attach(args: usize, offset: usize, entry: usize, node: u32): void {
  const parent = load<i32>(entry, ENTRY_PARENT);
  if (parent >= 0) {
    const side: usize = load<u32>(entry, ENTRY_IS_LEFT) ? NODE_LEFT : NODE_RIGHT;
    store<u32>(load<u32>(args + side) + offset + (<usize>parent << 2), node);
  }
  let cover: f64 = 0;
  for (let k: u32 = 0; k < classCount; k++) {
    cover += <f64>load<u32>(total + (k << 2)) * load<f64>(weights + (k << 3));
  }
  store<f64>(load<u32>(args, NODE_COVER) + offset + (<usize>node << 3), cover);
}

function closeLeaf(args: usize, offset: usize, entry: usize, node: u32): void {
  store<i32>(load<u32>(args, NODE_FEATURE) + offset + (<usize>node << 2), -1);
  const cover = load<f64>(load<u32>(args, NODE_COVER) + offset + (<usize>node << 3));
  const values: usize = load<u32>(args, NODE_VALUES) + offset + (<usize>(node * classCount) << 3);
  for (let k: u32 = 0; k < classCount; k++) {
    const weight = <f64>load<u32>(total + (k << 2)) * load<f64>(weights + (k << 3));
    store<f64>(values + (k << 3), weight / cover);
  }
  const unseen: usize = load<u32>(args, UNSEEN) + offset;
  const end = load<u32>(entry, ENTRY_UNSEEN_END);
  for (let i = load<u32>(entry, ENTRY_UNSEEN_START); i < end; i++) {
    const row: usize = load<u32>(unseen + (<usize>i << 2));
    store<u32>(head + 20 + (row << 2), node);
  }
}

/** Tries random features, as many as stated and on until one of them is not constant here. */
function findSplit(args: usize, entry: usize): void {
  bestFeature = -1;
  bestScore = 0;
  const maxDepth = load<u32>(args, MAX_DEPTH);
  if (maxDepth > 0 && load<u32>(entry, ENTRY_DEPTH) >= maxDepth) return;
  let presentCount: u32 = 0;
  for (let k: u32 = 0; k < classCount; k++) presentCount += <u32>(load<u32>(total + (k << 2)) > 0);
  if (presentCount < 2) return;
  const wanted = load<u32>(args, FEATURES_PER_SPLIT);
  const buffer = load<u32>(entry, ENTRY_BUFFER) ? spareRecords : records;
  const start = buffer + load<u32>(entry, ENTRY_START) * recordBytes;
  const end = buffer + load<u32>(entry, ENTRY_END) * recordBytes;
  let variedCount: u32 = 0;
  for (let tried: u32 = 0; tried < featureCount; tried++) {
    if (tried >= wanted && variedCount > 0) return;
    const other = features + (tried + nextBelow(featureCount - tried) << 2);
    const feature = load<u32>(other);
    store<u32>(other, load<u32>(features + (tried << 2)));
    store<u32>(features + (tried << 2), feature);
    variedCount += tryFeature(feature, start, end);
  }
}

/** Looks for a better split on a feature; returns 0 where all records share one bin. */
function tryFeature(feature: u32, start: usize, end: usize): u32 {
  const usedCount = countBins(feature, start, end);
  const column = columns + feature * 12;
  if (usedCount > 1) {
    if (load<u32>(column, 4)) scanLevels(feature, usedCount);
    else scanRanges(feature, usedCount);
  }
  for (let i: u32 = 0; i < usedCount; i++) {
    clearCounts(cells + load<u8>(usedBins + i) * countsBytes);
  }
  return <u32>(usedCount > 1);
}

/** Counts records by bin and class; lists the bins in use, ascending, and returns their number. */
function countBins(feature: u32, start: usize, end: usize): u32 {
  return end - start < FEW_RECORDS * recordBytes
    ? countFew(feature, start, end)
    : countMany(feature, start, end);
}

/** Marks bins in four words, which costs more for each record and less for each node. */
function countFew(feature: u32, start: usize, end: usize): u32 {
  let bits0: u64 = 0, bits1: u64 = 0, bits2: u64 = 0, bits3: u64 = 0;
  for (let record = start; record < end; record += recordBytes) {
    const bin = countRecord(feature, record);
    const bit: u64 = <u64>1 << bin;
    const word = bin >> 6;
    bits0 |= select<u64>(bit, 0, word == 0);
    bits1 |= select<u64>(bit, 0, word == 1);
    bits2 |= select<u64>(bit, 0, word == 2);
    bits3 |= select<u64>(bit, 0, word == 3);
  }
  let used = usedBins;
  used = listBits(bits0, 0, used);
  used = listBits(bits1, 64, used);
  used = listBits(bits2, 128, used);
  used = listBits(bits3, 192, used);
  return <u32>(used - usedBins);
}

/** Marks bins by a byte each. */
function countMany(feature: u32, start: usize, end: usize): u32 {
  const marks = order;
  for (let record = start; record < end; record += recordBytes) {
    store<u8>(marks + countRecord(feature, record), 1);
  }
  let used = usedBins;
  const none = i64x2.splat(0);
  for (let first: u32 = 0; first < 256; first += 16) {
    const marked = v128.load(marks + first);
    v128.store(marks + first, none);
    used = listBits(<u32>i8x16.bitmask(i8x16.ne(marked, none)), first, used);
  }
  return <u32>(used - usedBins);
}

/** Adds a record to the counts of its bin, which is returned. */
// @ts-ignore: decorator
@inline
function countRecord(feature: u32, record: usize): u32 {
  const bin: u32 = load<u8>(record + feature);
  const label: usize = load<u8>(record + featureCount);
  const cell = cells + bin * countsBytes + (label << 2);
  store<u32>(cell, load<u32>(cell) + load<u8>(record + featureCount, 1));
  return bin;
}

// @ts-ignore: decorator
@inline
function listBits(bits: u64, first: u32, to: usize): usize {
  for (; bits != 0; bits &= bits - 1) store<u8>(to++, <u8>(first + <u32>ctz(bits)));
  return to;
}

// @ts-ignore: decorator
@inline
function clearCounts(counts: usize): void {
  for (let at: usize = 0; at < countsBytes; at += 16) v128.store(counts + at, i64x2.splat(0));
}

// @ts-ignore: decorator
@inline
function addCounts(to: usize, from: usize): void {
  for (let at: usize = 0; at < countsBytes; at += 16) {
    v128.store(to + at, i32x4.add(v128.load(to + at), v128.load(from + at)));
  }
}

/** Ranges of bins with missing values on the right, and where there are any also on the left. */
function scanRanges(feature: u32, usedCount: u32): void {
  const hasMissing = load<u8>(usedBins + usedCount - 1) == MISSING_BIN;
  if (!hasMissing && countsBytes == 16) {
    scanFour(feature, usedCount);
    return;
  }
  clearCounts(left);
  if (hasMissing) {
    clearCounts(missing);
    addCounts(missing, cells + MISSING_BIN * countsBytes);
    usedCount--;
  }
  for (let i: u32 = 0; i < usedCount; i++) {
    const bin: u32 = load<u8>(usedBins + i);
    addCounts(left, cells + bin * countsBytes);
    if (i + 1 == usedCount) {
      // The last range parts values from missing ones.
      if (hasMissing) offer(feature, MISSING_BIN - 1, 0, nothing);
      return;
    }
    // Half way between the bins in use.
    const middle = bin + load<u8>(usedBins + i + 1) - 1 >> 1;
    offer(feature, middle, 0, nothing);
    if (hasMissing) offer(feature, middle, 1, missing);
  }
}

/**
 * Ranges of bins for up to four classes without missing values, all counts in one vector. Only a
 * split that scores better is offered: few are better.
 */
function scanFour(feature: u32, usedCount: u32): void {
  const weight01 = v128.load(weights);
  const weight23 = v128.load(weights, 16);
  const counts = v128.load(total);
  const total01 = f64x2.convert_low_i32x4_u(counts);
  const total23 = f64x2.convert_low_i32x4_u(upperHalf(counts));
  let best = bestScore;
  let sums = i64x2.splat(0);
  let bin: u32 = load<u8>(usedBins);
  for (let i: u32 = 1; i < usedCount; i++) {
    sums = i32x4.add(sums, v128.load(cells + (<usize>bin << 4)));
    const next: u32 = load<u8>(usedBins + i);
    const count01 = f64x2.convert_low_i32x4_u(sums);
    const count23 = f64x2.convert_low_i32x4_u(upperHalf(sums));
    const left01 = f64x2.mul(weight01, count01);
    const left23 = f64x2.mul(weight23, count23);
    const right01 = f64x2.mul(weight01, f64x2.sub(total01, count01));
    const right23 = f64x2.mul(weight23, f64x2.sub(total23, count23));
    const weightsOfBoth = addAcross(f64x2.add(left01, left23), f64x2.add(right01, right23));
    const squaresOfBoth = addAcross(
      f64x2.add(f64x2.mul(left01, left01), f64x2.mul(left23, left23)),
      f64x2.add(f64x2.mul(right01, right01), f64x2.mul(right23, right23)),
    );
    const turned = i64x2.shuffle(weightsOfBoth, weightsOfBoth, 1, 0);
    const products = f64x2.mul(squaresOfBoth, turned);
    const numerator = f64x2.extract_lane(products, 0) + f64x2.extract_lane(products, 1);
    const divisor = f64x2.extract_lane(f64x2.mul(weightsOfBoth, turned), 0);
    if (numerator > best * divisor) {
      v128.store(left, sums);
      offer(feature, bin + next - 1 >> 1, 0, nothing);
      best = bestScore;
    }
    bin = next;
  }
}

/** The sums of the lanes of two vectors. */
// @ts-ignore: decorator
@inline
function addAcross(a: v128, b: v128): v128 {
  return f64x2.add(i64x2.shuffle(a, b, 0, 2), i64x2.shuffle(a, b, 1, 3));
}

/** Keeps the split with the counts in `left` and `extra` if it is better than the best so far. */
function offer(feature: u32, bin: i32, missingLeft: u32, extra: usize): bool {
  let leftWeights = f64x2.splat(0), rightWeights = leftWeights;
  let leftSquares = leftWeights, rightSquares = leftWeights;
  let leftCounts = i32x4.splat(0), rightCounts = leftCounts;
  let weight = weights;
  for (let at: usize = 0; at < countsBytes; at += 16, weight += 32) {
    const inLeft = i32x4.add(v128.load(left + at), v128.load(extra + at));
    const inRight = i32x4.sub(v128.load(total + at), inLeft);
    leftCounts = i32x4.add(leftCounts, inLeft);
    rightCounts = i32x4.add(rightCounts, inRight);
    const weight01 = v128.load(weight);
    const weight23 = v128.load(weight, 16);
    const left01 = f64x2.mul(weight01, f64x2.convert_low_i32x4_u(inLeft));
    const right01 = f64x2.mul(weight01, f64x2.convert_low_i32x4_u(inRight));
    const left23 = f64x2.mul(weight23, f64x2.convert_low_i32x4_u(upperHalf(inLeft)));
    const right23 = f64x2.mul(weight23, f64x2.convert_low_i32x4_u(upperHalf(inRight)));
    leftWeights = f64x2.add(f64x2.add(leftWeights, left01), left23);
    rightWeights = f64x2.add(f64x2.add(rightWeights, right01), right23);
    leftSquares = f64x2.add(f64x2.add(leftSquares, f64x2.mul(left01, left01)), f64x2.mul(left23, left23));
    rightSquares = f64x2.add(
      f64x2.add(rightSquares, f64x2.mul(right01, right01)),
      f64x2.mul(right23, right23),
    );
  }
  if (minLeafRows > 1) {
    if (sumLanes(leftCounts) < minLeafRows || sumLanes(rightCounts) < minLeafRows) return false;
  }
  const leftWeight = f64x2.extract_lane(leftWeights, 0) + f64x2.extract_lane(leftWeights, 1);
  const rightWeight = f64x2.extract_lane(rightWeights, 0) + f64x2.extract_lane(rightWeights, 1);
  const leftSquare = f64x2.extract_lane(leftSquares, 0) + f64x2.extract_lane(leftSquares, 1);
  const rightSquare = f64x2.extract_lane(rightSquares, 0) + f64x2.extract_lane(rightSquares, 1);
  const numerator = leftSquare * rightWeight + rightSquare * leftWeight;
  const divisor = leftWeight * rightWeight;
  if (!(numerator > bestScore * divisor)) return false;
  bestScore = numerator / divisor;
  bestFeature = feature;
  bestBin = bin;
  bestMissingLeft = missingLeft;
  for (let at: usize = 0; at < countsBytes; at += 16) {
    v128.store(bestLeft + at, i32x4.add(v128.load(left + at), v128.load(extra + at)));
  }
  return true;
}

// @ts-ignore: decorator
@inline
function upperHalf(counts: v128): v128 {
  return i64x2.shuffle(counts, counts, 1, 1);
}

function sumLanes(counts: v128): u32 {
  return (
    i32x4.extract_lane(counts, 0) +
    i32x4.extract_lane(counts, 1) +
    i32x4.extract_lane(counts, 2) +
    i32x4.extract_lane(counts, 3)
  );
}

/** Levels in the order of their share of a class, for each class; of two classes for the second. */
function scanLevels(feature: u32, usedCount: u32): void {
  for (let label: u32 = classCount == 2 ? 1 : 0; label < classCount; label++) {
    orderLevels(usedCount, label);
    clearCounts(left);
    memory.fill(set, 0, 32);
    for (let i: u32 = 0; i + 1 < usedCount; i++) {
      const bin: u32 = load<u8>(order + i);
      addCounts(left, cells + bin * countsBytes);
      const word = set + (bin >> 5 << 2);
      store<u32>(word, load<u32>(word) | (1 << (bin & 31)));
      const missingLeft = load<u32>(set, 28) >> 31;
      if (offer(feature, -1, missingLeft, nothing)) memory.copy(bestSet, set, 32);
    }
  }
  memory.fill(order, 0, 256);
}

function orderLevels(usedCount: u32, label: u32): void {
  for (let i: u32 = 0; i < usedCount; i++) {
    const bin = load<u8>(usedBins + i);
    const cell = cells + bin * countsBytes;
    let sum: f64 = 0;
    for (let k: u32 = 0; k < classCount; k++) {
      sum += load<f64>(weights + (k << 3)) * <f64>load<u32>(cell + (k << 2));
    }
    const share = (load<f64>(weights + (label << 3)) * <f64>load<u32>(cell + (label << 2))) / sum;
    let place = i;
    for (; place > 0 && load<f64>(shares + (place - 1 << 3)) > share; place--) {
      store<f64>(shares + (place << 3), load<f64>(shares + (place - 1 << 3)));
      store<u8>(order + place, load<u8>(order + place - 1));
    }
    store<f64>(shares + (place << 3), share);
    store<u8>(order + place, bin);
  }
}

/** Writes the best split, parts the records and rows, and puts both sides on the stack. */
function splitNode(args: usize, offset: usize, entry: usize, node: u32): void {
  const column = columns + bestFeature * 12;
  const at = <usize>node << 2;
  const isLevels = load<u32>(column, 4);
  store<i32>(load<u32>(args, NODE_FEATURE) + offset + at, bestFeature);
  store<i32>(load<u32>(args, NODE_BIN) + offset + at, bestBin);
  let nodeSet: usize = load<u32>(args, NODE_SETS);
  if (nodeSet) {
    nodeSet += offset + (<usize>node << 5);
    if (isLevels) memory.copy(nodeSet, bestSet, 32);
    else memory.fill(nodeSet, 0, 32);
  }
  const start = load<u32>(entry, ENTRY_START);
  const end = load<u32>(entry, ENTRY_END);
  const buffer = load<u32>(entry, ENTRY_BUFFER);
  const middle = partRecords(isLevels, buffer, start, end);
  // Where no missing value was met, one will go with the majority.
  if (!load<u32>(column, 8)) bestMissingLeft = middle - start > end - middle ? 1 : 0;
  store<u8>(load<u32>(args, NODE_MISSING_LEFT) + offset + node, <u8>bestMissingLeft);
  const unseenStart = load<u32>(entry, ENTRY_UNSEEN_START);
  const unseenEnd = load<u32>(entry, ENTRY_UNSEEN_END);
  const unseenMiddle = partUnseen(args, offset, isLevels, unseenStart, unseenEnd);
  const depth = load<u32>(entry, ENTRY_DEPTH) + 1;
  const other = entry + ENTRY_COUNTS + countsBytes;
  // The right side takes the parent's entry, the left one lies above it.
  for (let i: usize = 0; i < countsBytes; i += 16) {
    const inLeft = v128.load(bestLeft + i);
    v128.store(other + ENTRY_COUNTS + i, inLeft);
    v128.store(total + i, i32x4.sub(v128.load(total + i), inLeft));
  }
  fillEntry(entry, middle, end, unseenMiddle, unseenEnd, depth, node, 0, 1 - buffer);
  fillEntry(other, start, middle, unseenStart, unseenMiddle, depth, node, 1, 1 - buffer);
}

function fillEntry(
  entry: usize,
  start: u32,
  end: u32,
  unseenStart: u32,
  unseenEnd: u32,
  depth: u32,
  parent: u32,
  isLeft: u32,
  buffer: u32,
): void {
  store<u32>(entry, start, ENTRY_START);
  store<u32>(entry, end, ENTRY_END);
  store<u32>(entry, unseenStart, ENTRY_UNSEEN_START);
  store<u32>(entry, unseenEnd, ENTRY_UNSEEN_END);
  store<u32>(entry, depth, ENTRY_DEPTH);
  store<u32>(entry, parent, ENTRY_PARENT);
  store<u32>(entry, isLeft, ENTRY_IS_LEFT);
  store<u32>(entry, buffer, ENTRY_BUFFER);
}

// @ts-ignore: decorator
@inline
function goesLeft(isLevels: u32, bin: u32): u32 {
  if (isLevels) return (load<u32>(bestSet + (bin >> 5 << 2)) >> (bin & 31)) & 1;
  return select<u32>(bestMissingLeft, <u32>(bin <= <u32>bestBin), bin == MISSING_BIN);
}

/** Moves records to the other buffer, those that go left from the front, the others from the back. */
function partRecords(isLevels: u32, buffer: u32, start: u32, end: u32): u32 {
  const from = buffer ? spareRecords : records;
  const to = buffer ? records : spareRecords;
  let front = to + start * recordBytes;
  let back = to + (end - 1) * recordBytes;
  const last = from + end * recordBytes;
  for (let record = from + start * recordBytes; record < last; record += recordBytes) {
    const isLeft: usize = goesLeft(isLevels, load<u8>(record + bestFeature));
    // Both ends are written and one of them counts: no branch can be foreseen badly.
    for (let at: usize = 0; at < recordBytes; at += 16) {
      const part = v128.load(record + at);
      v128.store(front + at, part);
      v128.store(back + at, part);
    }
    front += isLeft * recordBytes;
    back -= (1 - isLeft) * recordBytes;
  }
  return <u32>((front - to) / recordBytes);
}

/** Puts the rows that go left before the others; both keep their order. */
function partUnseen(args: usize, offset: usize, isLevels: u32, start: u32, end: u32): u32 {
  const unseen: usize = load<u32>(args, UNSEEN) + offset;
  const spareStart: usize = load<u32>(args, SPARE_UNSEEN) + offset;
  let spare = spareStart;
  let front = unseen + (<usize>start << 2);
  const last = unseen + (<usize>end << 2);
  const column = bins + bestFeature;
  for (let at = front; at < last; at += 4) {
    const row = load<u32>(at);
    const isLeft: usize = goesLeft(isLevels, load<u8>(column + row * featureCount));
    store<u32>(front, row);
    store<u32>(spare, row);
    front += isLeft << 2;
    spare += 4 - (isLeft << 2);
  }
  memory.copy(front, spareStart, spare - spareStart);
  return <u32>(front - unseen >> 2);
}

/** Adds the leaves' distributions to the rows of a chunk, tree after tree. */
export function addUnseen(chunk: u32, args: usize): void {
  const rows = load<u32>(args, ROW_COUNT);
  const classes = load<u32>(args, CLASS_COUNT);
  const treeBytes: usize = load<u32>(args, TREE_BYTES);
  const treeCount = load<u32>(args, TREE_COUNT);
  const first = chunk * ROWS_PER_CHUNK;
  const end = min<u32>(first + ROWS_PER_CHUNK, rows);
  for (let tree: u32 = 0; tree < treeCount; tree++) {
    const leaves = load<u32>(args, HEADS) + tree * treeBytes + 20;
    const values = load<u32>(args, NODE_VALUES) + tree * treeBytes;
    for (let row = first; row < end; row++) {
      const leaf = load<u32>(leaves + (<usize>row << 2));
      if (leaf == NO_LEAF) continue;
      const seenBy: usize = load<u32>(args, SEEN_BY) + (<usize>row << 2);
      store<u32>(seenBy, load<u32>(seenBy) + 1);
      const value = values + (<usize>(leaf * classes) << 3);
      const sum: usize = load<u32>(args, SUMS) + (<usize>(row * classes) << 3);
      for (let k: usize = 0; k < classes; k++) {
        store<f64>(sum + (k << 3), load<f64>(sum + (k << 3)) + load<f64>(value + (k << 3)));
      }
    }
  }
}
