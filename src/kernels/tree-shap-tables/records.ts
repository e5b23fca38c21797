// What the words of a tree, of a split, of a group of leaves and of a leaf stand for, by their bytes from the
// record's address.

/** A tree: words. */
export const TREE_BYTES: usize = 32;
/** Split records, as many as there are inner nodes. */
export const SPLITS: usize = 0;
export const SPLIT_COUNT: usize = 4;
export const GROUPS: usize = 8;
export const GROUP_COUNT: usize = 12;
export const FIRST_CLASS: usize = 16;
export const CLASS_COUNT: usize = 20;

/** A split: words, then f64. */
export const SPLIT_BYTES: usize = 32;
export const FEATURE: usize = 0;
export const FLAGS: usize = 4;
export const CATEGORY_BITS: usize = 8;
export const LEVEL_COUNT: usize = 12;
export const THRESHOLD: usize = 16;

/** A group: words. */
export const GROUP_BYTES: usize = 96;
export const TABLE: usize = 0;
export const BIT_COUNT: usize = 4;
export const SLOT_COUNT: usize = 8;
/** Bytes of a table's row: classes x (slots and the prediction, filled up to an even number). */
export const ENTRY_BYTES: usize = 12;
export const LEAF_LIST: usize = 16;
export const LEAF_COUNT: usize = 20;
/** Eight splits, then eight features. */
export const BIT_SPLITS: usize = 24;
export const SLOT_FEATURES: usize = 56;

/** A leaf: two words, then for each feature of its path three words and one f64. */
export const LEAF_BYTES: usize = 200;
export const LEAF_VALUE: usize = 0;
export const PATH_COUNT: usize = 4;
export const PATH: usize = 8;
export const PATH_BYTES: usize = 24;
export const PATH_SLOT: usize = 0;
export const PATH_BITS: usize = 4;
export const PATH_WANTED: usize = 8;
export const PATH_SHARE: usize = 16;
