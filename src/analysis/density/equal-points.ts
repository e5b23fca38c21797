// Which points are equal: people with the same journey have the same encoding.
import type { KdTree } from './kd-tree.ts';

/** By position: the least position with exactly the same coordinates. */
export function firstEqualPoints({ rowCount, dimensionCount, points }: KdTree): Uint32Array {
  const first = new Uint32Array(rowCount);
  const slotCount = 2 ** Math.ceil(Math.log2(2 * rowCount + 1));
  const slots = new Int32Array(slotCount).fill(-1);
  const equal = (a: number, b: number) => {
    for (let d = 0; d < dimensionCount; d++) {
      if (points[a * dimensionCount + d] !== points[b * dimensionCount + d]) return false;
    }
    return true;
  };
  const hash = hashOf(points, dimensionCount);
  for (let at = 0; at < rowCount; at++) {
    let slot = hash(at) & (slotCount - 1);
    while (slots[slot] !== -1 && !equal(slots[slot]!, at)) slot = (slot + 1) & (slotCount - 1);
    if (slots[slot] === -1) slots[slot] = at;
    first[at] = slots[slot]!;
  }
  return first;
}

/** A hash of a point's coordinates; 0 and -0 are the same coordinate. */
function hashOf(points: Float64Array, dimensionCount: number): (position: number) => number {
  const one = new Float64Array(1);
  const words = new Int32Array(one.buffer);
  return (position) => {
    let hash = 0;
    for (let d = 0; d < dimensionCount; d++) {
      one[0] = points[position * dimensionCount + d]! + 0;
      hash = Math.imul(hash ^ words[0]!, 0x85ebca6b);
      hash = Math.imul(hash ^ (hash >>> 13) ^ words[1]!, 0xc2b2ae35);
      hash ^= hash >>> 16;
    }
    return hash;
  };
}
