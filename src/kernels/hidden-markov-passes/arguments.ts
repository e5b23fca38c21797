// Where the kernel finds what: the words of its arguments, the records of tiles, and their cells.

/** Words of the arguments (bytes from their address), as kernel-words.ts has them. */
export const STATE_COUNT: usize = 0;
/** Bytes of a tile's row. */
export const ROW_BYTES: usize = 4;
/** Columns of each kind, even numbers: squares and lines, without and with missing cells. */
export const SQUARE_COUNT: usize = 8;
export const MASKED_SQUARE_COUNT: usize = 12;
export const LINE_COUNT: usize = 16;
export const MASKED_LINE_COUNT: usize = 20;
/** f64 for each state: see emit. */
export const TABLE: usize = 24;
export const TABLE_STRIDE: usize = 28;
/** f64 start probabilities and transition matrix; logarithms of both, the latter also transposed. */
export const START: usize = 32;
export const TRANSITIONS: usize = 36;
export const LOG_START: usize = 40;
export const LOG_TRANSITIONS: usize = 44;
export const LOG_TRANSITIONS_BACK: usize = 48;
/** Records of TILE_BYTES. */
export const TILES: usize = 52;
/** For each chunk u32 first tile, end tile, address of its workspace, of its output. */
export const CHUNKS: usize = 56;
/** The chunk of a batch's first. */
export const FIRST_CHUNK: usize = 60;
/** f64 rows x states of the batch; the panel's row that comes first there. */
export const POSTERIOR: usize = 64;
export const FILTERED: usize = 68;
export const FIRST_ROW: usize = 72;
/** u8 states of all rows of the source. */
export const PATHS: usize = 76;
/** Bytes of an output that are zero at first. */
export const OUTPUT_BYTES: usize = 80;
/** For each tile a scale record. */
export const SCALES: usize = 84;
/** The numbers exponential.ts needs. */
export const EXPONENTIALS: usize = 88;
/** Gaussian columns with a covariance between them, an even number; see joint-emissions.ts. */
export const JOINT_COUNT: usize = 92;
export const JOINT_FACTORS: usize = 96;
/** Bytes from one state's factor to the next's: none where the states share it. */
export const JOINT_FACTOR_BYTES: usize = 100;
export const JOINT_OFFSETS: usize = 104;
export const JOINT_MEANS: usize = 108;
/** Where cells of joint columns are missing; see gap-tables.ts. Pairs of states that have a factor. */
export const GAP_PAIR_COUNT: usize = 112;
/** v128 for each pair: precisions, columns x columns; precision times mean, one a column (of all states). */
export const GAP_PRECISIONS: usize = 116;
export const GAP_INFORMATION: usize = 120;
/** u32 address of each pattern of missing columns; those that come first have a table. */
export const GAP_PATTERNS: usize = 124;
export const GAP_TABLE_COUNT: usize = 128;
/** Joint columns that a row can lack, and v128 for each pair: the constants of a row that lacks none. */
export const GAP_COLUMN_COUNT: usize = 132;
export const GAP_CONSTANTS: usize = 136;

/** A tile: u32 address of its rows, longest and shortest length, gaps; f64 length of each lane... */
export const TILE_BYTES: usize = 80;
export const TILE_LONGEST: usize = 4;
export const TILE_SHORTEST: usize = 8;
/** Address of its gaps, none where every cell of the joint columns is there; see gap-tables.ts. */
export const TILE_GAPS: usize = 12;
export const TILE_LENGTHS: usize = 16;
/** ... and u32 first row of each lane's sequence, in the panel's order and in the source's. */
export const TILE_ROWS: usize = 48;
export const TILE_SOURCE_ROWS: usize = 64;

/** Four lanes of 64 bits. */
export const CELL: usize = 32;

// @ts-ignore: decorator
@inline
export function word(args: usize, offset: usize): usize {
  return load<u32>(args + offset);
}

// @ts-ignore: decorator
@inline
export function maskCount(args: usize): usize {
  return word(args, MASKED_SQUARE_COUNT) + word(args, MASKED_LINE_COUNT);
}

/** Bytes of a row before the first of the joint columns, which come last. */
// @ts-ignore: decorator
@inline
export function jointOffset(args: usize): usize {
  return word(args, ROW_BYTES) - word(args, JOINT_COUNT) * CELL;
}

// @ts-ignore: decorator
@inline
export function latticeBytes(args: usize, tile: usize): usize {
  return word(tile, TILE_LONGEST) * word(args, STATE_COUNT) * CELL;
}
