// Trees: adds the leaves' values of rows to their margins.
// src/analysis/supervised/tree-ensemble.ts defines what they are.

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

/** A node: f64 threshold; i32 column, -1: a leaf; i32 offset of its bits, -1: none; children; value. */
const NODE_SHIFT: usize = 5;
const FEATURE: usize = 8;
const CATEGORIES: usize = 12;
const LEFT: usize = 16;
/** A leaf has the offset of its values here. */
const RIGHT: usize = 20;
const MISSING_LEFT: usize = 24;

export function addTrees(chunk: u32, args: usize): void {
  const rowCount = load<u32>(args, ROW_COUNT);
  const classCount = load<u32>(args, CLASS_COUNT);
  const first = chunk * ROWS_PER_CHUNK;
  const end = min<u32>(first + ROWS_PER_CHUNK, rowCount);
  const trees: usize = load<u32>(args, TREES);
  const treeCount = load<u32>(args, TREE_COUNT);
  const values: usize = load<u32>(args, VALUES);
  const margins: usize = load<u32>(args, MARGINS);
  for (let tree: u32 = 0; tree < treeCount; tree++) {
    const root = load<u32>(trees + (tree << 3));
    const only = load<i32>(trees + (tree << 3), 4);
    for (let row = first; row < end; row++) {
      const value = values + (<usize>leafValues(args, root, row) << 3);
      const cells = margins + (<usize>(row * classCount) << 3);
      if (only >= 0) {
        const cell = cells + (<usize>only << 3);
        store<f64>(cell, load<f64>(cell) + load<f64>(value));
        continue;
      }
      for (let k: usize = 0; k < classCount; k++) {
        const cell = cells + (k << 3);
        store<f64>(cell, load<f64>(cell) + load<f64>(value + (k << 3)));
      }
    }
  }
}

/** Offset of the values of the leaf that a row ends in. */
// @ts-ignore: decorator
@inline
function leafValues(args: usize, root: u32, row: u32): u32 {
  const nodes: usize = load<u32>(args, NODES);
  const cells: usize = load<u32>(args, COLUMNS) + (row << 3);
  const columnBytes: usize = load<u32>(args, ROW_COUNT) << 3;
  let node = nodes + (<usize>root << NODE_SHIFT);
  for (let feature = load<i32>(node, FEATURE); feature >= 0; feature = load<i32>(node, FEATURE)) {
    const value = load<f64>(cells + feature * columnBytes);
    const missingLeft = load<u32>(node, MISSING_LEFT) == 1;
    const bits = load<i32>(node, CATEGORIES);
    const isLeft =
      bits >= 0
        ? levelGoesLeft(args, feature, bits, value, missingLeft)
        : select<bool>(missingLeft, value <= load<f64>(node), value != value);
    const child = select<u32>(load<u32>(node, LEFT), load<u32>(node, RIGHT), isLeft);
    node = nodes + (<usize>child << NODE_SHIFT);
  }
  return load<u32>(node, RIGHT);
}

function levelGoesLeft(args: usize, feature: u32, bits: u32, value: f64, missingLeft: bool): bool {
  const levelCount = load<u32>(load<u32>(args, LEVEL_COUNTS) + (feature << 2));
  if (!(value >= 0 && value < <f64>levelCount)) return missingLeft;
  const level = <u32>value;
  const word = load<u32>(load<u32>(args, CATEGORY_BITS) + (bits + (level >> 5) << 2));
  return ((word >> (level & 31)) & 1) == 1;
}
