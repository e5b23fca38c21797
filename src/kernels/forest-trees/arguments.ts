// The arguments of the kernel forest-trees, by their bytes from the arguments' address.
// src/analysis/supervised/forest/kernel-forest.ts fills them.

export const ROW_COUNT: usize = 0;
export const FEATURE_COUNT: usize = 4;
export const CLASS_COUNT: usize = 8;
/** u8 rows x features. */
export const BINS: usize = 12;
/** A record of each feature, see ../trees/bins.ts. */
export const COLUMNS: usize = 16;
/** u8 class of each row; f64 weight of each class, zeros up to a multiple of four. */
export const TARGET: usize = 20;
export const CLASS_WEIGHTS: usize = 24;
/** What follows is there for each tree, so many bytes after that of the tree before. */
export const TREE_BYTES: usize = 28;
/** u32 4 words of the random state, nodes, then of each row the leaf that foretells it. */
export const HEADS: usize = 32;
/** u8 how often each row was drawn. */
export const DRAWS: usize = 36;
/** Two buffers of rows x record bytes. */
export const RECORDS: usize = 40;
export const SPARE_RECORDS: usize = 44;
/** u32 rows that were not drawn, by node, and room to part them. */
export const UNSEEN: usize = 48;
export const SPARE_UNSEEN: usize = 52;
/** Of each node i32 feature, split bin, left, right; u8 missing left; f64 cover and values; sets. */
export const NODE_FEATURE: usize = 56;
export const NODE_BIN: usize = 60;
export const NODE_LEFT: usize = 64;
export const NODE_RIGHT: usize = 68;
export const NODE_MISSING_LEFT: usize = 72;
export const NODE_COVER: usize = 76;
export const NODE_VALUES: usize = 80;
/** u32 8 words of each node; 0: no feature is categorical. */
export const NODE_SETS: usize = 84;
/** Open nodes, an entry each. */
export const STACK: usize = 88;
/** WORKSPACE_BYTES, then cells of 256 bins, then as many counts of classes as are kept. */
export const WORKSPACE: usize = 92;
export const FEATURES_PER_SPLIT: usize = 96;
export const MIN_LEAF_ROWS: usize = 100;
/** 0: no limit. */
export const MAX_DEPTH: usize = 104;
/** The trees of the batch; f64 sums rows x classes and u32 numbers of trees of each row. */
export const TREE_COUNT: usize = 108;
export const SUMS: usize = 112;
export const SEEN_BY: usize = 116;
export const NO_LEAF: u32 = 0xffffffff;
