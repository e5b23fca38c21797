// Leaves of a k-d tree. A leaf's points lie as a panel, one dimension after the other, 32 lanes each; lanes
// without a point hold Infinity, which is no point's neighbour.
import {
  DIMENSION_COUNT, FIRST_CHUNK, FIRST_LEAF, LEAF_COUNT, LEAF_NODES, PANELS,
} from './arguments';

export const LANES: u32 = 32;
export const NONE: u32 = 0xffffffff;
/** Bytes of a dimension's lanes. */
export const ROW_BYTES: usize = 256;

/** The first leaf of a chunk. */
// @ts-ignore: decorator
@inline
export function firstLeafOf(args: usize, indexInBatch: u32, leavesPerChunk: u32): u32 {
  return (load<u32>(args, FIRST_CHUNK) + indexInBatch) * leavesPerChunk;
}

/** The leaf behind the last one of a chunk. */
// @ts-ignore: decorator
@inline
export function leafEndOf(args: usize, firstLeaf: u32, leavesPerChunk: u32): u32 {
  return min<u32>(firstLeaf + leavesPerChunk, load<u32>(args, LEAF_COUNT));
}

// @ts-ignore: decorator
@inline
export function nodeOfLeaf(args: usize, leaf: u32): u32 {
  return load<u32>(<usize>load<u32>(args, LEAF_NODES) + (leaf << 2));
}

// @ts-ignore: decorator
@inline
export function leafOfNode(args: usize, node: u32): u32 {
  return load<u32>(<usize>load<u32>(args, FIRST_LEAF) + (node << 2));
}

// @ts-ignore: decorator
@inline
export function panelBytesOf(args: usize): usize {
  return load<u32>(args, DIMENSION_COUNT) << 8;
}

// @ts-ignore: decorator
@inline
export function panelOf(args: usize, leaf: u32, panelBytes: usize): usize {
  return <usize>load<u32>(args, PANELS) + <usize>leaf * panelBytes;
}

/** The other child of a node's parent, from the list of nodes behind subtrees. */
// @ts-ignore: decorator
@inline
export function siblingOf(skip: usize, node: u32, parent: u32): u32 {
  return node == parent + 1 ? load<u32>(skip + (node << 2)) : parent + 1;
}
