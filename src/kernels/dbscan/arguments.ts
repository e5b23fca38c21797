// The arguments of the kernel dbscan behind those of the tree, by their bytes from the arguments' address.
// src/analysis/density/kernel-dbscan.ts fills them.

/** f64: the squared radius, and the same with room for rounding. */
export const SQUARES: usize = 36;
export const MIN_POINTS: usize = 40;
/** u32 by position: neighbours found, scratch. */
export const COUNTS: usize = 44;
/** u32 by leaf: a bit for each lane with a core point. */
export const CORE_MASKS: usize = 48;
/** u32 by position: the set that a core point is linked to. */
export const SETS: usize = 52;
/** u32 by leaf: a core point where all of the leaf are known to be of one set, else NONE. */
export const LEAF_SETS: usize = 56;
/** i32 by position: labels of core points, -1 for others. */
export const CORE_LABELS: usize = 60;
/** i32 by leaf: the least label of its core points. */
export const LEAF_LABELS: usize = 64;
/** i32 by position: labels. */
export const LABELS: usize = 68;
/** u32 by leaf: a bit for each lane with a point. */
export const LANE_MASKS: usize = 72;

export const LEAVES_PER_CHUNK: u32 = 16;
