// Interventional TreeSHAP of deep trees. src/analysis/explanations/tree-shap/interventional.ts defines
// what it computes.
//
// One row at a time walks down every tree of the batch together with all background rows, as bit sets.
import { levelGoesLeft } from './trees/levels';
import { CATEGORICAL, IS_LEAF, IS_LEFT, MISSING_LEFT } from './trees/split-flags';

/** Words of the arguments; src/analysis/explanations/tree-shap/kernel-interventional.ts fills them. */
const TREES: usize = 0;
const TREE_COUNT: usize = 4;
const COLUMNS: usize = 8;
const COLUMN_BYTES: usize = 12;
const LEAVES: usize = 16;
/** f64 classes x features x rows. */
const OUTPUT: usize = 20;
const CLASS_BYTES: usize = 24;
const FIRST_CHUNK: usize = 28;
/** Memory of each chunk of the round: levels, alive sets, losers' sets, counts. */
const SCRATCH: usize = 32;
const SCRATCH_STRIDE: usize = 36;
const BACKGROUND_COUNT: usize = 40;
const WORD_COUNT: usize = 44;
const GAINS: usize = 48;
const LOSSES: usize = 52;
const GAME_SIZE: usize = 56;
const ROW_COUNT: usize = 60;

/** A tree: words. */
const TREE_BYTES: usize = 32;
const EDGES: usize = 0;
const EDGE_COUNT: usize = 4;
const SLOTS: usize = 8;
/** By edge: u32 words of background rows that take it. */
const TAKERS: usize = 12;
const DEPTH: usize = 16;
const FIRST_CLASS: usize = 20;
const CLASS_COUNT: usize = 24;

/** An edge: words, then f64. */
const EDGE_BYTES: usize = 48;
const COLUMN: usize = 0;
const FLAGS: usize = 4;
const LEVEL: usize = 8;
const EARLIER: usize = 12;
const END: usize = 16;
const LEAF: usize = 20;
const CATEGORY_BITS: usize = 24;
const LEVEL_COUNT: usize = 28;
const THRESHOLD: usize = 32;

/** By level: the edge, whether its split goes left, whether the row fails; by slot: its last level. */
const LEVEL_BYTES: usize = 16;
const PATH: usize = 0;
const GOES_LEFT: usize = 4;
const FAILED: usize = 8;
const SLOT_LEVEL: usize = 12;

const ROWS_PER_CHUNK: u32 = 16;

export function interventional(indexInRound: u32, args: usize): void {
  const chunk = load<u32>(args, FIRST_CHUNK) + indexInRound;
  const scratch: usize = load<u32>(args, SCRATCH) + indexInRound * load<u32>(args, SCRATCH_STRIDE);
  const end = min<u32>((chunk + 1) * ROWS_PER_CHUNK, load<u32>(args, ROW_COUNT));
  let tree: usize = load<u32>(args, TREES);
  for (let left = load<u32>(args, TREE_COUNT); left > 0; left--, tree += TREE_BYTES) {
    for (let row = chunk * ROWS_PER_CHUNK; row < end; row++) walk(args, tree, row << 3, scratch);
  }
}

function walk(args: usize, tree: usize, row: usize, scratch: usize): void {
  const wordBytes: usize = load<u32>(args, WORD_COUNT) << 2;
  const levels: usize = load<u32>(tree, DEPTH) + 1;
  const alive = scratch + levels * LEVEL_BYTES;
  const losers = alive + levels * wordBytes;
  const columns: usize = load<u32>(args, COLUMNS) + <u32>row;
  const edges: usize = load<u32>(tree, EDGES);
  const takers: usize = load<u32>(tree, TAKERS);
  const edgeCount = load<u32>(tree, EDGE_COUNT);
  const backgroundCount = load<u32>(args, BACKGROUND_COUNT);
  memory.fill(alive, 0, wordBytes);
  for (let z: u32 = 0; z < backgroundCount; z += 32) {
    store<u32>(alive + (z >>> 3), backgroundCount - z >= 32 ? 0xffffffff : (1 << backgroundCount - z) - 1);
  }
  for (let edge: u32 = 0; edge < edgeCount; ) {
    const record = edges + edge * EDGE_BYTES;
    const level: usize = load<u32>(record, LEVEL);
    const flags = load<u32>(record, FLAGS);
    const state = scratch + level * LEVEL_BYTES;
    store<u32>(state, edge, PATH);
    if (flags & IS_LEFT) {
      const value = load<f64>(columns + load<u32>(record, COLUMN));
      store<u32>(state, goesLeft(record, flags, value), GOES_LEFT);
    }
    const earlier = load<i32>(record, EARLIER);
    let fails = load<u32>(state, GOES_LEFT) ^ (flags & IS_LEFT);
    if (earlier >= 0) fails |= load<u32>(scratch + <usize>earlier * LEVEL_BYTES, FAILED);
    store<u32>(state, fails, FAILED);
    const some = meet(fails, alive + level * wordBytes, losers + level * wordBytes, earlier < 0 ? 0 : losers + <usize>earlier * wordBytes, takers + edge * wordBytes, wordBytes);
    if (some && flags & IS_LEAF) {
      settleLeaf(args, tree, record, <u32>level, scratch, alive + (level + 1) * wordBytes, losers, wordBytes, row);
    }
    edge = some ? edge + 1 : load<u32>(record, END);
  }
}

function goesLeft(record: usize, flags: u32, value: f64): u32 {
  const missingLeft = <u32>((flags & MISSING_LEFT) != 0);
  if (flags & CATEGORICAL) {
    const levels: usize = load<u32>(record, CATEGORY_BITS);
    return levelGoesLeft(levels, load<u32>(record, LEVEL_COUNT), value, missingLeft);
  }
  return value == value ? <u32>(value <= load<f64>(record, THRESHOLD)) : missingLeft;
}

/** Works out which background rows may pass an edge; 0 where none is left. */
function meet(fails: u32, alive: usize, losers: usize, earlierLosers: usize, takers: usize, wordBytes: usize): u32 {
  let some: u32 = 0;
  for (let at: usize = 0; at < wordBytes; at += 4) {
    const taking = load<u32>(takers + at);
    const lost = earlierLosers ? load<u32>(earlierLosers + at) : 0;
    let below = load<u32>(alive + at);
    if (fails) below &= taking & ~lost;
    store<u32>(alive + wordBytes + at, below);
    store<u32>(losers + at, lost | ~taking);
    some |= below;
  }
  return some;
}

function settleLeaf(args: usize, tree: usize, record: usize, leafLevel: u32, scratch: usize, alive: usize, losers: usize, wordBytes: usize, row: usize): void {
  const slots: usize = load<u32>(tree, SLOTS);
  const edges: usize = load<u32>(tree, EDGES);
  const counts = losers + (load<u32>(tree, DEPTH) + 1) * wordBytes;
  let slotCount: u32 = 0;
  for (let level: u32 = 0; level <= leafLevel; level++) {
    const edge = load<u32>(scratch + level * LEVEL_BYTES, PATH);
    const slot = load<u32>(slots + (edge << 2));
    store<u32>(scratch + slot * LEVEL_BYTES, level, SLOT_LEVEL);
    slotCount = max<u32>(slotCount, slot + 1);
  }
  let failedCount: u32 = 0;
  for (let slot: u32 = 0; slot < slotCount; slot++) {
    const level = load<u32>(scratch + slot * LEVEL_BYTES, SLOT_LEVEL);
    failedCount += load<u32>(scratch + level * LEVEL_BYTES, FAILED);
  }
  const wonCount = slotCount - failedCount;
  const stride = slotCount + 1 << 2;
  memory.fill(counts, 0, (wonCount + 1) * stride);
  for (let word: usize = 0; word < wordBytes; word += 4) {
    for (let rest = load<u32>(alive + word); rest; rest &= rest - 1) {
      const z = ctz<u32>(rest);
      let a: u32 = 0;
      for (let slot: u32 = 0; slot < slotCount; slot++) {
        const level: usize = load<u32>(scratch + slot * LEVEL_BYTES, SLOT_LEVEL);
        if (load<u32>(scratch + level * LEVEL_BYTES, FAILED)) continue;
        a += load<u32>(losers + level * wordBytes + word) >>> z & 1;
      }
      const line = counts + a * stride;
      store<u32>(line + (slotCount << 2), load<u32>(line + (slotCount << 2)) + 1);
      for (let slot: u32 = 0; slot < slotCount; slot++) {
        const level: usize = load<u32>(scratch + slot * LEVEL_BYTES, SLOT_LEVEL);
        if (load<u32>(scratch + level * LEVEL_BYTES, FAILED)) continue;
        const at = line + (slot << 2);
        store<u32>(at, load<u32>(at) + (load<u32>(losers + level * wordBytes + word) >>> z & 1));
      }
    }
  }
  const size = load<u32>(args, GAME_SIZE);
  const classCount = load<u32>(tree, CLASS_COUNT);
  const classBytes: usize = load<u32>(args, CLASS_BYTES);
  const leaf: usize = load<u32>(args, LEAVES) + load<u32>(record, LEAF);
  const output: usize = load<u32>(args, OUTPUT) + load<u32>(tree, FIRST_CLASS) * <u32>classBytes + <u32>row;
  for (let slot: u32 = 0; slot < slotCount; slot++) {
    const level: usize = load<u32>(scratch + slot * LEVEL_BYTES, SLOT_LEVEL);
    const isLoss = load<u32>(scratch + level * LEVEL_BYTES, FAILED) != 0;
    const counted = isLoss ? slotCount : slot;
    const weights: usize = isLoss ? load<u32>(args, LOSSES) : load<u32>(args, GAINS);
    let total: f64 = 0;
    for (let a: u32 = 0; a <= wonCount; a++) {
      const product = load<f64>(weights + (a * size + failedCount << 3)) * <f64>load<u32>(counts + a * stride + (counted << 2));
      total = isLoss ? total - product : total + product;
    }
    const edge = load<u32>(scratch + level * LEVEL_BYTES, PATH);
    const cell = output + load<u32>(edges + edge * EDGE_BYTES, COLUMN);
    for (let k: u32 = 0; k < classCount; k++) {
      const at = cell + k * <u32>classBytes;
      store<f64>(at, load<f64>(at) + total * load<f64>(leaf + (k << 3)));
    }
  }
}
