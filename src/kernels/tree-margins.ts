// Trees: adds the leaves' values of rows to their margins.
// src/analysis/supervised/tree-ensemble.ts defines what they are.
import { isMember } from './trees/bins';
import { isLevel } from './trees/levels';

/** Words of the arguments; src/analysis/supervised/kernel-margins.ts fills them. */
const ROW_COUNT: usize = 0;
const CLASS_COUNT: usize = 4;
/** f64 columns of ROW_COUNT values; u32 levels of each column. */
const COLUMNS: usize = 8;
const LEVEL_COUNTS: usize = 12;
/** Trees of the batch: for each u32 its root, i32 its class or -1. */
const TREES: usize = 16;
const TREE_COUNT: usize = 20;
/** NODE_BYTES for each node. */
const NODES: usize = 24;
const CATEGORY_BITS: usize = 28;
/** f64 values of leaves; f64 margins, rows x classes. */
const VALUES: usize = 32;
const MARGINS: usize = 36;

const ROWS_PER_CHUNK: u32 = 1024;

/**
 * A node: f64 threshold; i32 column, -1: a leaf; i32 offset of its bits, -1: none; u32 children, of a
 * leaf itself; u32 1: missing values go left; u32 offset of a leaf's values.
 */
const NODE_SHIFT: usize = 5;
const FEATURE: usize = 8;
const CATEGORIES: usize = 12;
const LEFT: usize = 16;
const RIGHT: usize = 20;
const MISSING_LEFT: usize = 24;
const LEAF_VALUES: usize = 28;

let nodes: usize = 0;
let columnBytes: usize = 0;
let levelCounts: usize = 0;
let categoryBits: usize = 0;

export function addTrees(chunk: u32, args: usize): void {
  const rowCount = load<u32>(args, ROW_COUNT);
  const first = chunk * ROWS_PER_CHUNK;
  const end = min<u32>(first + ROWS_PER_CHUNK, rowCount);
  const trees: usize = load<u32>(args, TREES);
  const treeCount = load<u32>(args, TREE_COUNT);
  const columns: usize = load<u32>(args, COLUMNS);
  nodes = load<u32>(args, NODES);
  columnBytes = rowCount << 3;
  levelCounts = load<u32>(args, LEVEL_COUNTS);
  categoryBits = load<u32>(args, CATEGORY_BITS);
  for (let tree: u32 = 0; tree < treeCount; tree++) {
    const root = nodes + (<usize>load<u32>(trees + (tree << 3)) << NODE_SHIFT);
    const only = load<i32>(trees + (tree << 3), 4);
    let row = first;
    for (; row + 4 <= end; row += 4) fourRows(args, root, only, row, columns + (row << 3));
    for (; row < end; row++) {
      let node = root;
      for (let feature = load<i32>(node, FEATURE); feature >= 0; feature = load<i32>(node, FEATURE)) {
        node = childOf(node, feature, columns + (row << 3));
      }
      addLeaf(args, node, only, row);
    }
  }
}

/** Four rows descend together, so that none waits for the memory alone; who arrives, stays. */
function fourRows(args: usize, root: usize, only: i32, row: u32, cells: usize): void {
  let a = root, b = root, c = root, d = root;
  for (;;) {
    const featureA = load<i32>(a, FEATURE);
    const featureB = load<i32>(b, FEATURE);
    const featureC = load<i32>(c, FEATURE);
    const featureD = load<i32>(d, FEATURE);
    if ((featureA & featureB & featureC & featureD) < 0) break;
    a = childOf(a, max<i32>(featureA, 0), cells);
    b = childOf(b, max<i32>(featureB, 0), cells + 8);
    c = childOf(c, max<i32>(featureC, 0), cells + 16);
    d = childOf(d, max<i32>(featureD, 0), cells + 24);
  }
  addLeaf(args, a, only, row);
  addLeaf(args, b, only, row + 1);
  addLeaf(args, c, only, row + 2);
  addLeaf(args, d, only, row + 3);
}

// @ts-ignore: decorator
@inline
function childOf(node: usize, feature: i32, cells: usize): usize {
  const value = load<f64>(cells + feature * columnBytes);
  const missingLeft = load<u32>(node, MISSING_LEFT);
  const isLeft =
    load<i32>(node, CATEGORIES) >= 0
      ? categoryGoesLeft(node, feature, value)
      : select<u32>(missingLeft, <u32>(value <= load<f64>(node)), value != value);
  const child = select<u32>(load<u32>(node, LEFT), load<u32>(node, RIGHT), isLeft != 0);
  return nodes + (<usize>child << NODE_SHIFT);
}

function categoryGoesLeft(node: usize, feature: i32, value: f64): u32 {
  const levelCount = load<u32>(levelCounts + (feature << 2));
  if (!isLevel(value, levelCount)) return load<u32>(node, MISSING_LEFT);
  return isMember(categoryBits + (load<u32>(node, CATEGORIES) << 2), <u32>value);
}

// @ts-ignore: decorator
@inline
function addLeaf(args: usize, node: usize, only: i32, row: u32): void {
  const classCount = load<u32>(args, CLASS_COUNT);
  const value = load<u32>(args, VALUES) + (<usize>load<u32>(node, LEAF_VALUES) << 3);
  const cells = load<u32>(args, MARGINS) + (<usize>(row * classCount) << 3);
  if (only >= 0) {
    const cell = cells + (<usize>only << 3);
    store<f64>(cell, load<f64>(cell) + load<f64>(value));
    return;
  }
  for (let k: usize = 0; k < classCount; k++) {
    const cell = cells + (k << 3);
    store<f64>(cell, load<f64>(cell) + load<f64>(value + (k << 3)));
  }
}
