// Path-dependent TreeSHAP. src/analysis/explanations/tree-shap/path-dependent.ts defines what it computes.
//
// Eight rows walk down a tree together; a vector holds two quadrature points of one row, so that a row's
// state chooses its constants by their address. A chunk is a stretch of rows that meets every tree of the
// batch; its results and its memory are its own.

/** Words of the arguments; src/analysis/explanations/tree-shap/kernel-path-dependent.ts fills them. */
const TREES: usize = 0;
const TREE_COUNT: usize = 4;
/** f64 columns of as many values as `COLUMN_BYTES` says, a multiple of 64. */
const COLUMNS: usize = 8;
const COLUMN_BYTES: usize = 12;
/** f64 classes x features x rows, in columns of the same length. */
const OUTPUT: usize = 16;
const CLASS_BYTES: usize = 20;
const FIRST_CHUNK: usize = 24;
/** Memory of each chunk of the round: gains by feature, then levels, products, sums. */
const SCRATCH: usize = 28;
const SCRATCH_STRIDE: usize = 32;

/** A tree: words. */
const TREE_BYTES: usize = 48;
const STEPS: usize = 0;
const STEP_COUNT: usize = 4;
/** f64 weights of the points, two for each pair. */
const WEIGHTS: usize = 8;
const POINT_PAIRS: usize = 12;
const FIRST_CLASS: usize = 16;
const CLASS_COUNT: usize = 20;
/** Bytes of the leaf steps' constants for one class. */
const LEAF_STRIDE: usize = 24;
const DEPTH: usize = 28;
/** u32 offsets of the columns of the features in use. */
const FEATURES: usize = 32;
const FEATURE_COUNT: usize = 36;

/** A step: words, then f64. */
const STEP_BYTES: usize = 40;
const COLUMN: usize = 0;
const FLAGS: usize = 4;
const LEVEL: usize = 8;
const EARLIER: usize = 12;
/** Address of f64 states x (factors, gains) x points; for leaves those of the first class. */
const CONSTANTS: usize = 16;
/** Where the feature's gains are kept. */
const CELL: usize = 20;
const CATEGORY_BITS: usize = 24;
const LEVEL_COUNT: usize = 28;
const THRESHOLD: usize = 32;

const IS_LEFT: u32 = 1;
const MISSING_LEFT: u32 = 2;
const CATEGORICAL: u32 = 4;
const IS_LEAF: u32 = 8;
const IS_PAIR: u32 = 16;

/** By level, for eight rows: masks whether the split goes left and all conditions are met; offset of the state's constants. */
const LEVEL_STATE_BYTES: usize = 128;
const GOES_LEFT: usize = 0;
const MET: usize = 32;
const STATE: usize = 64;
/** The step of the path. */
const STEP: usize = 96;

/** Gains of a feature: two f64 for each of eight rows. */
const CELL_BYTES: usize = 128;
const ROWS_PER_CHUNK: u32 = 64;

export function pathDependent(indexInRound: u32, args: usize): void {
  const chunk = load<u32>(args, FIRST_CHUNK) + indexInRound;
  const scratch: usize = load<u32>(args, SCRATCH) + indexInRound * load<u32>(args, SCRATCH_STRIDE);
  const from: usize = chunk * ROWS_PER_CHUNK * 8;
  const to = min<usize>(from + ROWS_PER_CHUNK * 8, load<u32>(args, COLUMN_BYTES));
  let tree: usize = load<u32>(args, TREES);
  for (let left = load<u32>(args, TREE_COUNT); left > 0; left--, tree += TREE_BYTES) {
    for (let rows = from; rows < to; rows += 64) {
      for (let k: u32 = 0; k < load<u32>(tree, CLASS_COUNT); k++) walk(args, tree, k, rows, scratch);
    }
  }
}

function walk(args: usize, tree: usize, k: u32, rows: usize, scratch: usize): void {
  const columns: usize = load<u32>(args, COLUMNS) + rows;
  const pairs: usize = load<u32>(tree, POINT_PAIRS);
  const levelBytes = pairs << 7;
  const levels = scratch + load<u32>(tree, FEATURE_COUNT) * CELL_BYTES;
  const products = levels + load<u32>(tree, DEPTH) * LEVEL_STATE_BYTES;
  const sums = products + (load<u32>(tree, DEPTH) + 1) * levelBytes;
  const leafOffset = k * load<u32>(tree, LEAF_STRIDE);
  memory.fill(scratch, 0, levels - scratch);
  startProducts(products, load<u32>(tree, WEIGHTS), pairs);
  let step: usize = load<u32>(tree, STEPS);
  const end = step + load<u32>(tree, STEP_COUNT) * STEP_BYTES;
  for (; step < end; step += STEP_BYTES) {
    const level: usize = load<u32>(step, LEVEL);
    const flags = load<u32>(step, FLAGS);
    const state = levels + level * LEVEL_STATE_BYTES;
    store<u32>(state, step, STEP);
    if (flags & IS_LEFT) split(step, flags, columns + load<u32>(step, COLUMN), state);
    meet(state, flags, levels, load<i32>(step, EARLIER), <i32>(pairs << 5));
    const above = products + level * levelBytes;
    const constants: usize = load<u32>(step, CONSTANTS);
    if (!(flags & IS_LEAF)) {
      descend(state, constants, above, pairs);
      continue;
    }
    const cell = scratch + load<u32>(step, CELL);
    const target = sums + level * levelBytes;
    if (flags & IS_LEFT) settleLeft(state, constants + leafOffset, above, pairs, target, cell);
    else settleRight(state, constants + leafOffset, above, pairs, target, cell);
    if ((flags & (IS_LEFT | IS_PAIR)) != IS_LEFT) complete(level, levels, sums, levelBytes, pairs, scratch);
  }
  const output = load<u32>(args, OUTPUT) + (load<u32>(tree, FIRST_CLASS) + k) * load<u32>(args, CLASS_BYTES) + rows;
  addGains(tree, scratch, output);
}

/** Settles the edge above a node whose leaves are all summed up, and those above that are then complete. */
function complete(level: usize, levels: usize, sums: usize, levelBytes: usize, pairs: usize, scratch: usize): void {
  let state = levels + level * LEVEL_STATE_BYTES;
  let below = sums + level * levelBytes;
  while (state != levels) {
    state -= LEVEL_STATE_BYTES;
    const step: usize = load<u32>(state, STEP);
    const constants: usize = load<u32>(step, CONSTANTS);
    const cell = scratch + load<u32>(step, CELL);
    if (load<u32>(step, FLAGS) & IS_LEFT) {
      gainLeft(state, constants, below, pairs, below - levelBytes, cell);
      return;
    }
    gainRight(state, constants, below, pairs, below - levelBytes, cell);
    below -= levelBytes;
  }
}

function startProducts(products: usize, weights: usize, pairs: usize): void {
  for (; pairs > 0; pairs--, weights += 16, products += 128) {
    const weight = v128.load(weights);
    for (let row: usize = 0; row < 128; row += 16) v128.store(products + row, weight);
  }
}

/** Two masks of four rows each whose values are at most the threshold, or missing. */
function split(step: usize, flags: u32, values: usize, state: usize): void {
  if (flags & CATEGORICAL) {
    for (let row: usize = 0; row < 8; row++) {
      const left = levelGoesLeft(step, flags, load<f64>(values + (row << 3)));
      store<i32>(state + (row << 2), left ? -1 : 0, GOES_LEFT);
    }
    return;
  }
  const threshold = v128.load64_splat(step, THRESHOLD);
  const missing = flags & MISSING_LEFT ? i64x2.splat(-1) : i64x2.splat(0);
  for (let half: usize = 0; half < 2; half++) {
    const a = v128.load(values + (half << 5));
    const b = v128.load(values + (half << 5), 16);
    const leftA = v128.or(f64x2.le(a, threshold), v128.and(missing, f64x2.ne(a, a)));
    const leftB = v128.or(f64x2.le(b, threshold), v128.and(missing, f64x2.ne(b, b)));
    v128.store(state + (half << 4), v128.shuffle<i32>(leftA, leftB, 0, 2, 4, 6), GOES_LEFT);
  }
}

function levelGoesLeft(step: usize, flags: u32, value: f64): bool {
  const levelCount = load<u32>(step, LEVEL_COUNT);
  if (!(value >= 0 && value < <f64>levelCount)) return (flags & MISSING_LEFT) != 0;
  const level = <u32>value;
  return ((load<u32>(load<u32>(step, CATEGORY_BITS) + (level >>> 5 << 2)) >>> (level & 31)) & 1) != 0;
}

/** Which constants hold for each row: the first where all conditions are met, the second where all but this one. */
function meet(state: usize, flags: u32, levels: usize, earlier: i32, stateBytes: i32): void {
  for (let half: usize = 0; half < 32; half += 16) {
    const goesLeft = v128.load(state + half, GOES_LEFT);
    const takes = flags & IS_LEFT ? goesLeft : v128.not(goesLeft);
    const could = earlier < 0 ? i32x4.splat(-1) : v128.load(levels + <usize>earlier * LEVEL_STATE_BYTES + half, MET);
    const met = v128.and(takes, could);
    v128.store(state + half, met, MET);
    const failures = i32x4.add(i32x4.splat(2), i32x4.add(met, could));
    v128.store(state + half, i32x4.mul(failures, i32x4.splat(stateBytes)), STATE);
  }
}

/** Products below an edge from those above it. */
function descend(state: usize, constants: usize, above: usize, pairs: usize): void {
  const levelBytes = pairs << 7;
  const c0 = constants + load<u32>(state, STATE + 0);
  const c1 = constants + load<u32>(state, STATE + 4);
  const c2 = constants + load<u32>(state, STATE + 8);
  const c3 = constants + load<u32>(state, STATE + 12);
  const c4 = constants + load<u32>(state, STATE + 16);
  const c5 = constants + load<u32>(state, STATE + 20);
  const c6 = constants + load<u32>(state, STATE + 24);
  const c7 = constants + load<u32>(state, STATE + 28);
  for (let at: usize = 0; at < pairs << 4; at += 16, above += 128) {
    const below = above + levelBytes;
    v128.store(below, f64x2.mul(v128.load(above, 0), v128.load(c0 + at)), 0);
    v128.store(below, f64x2.mul(v128.load(above, 16), v128.load(c1 + at)), 16);
    v128.store(below, f64x2.mul(v128.load(above, 32), v128.load(c2 + at)), 32);
    v128.store(below, f64x2.mul(v128.load(above, 48), v128.load(c3 + at)), 48);
    v128.store(below, f64x2.mul(v128.load(above, 64), v128.load(c4 + at)), 64);
    v128.store(below, f64x2.mul(v128.load(above, 80), v128.load(c5 + at)), 80);
    v128.store(below, f64x2.mul(v128.load(above, 96), v128.load(c6 + at)), 96);
    v128.store(below, f64x2.mul(v128.load(above, 112), v128.load(c7 + at)), 112);
  }
}

// @ts-ignore: decorator
@inline
function addTo(address: usize, vector: v128, offset: usize): void {
  v128.store(address + offset, f64x2.add(v128.load(address + offset), vector));
}

/** A leaf's sums, or a pair's, and what they give to the feature: the first below their node. */
function settleLeft(state: usize, constants: usize, products: usize, pairs: usize, sums: usize, cell: usize): void {
  const gains = pairs << 4;
  const c0 = constants + load<u32>(state, STATE + 0);
  const c1 = constants + load<u32>(state, STATE + 4);
  const c2 = constants + load<u32>(state, STATE + 8);
  const c3 = constants + load<u32>(state, STATE + 12);
  const c4 = constants + load<u32>(state, STATE + 16);
  const c5 = constants + load<u32>(state, STATE + 20);
  const c6 = constants + load<u32>(state, STATE + 24);
  const c7 = constants + load<u32>(state, STATE + 28);
  let t0 = f64x2.splat(0), t1 = t0, t2 = t0, t3 = t0, t4 = t0, t5 = t0, t6 = t0, t7 = t0;
  for (let at: usize = 0; at < gains; at += 16, products += 128, sums += 128) {
    const p0 = v128.load(products, 0);
    v128.store(sums, f64x2.mul(p0, v128.load(c0 + at)), 0);
    t0 = f64x2.add(t0, f64x2.mul(p0, v128.load(c0 + gains + at)));
    const p1 = v128.load(products, 16);
    v128.store(sums, f64x2.mul(p1, v128.load(c1 + at)), 16);
    t1 = f64x2.add(t1, f64x2.mul(p1, v128.load(c1 + gains + at)));
    const p2 = v128.load(products, 32);
    v128.store(sums, f64x2.mul(p2, v128.load(c2 + at)), 32);
    t2 = f64x2.add(t2, f64x2.mul(p2, v128.load(c2 + gains + at)));
    const p3 = v128.load(products, 48);
    v128.store(sums, f64x2.mul(p3, v128.load(c3 + at)), 48);
    t3 = f64x2.add(t3, f64x2.mul(p3, v128.load(c3 + gains + at)));
    const p4 = v128.load(products, 64);
    v128.store(sums, f64x2.mul(p4, v128.load(c4 + at)), 64);
    t4 = f64x2.add(t4, f64x2.mul(p4, v128.load(c4 + gains + at)));
    const p5 = v128.load(products, 80);
    v128.store(sums, f64x2.mul(p5, v128.load(c5 + at)), 80);
    t5 = f64x2.add(t5, f64x2.mul(p5, v128.load(c5 + gains + at)));
    const p6 = v128.load(products, 96);
    v128.store(sums, f64x2.mul(p6, v128.load(c6 + at)), 96);
    t6 = f64x2.add(t6, f64x2.mul(p6, v128.load(c6 + gains + at)));
    const p7 = v128.load(products, 112);
    v128.store(sums, f64x2.mul(p7, v128.load(c7 + at)), 112);
    t7 = f64x2.add(t7, f64x2.mul(p7, v128.load(c7 + gains + at)));
  }
  addTo(cell, t0, 0);
  addTo(cell, t1, 16);
  addTo(cell, t2, 32);
  addTo(cell, t3, 48);
  addTo(cell, t4, 64);
  addTo(cell, t5, 80);
  addTo(cell, t6, 96);
  addTo(cell, t7, 112);
}

/** The same for a right leaf: its sums come to those of its sibling. */
function settleRight(state: usize, constants: usize, products: usize, pairs: usize, sums: usize, cell: usize): void {
  const gains = pairs << 4;
  const c0 = constants + load<u32>(state, STATE + 0);
  const c1 = constants + load<u32>(state, STATE + 4);
  const c2 = constants + load<u32>(state, STATE + 8);
  const c3 = constants + load<u32>(state, STATE + 12);
  const c4 = constants + load<u32>(state, STATE + 16);
  const c5 = constants + load<u32>(state, STATE + 20);
  const c6 = constants + load<u32>(state, STATE + 24);
  const c7 = constants + load<u32>(state, STATE + 28);
  let t0 = f64x2.splat(0), t1 = t0, t2 = t0, t3 = t0, t4 = t0, t5 = t0, t6 = t0, t7 = t0;
  for (let at: usize = 0; at < gains; at += 16, products += 128, sums += 128) {
    const p0 = v128.load(products, 0);
    addTo(sums, f64x2.mul(p0, v128.load(c0 + at)), 0);
    t0 = f64x2.add(t0, f64x2.mul(p0, v128.load(c0 + gains + at)));
    const p1 = v128.load(products, 16);
    addTo(sums, f64x2.mul(p1, v128.load(c1 + at)), 16);
    t1 = f64x2.add(t1, f64x2.mul(p1, v128.load(c1 + gains + at)));
    const p2 = v128.load(products, 32);
    addTo(sums, f64x2.mul(p2, v128.load(c2 + at)), 32);
    t2 = f64x2.add(t2, f64x2.mul(p2, v128.load(c2 + gains + at)));
    const p3 = v128.load(products, 48);
    addTo(sums, f64x2.mul(p3, v128.load(c3 + at)), 48);
    t3 = f64x2.add(t3, f64x2.mul(p3, v128.load(c3 + gains + at)));
    const p4 = v128.load(products, 64);
    addTo(sums, f64x2.mul(p4, v128.load(c4 + at)), 64);
    t4 = f64x2.add(t4, f64x2.mul(p4, v128.load(c4 + gains + at)));
    const p5 = v128.load(products, 80);
    addTo(sums, f64x2.mul(p5, v128.load(c5 + at)), 80);
    t5 = f64x2.add(t5, f64x2.mul(p5, v128.load(c5 + gains + at)));
    const p6 = v128.load(products, 96);
    addTo(sums, f64x2.mul(p6, v128.load(c6 + at)), 96);
    t6 = f64x2.add(t6, f64x2.mul(p6, v128.load(c6 + gains + at)));
    const p7 = v128.load(products, 112);
    addTo(sums, f64x2.mul(p7, v128.load(c7 + at)), 112);
    t7 = f64x2.add(t7, f64x2.mul(p7, v128.load(c7 + gains + at)));
  }
  addTo(cell, t0, 0);
  addTo(cell, t1, 16);
  addTo(cell, t2, 32);
  addTo(cell, t3, 48);
  addTo(cell, t4, 64);
  addTo(cell, t5, 80);
  addTo(cell, t6, 96);
  addTo(cell, t7, 112);
}

/** Gives an edge's sums to its feature and hands them on to the node above. */
function gainLeft(state: usize, constants: usize, sums: usize, pairs: usize, sumsAbove: usize, cell: usize): void {
  constants += pairs << 4;
  const c0 = constants + load<u32>(state, STATE + 0);
  const c1 = constants + load<u32>(state, STATE + 4);
  const c2 = constants + load<u32>(state, STATE + 8);
  const c3 = constants + load<u32>(state, STATE + 12);
  const c4 = constants + load<u32>(state, STATE + 16);
  const c5 = constants + load<u32>(state, STATE + 20);
  const c6 = constants + load<u32>(state, STATE + 24);
  const c7 = constants + load<u32>(state, STATE + 28);
  let t0 = f64x2.splat(0), t1 = t0, t2 = t0, t3 = t0, t4 = t0, t5 = t0, t6 = t0, t7 = t0;
  for (let at: usize = 0; at < pairs << 4; at += 16, sums += 128, sumsAbove += 128) {
    const s0 = v128.load(sums, 0);
    v128.store(sumsAbove, s0, 0);
    t0 = f64x2.add(t0, f64x2.mul(s0, v128.load(c0 + at)));
    const s1 = v128.load(sums, 16);
    v128.store(sumsAbove, s1, 16);
    t1 = f64x2.add(t1, f64x2.mul(s1, v128.load(c1 + at)));
    const s2 = v128.load(sums, 32);
    v128.store(sumsAbove, s2, 32);
    t2 = f64x2.add(t2, f64x2.mul(s2, v128.load(c2 + at)));
    const s3 = v128.load(sums, 48);
    v128.store(sumsAbove, s3, 48);
    t3 = f64x2.add(t3, f64x2.mul(s3, v128.load(c3 + at)));
    const s4 = v128.load(sums, 64);
    v128.store(sumsAbove, s4, 64);
    t4 = f64x2.add(t4, f64x2.mul(s4, v128.load(c4 + at)));
    const s5 = v128.load(sums, 80);
    v128.store(sumsAbove, s5, 80);
    t5 = f64x2.add(t5, f64x2.mul(s5, v128.load(c5 + at)));
    const s6 = v128.load(sums, 96);
    v128.store(sumsAbove, s6, 96);
    t6 = f64x2.add(t6, f64x2.mul(s6, v128.load(c6 + at)));
    const s7 = v128.load(sums, 112);
    v128.store(sumsAbove, s7, 112);
    t7 = f64x2.add(t7, f64x2.mul(s7, v128.load(c7 + at)));
  }
  addTo(cell, t0, 0);
  addTo(cell, t1, 16);
  addTo(cell, t2, 32);
  addTo(cell, t3, 48);
  addTo(cell, t4, 64);
  addTo(cell, t5, 80);
  addTo(cell, t6, 96);
  addTo(cell, t7, 112);
}

/** The same for a right edge: its sums come to those of its sibling. */
function gainRight(state: usize, constants: usize, sums: usize, pairs: usize, sumsAbove: usize, cell: usize): void {
  constants += pairs << 4;
  const c0 = constants + load<u32>(state, STATE + 0);
  const c1 = constants + load<u32>(state, STATE + 4);
  const c2 = constants + load<u32>(state, STATE + 8);
  const c3 = constants + load<u32>(state, STATE + 12);
  const c4 = constants + load<u32>(state, STATE + 16);
  const c5 = constants + load<u32>(state, STATE + 20);
  const c6 = constants + load<u32>(state, STATE + 24);
  const c7 = constants + load<u32>(state, STATE + 28);
  let t0 = f64x2.splat(0), t1 = t0, t2 = t0, t3 = t0, t4 = t0, t5 = t0, t6 = t0, t7 = t0;
  for (let at: usize = 0; at < pairs << 4; at += 16, sums += 128, sumsAbove += 128) {
    const s0 = v128.load(sums, 0);
    addTo(sumsAbove, s0, 0);
    t0 = f64x2.add(t0, f64x2.mul(s0, v128.load(c0 + at)));
    const s1 = v128.load(sums, 16);
    addTo(sumsAbove, s1, 16);
    t1 = f64x2.add(t1, f64x2.mul(s1, v128.load(c1 + at)));
    const s2 = v128.load(sums, 32);
    addTo(sumsAbove, s2, 32);
    t2 = f64x2.add(t2, f64x2.mul(s2, v128.load(c2 + at)));
    const s3 = v128.load(sums, 48);
    addTo(sumsAbove, s3, 48);
    t3 = f64x2.add(t3, f64x2.mul(s3, v128.load(c3 + at)));
    const s4 = v128.load(sums, 64);
    addTo(sumsAbove, s4, 64);
    t4 = f64x2.add(t4, f64x2.mul(s4, v128.load(c4 + at)));
    const s5 = v128.load(sums, 80);
    addTo(sumsAbove, s5, 80);
    t5 = f64x2.add(t5, f64x2.mul(s5, v128.load(c5 + at)));
    const s6 = v128.load(sums, 96);
    addTo(sumsAbove, s6, 96);
    t6 = f64x2.add(t6, f64x2.mul(s6, v128.load(c6 + at)));
    const s7 = v128.load(sums, 112);
    addTo(sumsAbove, s7, 112);
    t7 = f64x2.add(t7, f64x2.mul(s7, v128.load(c7 + at)));
  }
  addTo(cell, t0, 0);
  addTo(cell, t1, 16);
  addTo(cell, t2, 32);
  addTo(cell, t3, 48);
  addTo(cell, t4, 64);
  addTo(cell, t5, 80);
  addTo(cell, t6, 96);
  addTo(cell, t7, 112);
}

/** Adds what even and odd points gave to the features' columns. */
function addGains(tree: usize, cells: usize, output: usize): void {
  let feature: usize = load<u32>(tree, FEATURES);
  for (let left = load<u32>(tree, FEATURE_COUNT); left > 0; left--, feature += 4) {
    const column = output + load<u32>(feature);
    for (let at: usize = 0; at < 64; at += 16, cells += 32) {
      const a = v128.load(cells);
      const b = v128.load(cells, 16);
      const gained = f64x2.add(v128.shuffle<i64>(a, b, 0, 2), v128.shuffle<i64>(a, b, 1, 3));
      v128.store(column + at, f64x2.add(v128.load(column + at), gained));
    }
  }
}
