// Features in bins of 8 bits, and sets of bins or of levels as bits, as all kernels of trees have them.

export const MISSING_BIN: u32 = 255;

/** Of each feature u32 bins in use, 1: categorical, 1: has missing values. */
const COLUMN_BYTES: usize = 12;

// @ts-ignore: decorator
@inline
export function columnOf(columns: usize, feature: u32): usize {
  return columns + feature * COLUMN_BYTES;
}

// @ts-ignore: decorator
@inline
export function binCountOf(column: usize): u32 {
  return load<u32>(column);
}

// @ts-ignore: decorator
@inline
export function isCategorical(column: usize): u32 {
  return load<u32>(column, 4);
}

// @ts-ignore: decorator
@inline
export function hasMissingValues(column: usize): u32 {
  return load<u32>(column, 8);
}

/** 1 where a set holds a member, 0 where it does not. */
// @ts-ignore: decorator
@inline
export function isMember(set: usize, member: u32): u32 {
  return (load<u32>(set + (member >> 5 << 2)) >> (member & 31)) & 1;
}

// @ts-ignore: decorator
@inline
export function addMember(set: usize, member: u32): void {
  const word = set + (member >> 5 << 2);
  store<u32>(word, load<u32>(word) | (1 << (member & 31)));
}
