// What the words of a tree, of a step on its paths and of a level's state stand for, by their bytes from the
// record's address.

/** A tree: words. */
export const TREE_BYTES: usize = 48;
export const STEPS: usize = 0;
export const STEP_COUNT: usize = 4;
/** f64 weights of the points, two for each pair. */
export const WEIGHTS: usize = 8;
export const POINT_PAIRS: usize = 12;
export const FIRST_CLASS: usize = 16;
export const CLASS_COUNT: usize = 20;
/** Bytes of the leaf steps' constants for one class. */
export const LEAF_STRIDE: usize = 24;
export const DEPTH: usize = 28;
/** u32 offsets of the columns of the features in use. */
export const FEATURES: usize = 32;
export const FEATURE_COUNT: usize = 36;

/** A step: words, then f64. */
export const STEP_BYTES: usize = 40;
export const COLUMN: usize = 0;
export const FLAGS: usize = 4;
export const LEVEL: usize = 8;
export const EARLIER: usize = 12;
/** Address of f64 states x (factors, gains) x points; for leaves those of the first class. */
export const CONSTANTS: usize = 16;
/** Where the feature's gains are kept. */
export const CELL: usize = 20;
export const CATEGORY_BITS: usize = 24;
export const LEVEL_COUNT: usize = 28;
export const THRESHOLD: usize = 32;

/** By level, for eight rows: masks whether the split goes left and all conditions are met; offset of the state's constants. */
export const LEVEL_STATE_BYTES: usize = 128;
export const GOES_LEFT: usize = 0;
export const MET: usize = 32;
export const STATE: usize = 64;
/** The step of the path. */
export const STEP: usize = 96;

/** Gains of a feature: two f64 for each of eight rows. */
export const CELL_BYTES: usize = 128;
