// What is within the radius of a point, a leaf or a node.
import { boxDistance, pointDistance } from '../kd-tree/boxes';
import { lanesWithin } from '../kd-tree/lane-squares';
import { nodeOfLeaf, panelBytesOf, panelOf } from '../kd-tree/leaves';
import { SQUARES } from './arguments';

/** The squared radius with room for rounding. */
// @ts-ignore: decorator
@inline
function reachOf(args: usize): f64 {
  return load<f64>(<usize>load<u32>(args, SQUARES), 8);
}

/** Whether two nodes' boxes are within reach. */
// @ts-ignore: decorator
@inline
export function boxesTouch(args: usize, a: u32, b: u32): bool {
  return boxDistance(args, a, b) <= reachOf(args);
}

/** A bit for each lane of another leaf that is within the radius. */
export function neighbours(args: usize, leaf: u32, lane: u32, other: u32): u32 {
  const panelBytes = panelBytesOf(args);
  const point = panelOf(args, leaf, panelBytes) + (lane << 3);
  if (leaf != other && pointDistance(args, point, nodeOfLeaf(args, other)) > reachOf(args)) return 0;
  const panel = panelOf(args, other, panelBytes);
  const square = v128.load64_splat(<usize>load<u32>(args, SQUARES));
  return lanesWithin(point, panel, panelBytes, square, false, 0);
}
