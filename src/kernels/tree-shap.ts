// Path-dependent TreeSHAP. src/analysis/explanations/tree-shap/path-dependent.ts defines what it computes.
//
// Eight rows walk down a tree together, two a vector. A chunk is a stretch of rows that meets every tree
// of the batch; its results and its memory are its own.

/** Words of the arguments; src/analysis/explanations/tree-shap/kernel-path-dependent.ts fills them. */
const TREES: usize = 0;
const TREE_COUNT: usize = 4;
/** f64 columns of as many values as `COLUMN_BYTES` says, a multiple of 64. */
const COLUMNS: usize = 8;
const COLUMN_BYTES: usize = 12;
/** f64 values of the leaves. */
const LEAVES: usize = 16;
/** f64 classes x features x rows, in columns of the same length. */
const OUTPUT: usize = 20;
const CLASS_BYTES: usize = 24;
const FIRST_CHUNK: usize = 28;
/** Memory of each chunk of the round: first by level, then products, then sums. */
const SCRATCH: usize = 32;
const SCRATCH_STRIDE: usize = 36;

/** A tree: words. */
const TREE_BYTES: usize = 32;
const EDGES: usize = 0;
const EDGE_COUNT: usize = 4;
const CONSTANTS: usize = 8;
const WEIGHTS: usize = 12;
const POINT_COUNT: usize = 16;
const FIRST_CLASS: usize = 20;
const CLASS_COUNT: usize = 24;
const DEPTH: usize = 28;

/** An edge: words, then two f64. */
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
const RATIO: usize = 40;

const IS_LEFT: u32 = 1;
const MISSING_LEFT: u32 = 2;
const CATEGORICAL: u32 = 4;
const IS_LEAF: u32 = 8;

/** By level: masks of eight rows, whether the split goes left and whether all conditions are met. */
const LEVEL_BYTES: usize = 192;
const GOES_LEFT: usize = 0;
const MET: usize = 64;
const PATH: usize = 128;

const ROWS_PER_CHUNK: u32 = 64;

export function pathDependent(indexInRound: u32, args: usize): void {
  const chunk = load<u32>(args, FIRST_CHUNK) + indexInRound;
  const scratch: usize = load<u32>(args, SCRATCH) + indexInRound * load<u32>(args, SCRATCH_STRIDE);
  const from: usize = chunk * ROWS_PER_CHUNK * 8;
  const to = min<usize>(from + ROWS_PER_CHUNK * 8, load<u32>(args, COLUMN_BYTES));
  let tree: usize = load<u32>(args, TREES);
  for (let left = load<u32>(args, TREE_COUNT); left > 0; left--, tree += TREE_BYTES) {
    for (let rows = from; rows < to; rows += 64) walk(args, tree, rows, scratch);
  }
}

function walk(args: usize, tree: usize, rows: usize, scratch: usize): void {
  const columns: usize = load<u32>(args, COLUMNS) + rows;
  const leaves: usize = load<u32>(args, LEAVES);
  const pointCount = load<u32>(tree, POINT_COUNT);
  const classCount = load<u32>(tree, CLASS_COUNT);
  const pointBytes: usize = pointCount << 6;
  const sumBytes: usize = pointBytes * classCount;
  const constantBytes: usize = pointCount << 5;
  const products = scratch + (load<u32>(tree, DEPTH) + 1) * LEVEL_BYTES;
  const sums = products + (load<u32>(tree, DEPTH) + 1) * pointBytes;
  const output = load<u32>(args, OUTPUT) + load<u32>(tree, FIRST_CLASS) * load<u32>(args, CLASS_BYTES) + rows;
  const classBytes: usize = load<u32>(args, CLASS_BYTES);
  const edges: usize = load<u32>(tree, EDGES);
  const constants: usize = load<u32>(tree, CONSTANTS);
  const edgeCount = load<u32>(tree, EDGE_COUNT);
  startProducts(products, load<u32>(tree, WEIGHTS), pointBytes);
  memory.fill(sums, 0, sumBytes);

  for (let edge: u32 = 0; edge < edgeCount; edge++) {
    const record = edges + edge * EDGE_BYTES;
    const level: usize = load<u32>(record, LEVEL);
    const earlier = load<i32>(record, EARLIER);
    const flags = load<u32>(record, FLAGS);
    const state = scratch + level * LEVEL_BYTES;
    store<u32>(state, edge, PATH);
    if (flags & IS_LEFT) split(record, flags, columns + load<u32>(record, COLUMN), state);
    meet(state, flags, scratch, earlier);
    const constant = constants + edge * constantBytes;
    const above = products + level * pointBytes;
    if (!(flags & IS_LEAF)) {
      descend(state, scratch, earlier, record, constant, above, pointBytes);
      memory.fill(sums + (level + 1) * sumBytes, 0, sumBytes);
      continue;
    }
    const leaf = leaves + load<u32>(record, LEAF);
    const cell = output + load<u32>(record, COLUMN);
    if (classCount == 1) {
      settleLeaf(state, scratch, earlier, record, constant, above, pointBytes, leaf, sums + level * sumBytes, cell);
    } else {
      descend(state, scratch, earlier, record, constant, above, pointBytes);
      spreadLeaf(above + pointBytes, pointBytes, leaf, classCount, sums + (level + 1) * sumBytes);
      gain(state, scratch, earlier, constant, pointBytes, sums + (level + 1) * sumBytes, sums + level * sumBytes, classCount, cell, classBytes);
    }
    for (let done = <i32>level - 1; done >= 0; done--) {
      const doneState = scratch + <usize>done * LEVEL_BYTES;
      const doneEdge = load<u32>(doneState, PATH);
      const doneRecord = edges + doneEdge * EDGE_BYTES;
      if (load<u32>(doneRecord, END) != edge + 1) break;
      const doneSums = sums + <usize>done * sumBytes;
      gain(doneState, scratch, load<i32>(doneRecord, EARLIER), constants + doneEdge * constantBytes, pointBytes, doneSums + sumBytes, doneSums, classCount, output + load<u32>(doneRecord, COLUMN), classBytes);
    }
  }
}

function startProducts(products: usize, weights: usize, pointBytes: usize): void {
  for (let at: usize = 0; at < pointBytes; at += 64, weights += 8) {
    const weight = v128.load64_splat(weights);
    v128.store(products + at, weight);
    v128.store(products + at, weight, 16);
    v128.store(products + at, weight, 32);
    v128.store(products + at, weight, 48);
  }
}

/** Which of eight rows go left at the split. */
function split(record: usize, flags: u32, values: usize, state: usize): void {
  if (flags & CATEGORICAL) {
    for (let lane: usize = 0; lane < 64; lane += 8) {
      store<i64>(state + lane, levelGoesLeft(record, flags, load<f64>(values + lane)) ? -1 : 0, GOES_LEFT);
    }
    return;
  }
  const threshold = v128.load64_splat(record, THRESHOLD);
  for (let lane: usize = 0; lane < 64; lane += 16) {
    const value = v128.load(values + lane);
    let left = f64x2.le(value, threshold);
    if (flags & MISSING_LEFT) left = v128.or(left, f64x2.ne(value, value));
    v128.store(state + lane, left, GOES_LEFT);
  }
}

function levelGoesLeft(record: usize, flags: u32, value: f64): bool {
  const levelCount = load<u32>(record, LEVEL_COUNT);
  if (!(value >= 0 && value < <f64>levelCount)) return (flags & MISSING_LEFT) != 0;
  const level = <u32>value;
  return ((load<u32>(load<u32>(record, CATEGORY_BITS) + (level >>> 5 << 2)) >>> (level & 31)) & 1) != 0;
}

function meet(state: usize, flags: u32, scratch: usize, earlier: i32): void {
  const other = earlier < 0 ? 0 : scratch + <usize>earlier * LEVEL_BYTES;
  for (let lane: usize = 0; lane < 64; lane += 16) {
    let met = v128.load(state + lane, GOES_LEFT);
    if (!(flags & IS_LEFT)) met = v128.not(met);
    if (other) met = v128.and(met, v128.load(other + lane, MET));
    v128.store(state + lane, met, MET);
  }
}

/** Products below an edge from those above it. */
function descend(state: usize, scratch: usize, earlier: i32, record: usize, constant: usize, above: usize, pointBytes: usize): void {
  const other = earlier < 0 ? 0 : scratch + <usize>earlier * LEVEL_BYTES;
  const ratio = v128.load64_splat(record, RATIO);
  const end = above + pointBytes;
  for (; above < end; above += 64, constant += 32) {
    const both = v128.load64_splat(constant);
    const onlyEarlier = v128.load64_splat(constant, 8);
    for (let lane: usize = 0; lane < 64; lane += 16) {
      let factor = v128.bitselect(both, onlyEarlier, v128.load(state + lane, MET));
      if (other) factor = v128.bitselect(factor, ratio, v128.load(other + lane, MET));
      v128.store(above + pointBytes + lane, f64x2.mul(v128.load(above + lane), factor));
    }
  }
}

// @ts-ignore: decorator
@inline
function addTo(address: usize, vector: v128): void {
  v128.store(address, f64x2.add(v128.load(address), vector));
}

/** A leaf of one value: the products, the feature's gain and the sums in one go. */
function settleLeaf(state: usize, scratch: usize, earlier: i32, record: usize, constant: usize, above: usize, pointBytes: usize, leaf: usize, sums: usize, cell: usize): void {
  const value = v128.load64_splat(leaf);
  const ratio = v128.load64_splat(record, RATIO);
  const other = earlier < 0 ? 0 : scratch + <usize>earlier * LEVEL_BYTES;
  for (let half: usize = 0; half < 64; half += 32) {
    const met0 = v128.load(state + half, MET);
    const met1 = v128.load(state + half, MET + 16);
    let total0 = f64x2.splat(0), total1 = total0;
    if (other) {
      const could0 = v128.load(other + half, MET);
      const could1 = v128.load(other + half, MET + 16);
      for (let at: usize = 0, c = constant; at < pointBytes; at += 64, c += 32) {
        const both = v128.load64_splat(c);
        const onlyEarlier = v128.load64_splat(c, 8);
        const factor0 = v128.bitselect(v128.bitselect(both, onlyEarlier, met0), ratio, could0);
        const factor1 = v128.bitselect(v128.bitselect(both, onlyEarlier, met1), ratio, could1);
        const sum0 = f64x2.mul(f64x2.mul(v128.load(above + at + half), factor0), value);
        const sum1 = f64x2.mul(f64x2.mul(v128.load(above + at + half, 16), factor1), value);
        const gainBoth = v128.load64_splat(c, 16);
        const gainEarlier = v128.load64_splat(c, 24);
        total0 = f64x2.add(total0, f64x2.mul(v128.bitselect(gainBoth, gainEarlier, met0), sum0));
        total1 = f64x2.add(total1, f64x2.mul(v128.bitselect(gainBoth, gainEarlier, met1), sum1));
        addTo(sums + at + half, sum0);
        addTo(sums + at + half + 16, sum1);
      }
      total0 = v128.and(total0, could0);
      total1 = v128.and(total1, could1);
    } else {
      for (let at: usize = 0, c = constant; at < pointBytes; at += 64, c += 32) {
        const both = v128.load64_splat(c);
        const onlyEarlier = v128.load64_splat(c, 8);
        const factor0 = v128.bitselect(both, onlyEarlier, met0);
        const factor1 = v128.bitselect(both, onlyEarlier, met1);
        const sum0 = f64x2.mul(f64x2.mul(v128.load(above + at + half), factor0), value);
        const sum1 = f64x2.mul(f64x2.mul(v128.load(above + at + half, 16), factor1), value);
        const gainBoth = v128.load64_splat(c, 16);
        const gainEarlier = v128.load64_splat(c, 24);
        total0 = f64x2.add(total0, f64x2.mul(v128.bitselect(gainBoth, gainEarlier, met0), sum0));
        total1 = f64x2.add(total1, f64x2.mul(v128.bitselect(gainBoth, gainEarlier, met1), sum1));
        addTo(sums + at + half, sum0);
        addTo(sums + at + half + 16, sum1);
      }
    }
    addTo(cell + half, total0);
    addTo(cell + half + 16, total1);
  }
}

/** The sums of a leaf of several values: value times product, class by class. */
function spreadLeaf(products: usize, pointBytes: usize, leaf: usize, classCount: u32, sums: usize): void {
  for (; classCount > 0; classCount--, leaf += 8, sums += pointBytes) {
    const value = v128.load64_splat(leaf);
    for (let at: usize = 0; at < pointBytes; at += 16) {
      v128.store(sums + at, f64x2.mul(v128.load(products + at), value));
    }
  }
}

/** Gives an edge's sums to its feature and hands them on to the edge above. */
function gain(state: usize, scratch: usize, earlier: i32, constant: usize, pointBytes: usize, sums: usize, sumsAbove: usize, classCount: u32, cell: usize, classBytes: usize): void {
  const other = earlier < 0 ? 0 : scratch + <usize>earlier * LEVEL_BYTES;
  for (; classCount > 0; classCount--, sums += pointBytes, sumsAbove += pointBytes, cell += classBytes) {
    for (let half: usize = 0; half < 64; half += 32) {
      const met0 = v128.load(state + half, MET);
      const met1 = v128.load(state + half, MET + 16);
      let total0 = f64x2.splat(0), total1 = total0;
      for (let at: usize = 0, c = constant; at < pointBytes; at += 64, c += 32) {
        const gainBoth = v128.load64_splat(c, 16);
        const gainEarlier = v128.load64_splat(c, 24);
        const sum0 = v128.load(sums + at + half);
        const sum1 = v128.load(sums + at + half, 16);
        total0 = f64x2.add(total0, f64x2.mul(v128.bitselect(gainBoth, gainEarlier, met0), sum0));
        total1 = f64x2.add(total1, f64x2.mul(v128.bitselect(gainBoth, gainEarlier, met1), sum1));
        addTo(sumsAbove + at + half, sum0);
        addTo(sumsAbove + at + half + 16, sum1);
      }
      if (other) {
        total0 = v128.and(total0, v128.load(other + half, MET));
        total1 = v128.and(total1, v128.load(other + half, MET + 16));
      }
      addTo(cell + half, total0);
      addTo(cell + half + 16, total1);
    }
  }
}
