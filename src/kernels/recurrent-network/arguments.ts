// The arguments of the kernel recurrent-network, by their bytes from the arguments' address.
// src/analysis/recurrent/kernel-words.ts names them in the same order.

/** Words of the arguments; src/analysis/recurrent/kernel-words.ts names them. */
export const CELL: usize = 0;
export const IS_AUTOENCODER: usize = 4;
export const INPUT_SIZE: usize = 8;
export const KIND_COUNT: usize = 12;
export const HIDDEN_SIZE: usize = 16;
export const ENCODING_SIZE: usize = 20;
/** f32 inputs of all steps, INPUT_STRIDE bytes apart, a multiple of 16; zeros behind the inputs. */
export const INPUTS: usize = 24;
export const INPUT_STRIDE: usize = 28;
/** INPUT_STRIDE bytes of zeros. */
export const NO_INPUT: usize = 32;
/** u32 first step of each sequence, and the number of steps. */
export const STARTS: usize = 36;
/** u8 outcome of each sequence. */
export const OUTCOME: usize = 40;
export const PARAMETERS: usize = 44;
export const PARAMETER_COUNT: usize = 48;
/** i32 sequences of the tiles' lanes, -1 for none. */
export const TILES: usize = 52;
export const TILE_COUNT: usize = 56;
export const MODE: usize = 60;
/** f32: what a loss counts. */
export const SCALE: usize = 64;
/** Steps of the longest sequence. */
export const LONGEST: usize = 68;
export const SCRATCH: usize = 72;
export const SCRATCH_STRIDE: usize = 76;
/** f32 sums of each slot. */
export const GRADIENT: usize = 80;
export const GRADIENT_STRIDE: usize = 84;
/** f32 of each lane. */
export const LOSSES: usize = 88;
/** f32 tiles x units x lanes. */
export const ENCODINGS: usize = 92;
/** f32 of each lane. */
export const PROBABILITIES: usize = 96;
