// Where a tile's rooms lie in a workspace, behind three lattices and the reciprocal scales.
import {
  CELL, JOINT_COUNT, JOINT_FACTOR_BYTES, STATE_COUNT, TILE_LONGEST, latticeBytes, word,
} from './arguments';

/** Bytes of a tile's joint columns. */
// @ts-ignore: decorator
@inline
export function columnBytes(args: usize, tile: usize): usize {
  return word(tile, TILE_LONGEST) * word(args, JOINT_COUNT) * CELL;
}

/** Room for the joint columns of one state as addJointSums and emitShared change them. */
// @ts-ignore: decorator
@inline
export function changedColumns(args: usize, tile: usize, workspace: usize): usize {
  return workspace + 3 * latticeBytes(args, tile) + word(tile, TILE_LONGEST) * CELL;
}

/** The joint columns with missing cells filled: of each state, once where the states share a factor. */
// @ts-ignore: decorator
@inline
export function filledColumns(args: usize, tile: usize, workspace: usize): usize {
  return changedColumns(args, tile, workspace) + columnBytes(args, tile);
}

/** Room for what is made of a single row: a vector of columns, then a pattern's numbers. */
// @ts-ignore: decorator
@inline
export function gapScratch(args: usize, tile: usize, workspace: usize): usize {
  const copies = word(args, JOINT_FACTOR_BYTES) == 0 ? <usize>1 : word(args, STATE_COUNT);
  return filledColumns(args, tile, workspace) + copies * columnBytes(args, tile);
}
