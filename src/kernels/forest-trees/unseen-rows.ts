// What the trees foretell for the rows that they were not grown on.
import {
  ROW_COUNT, CLASS_COUNT, TREE_BYTES, HEADS, NODE_VALUES, TREE_COUNT, SUMS, SEEN_BY, NO_LEAF,
} from './arguments';

const ROWS_PER_CHUNK: u32 = 8192;

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
