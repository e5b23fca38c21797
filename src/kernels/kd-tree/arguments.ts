// The arguments that all kernels on a k-d tree begin with, by their bytes from the arguments' address.
// src/analysis/density/kernel-tree.ts fills them.

export const DIMENSION_COUNT: usize = 0;
export const LEAF_COUNT: usize = 4;
/** f64 LEAF_COUNT x DIMENSION_COUNT x 32. */
export const PANELS: usize = 8;
/** f64 nodes x DIMENSION_COUNT x 2: least, greatest. */
export const BOXES: usize = 12;
/** u32 by node: the first node behind the subtree, the node above, the first leaf. */
export const SKIP: usize = 16;
export const PARENTS: usize = 20;
export const FIRST_LEAF: usize = 24;
/** u32 by leaf: its node. */
export const LEAF_NODES: usize = 28;
/** The first chunk of the batch. */
export const FIRST_CHUNK: usize = 32;
