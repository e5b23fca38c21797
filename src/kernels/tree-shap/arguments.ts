// The arguments of the kernel tree-shap, by their bytes from the arguments' address.
// src/analysis/explanations/tree-shap/kernel-path-dependent.ts fills them.

export const TREES: usize = 0;
export const TREE_COUNT: usize = 4;
/** f64 columns of as many values as `COLUMN_BYTES` says, a multiple of 64. */
export const COLUMNS: usize = 8;
export const COLUMN_BYTES: usize = 12;
/** f64 classes x features x rows, in columns of the same length. */
export const OUTPUT: usize = 16;
export const CLASS_BYTES: usize = 20;
export const FIRST_CHUNK: usize = 24;
/** Memory of each chunk of the round: gains by feature, then levels, products, sums. */
export const SCRATCH: usize = 28;
export const SCRATCH_STRIDE: usize = 32;
