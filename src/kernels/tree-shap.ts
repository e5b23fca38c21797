// Path-dependent TreeSHAP. src/analysis/explanations/tree-shap/path-dependent.ts defines what it computes.
//
// Eight rows walk down a tree together; a vector holds two quadrature points of one row, so that a row's
// state chooses its constants by their address. A chunk is a stretch of rows that meets every tree of the
// batch; its results and its memory are its own.
import {
  TREES, TREE_COUNT, COLUMNS, COLUMN_BYTES, OUTPUT, CLASS_BYTES, FIRST_CHUNK, SCRATCH,
  SCRATCH_STRIDE,
} from './tree-shap/arguments';
import { gainLeft, gainRight } from './tree-shap/edge-gains';
import { settleLeft, settleRight } from './tree-shap/leaf-sums';
import {
  TREE_BYTES, STEPS, STEP_COUNT, WEIGHTS, POINT_PAIRS, FIRST_CLASS, CLASS_COUNT, LEAF_STRIDE,
  DEPTH, FEATURES, FEATURE_COUNT, STEP_BYTES, COLUMN, FLAGS, LEVEL, EARLIER, CONSTANTS, CELL,
  LEVEL_STATE_BYTES, STEP, CELL_BYTES,
} from './tree-shap/records';
import { split, meet, descend } from './tree-shap/row-states';
import { IS_LEFT, IS_LEAF, IS_PAIR } from './trees/split-flags';

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
