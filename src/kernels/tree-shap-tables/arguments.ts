// The arguments of the kernel tree-shap-tables, by their bytes from the arguments' address.
// src/analysis/explanations/tree-shap/kernel-tables.ts fills them.

export const TREES: usize = 0;
export const TREE_COUNT: usize = 4;
/** f64 columns of the explained rows, and of the background. */
export const COLUMNS: usize = 8;
export const COLUMN_BYTES: usize = 12;
export const BACKGROUND: usize = 16;
export const BACKGROUND_COLUMN_BYTES: usize = 20;
/** 0: path-dependent. */
export const BACKGROUND_COUNT: usize = 24;
/** f64 gains and losses of a game by a and c, in rows of this many. */
export const GAINS: usize = 28;
export const LOSSES: usize = 32;
export const GAME_SIZE: usize = 36;
/** f64 leaves; f64 classes x features x rows; f64 classes x rows, in columns of the same length. */
export const LEAVES: usize = 40;
export const OUTPUT: usize = 44;
export const CLASS_BYTES: usize = 48;
export const PREDICTED: usize = 52;
export const SCRATCH: usize = 56;
export const SCRATCH_STRIDE: usize = 60;
export const FIRST_CHUNK: usize = 64;
export const POINTS: usize = 68;
export const WEIGHTS: usize = 72;
export const POINT_COUNT: usize = 76;
