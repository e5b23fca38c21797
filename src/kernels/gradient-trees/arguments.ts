// The arguments of the kernel gradient-trees, by their bytes from the arguments' address.
// src/analysis/supervised/boosting/kernel-rounds.ts fills them.

export const ROW_COUNT: usize = 0;
export const FEATURE_COUNT: usize = 4;
export const OUTPUT_COUNT: usize = 8;
/** u8 rows x features. */
export const BINS: usize = 12;
/** A record of each feature, see ../trees/bins.ts. */
export const COLUMNS: usize = 16;
/** u8 class of each row; f64 weight of each class. */
export const TARGET: usize = 20;
export const CLASS_WEIGHTS: usize = 24;
/** f64 outputs x rows. */
export const MARGINS: usize = 28;
/** i32 gradient and hessian, outputs x rows. */
export const GRADIENTS: usize = 32;
/** u32 outputs x rows, twice: the rows by node, and room to part them. */
export const ROWS: usize = 36;
export const SPARE_ROWS: usize = 40;
/** Histograms of each output, HISTOGRAM_SLOTS of features x 256 cells. */
export const HISTOGRAMS: usize = 44;
export const HISTOGRAM_SLOTS: usize = 48;
/** NODE_BYTES for each node, NODE_LIMIT nodes for each output. */
export const NODES: usize = 52;
export const NODE_LIMIT: usize = 56;
/** u32 nodes of each output's tree. */
export const NODE_COUNTS: usize = 60;
export const LEAF_LIMIT: usize = 64;
/** 0: no limit. */
export const MAX_DEPTH: usize = 68;
export const MIN_LEAF_ROWS: usize = 72;
export const COUNT_BITS: usize = 76;
/** f64 steps in one of gradients and of hessians, l2, learning rate, least hessian in steps. */
export const NUMBERS: usize = 80;
/** Behind those numbers: the table of the exponential. */
export const EXPONENTIAL: usize = 40;
/** The rows held out: number, u8 rows x features, f64 outputs x rows. */
export const HELD_OUT_COUNT: usize = 84;
export const HELD_OUT_BINS: usize = 88;
export const HELD_OUT_MARGINS: usize = 92;
/** SCRATCH_BYTES for each output. */
export const SCRATCH: usize = 96;
/** u8 features x rows: the bins once more, for parting rows by one feature. */
export const COLUMN_BINS: usize = 100;
