// The arguments that the three k-means kernels share, by their bytes from the arguments' address.
// src/analysis/kmeans/kernel-words.ts names them in the same order.

export const ROW_COUNT: usize = 0;
export const COLUMN_COUNT: usize = 4;
export const CLUSTER_COUNT: usize = 8;
/** i16 tiles of the rows; i32 greatest sum of magnitudes of a row in each tile, -1: always in doubt. */
export const SCREEN_PANEL: usize = 12;
export const REACH: usize = 16;
/** See screenTileNarrow and screenTileWide. */
export const SCREEN_TABLE: usize = 20;
/** i32: two scores are in doubt where they differ by at most this plus the tile's reach. */
export const BOUND: usize = 24;
/** Four times i32 -256: in the lowest byte of a score stands the centroid's index. */
export const INDEX_MASK: usize = 32;
/** f64 rows, one after the other. */
export const PANEL: usize = 48;
/** u8 label of each row. */
export const LABELS: usize = 52;
/** f64 clusters x padded columns. */
export const CENTROIDS: usize = 56;
/** Results of each chunk, OUTPUT_STRIDE bytes apart. */
export const OUTPUT: usize = 60;
export const OUTPUT_STRIDE: usize = 64;
/** f64 squared distance of each row to the nearest seed. */
export const CLOSEST: usize = 68;
/** f64 seeds: for seedAccept one row, for seedTrial groups of four, column after column. */
export const SEEDS: usize = 72;
export const SEED_GROUP_COUNT: usize = 76;
/** f64 squared distances of each row to the nearest two centroids. */
export const FIRST: usize = 80;
export const SECOND: usize = 84;
/** WORKSPACE_BYTES for each thread: u32 whether it is in use, records of tiles, a list of rows. */
export const WORKSPACE: usize = 88;
/** u8 new label of each old one, for relabel. */
export const LABEL_NAMES: usize = 92;
