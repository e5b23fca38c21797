// Sets of connected core points, shared by all threads: links always lead to the lesser position and are
// made by compare-and-swap, so that the roots do not depend on who was first.

/** The least member of a set; links on the way are shortened where nobody else changed them. */
export function find(sets: usize, element: u32): u32 {
  let at = element;
  let parent = atomic.load<u32>(sets + (at << 2));
  while (parent != at) {
    const above = atomic.load<u32>(sets + (parent << 2));
    if (above != parent) atomic.cmpxchg<u32>(sets + (at << 2), parent, above);
    at = above;
    parent = atomic.load<u32>(sets + (at << 2));
  }
  return at;
}

export function join(sets: usize, a: u32, b: u32): void {
  let rootA = find(sets, a);
  let rootB = find(sets, b);
  while (rootA != rootB) {
    const lesser = min<u32>(rootA, rootB);
    const greater = max<u32>(rootA, rootB);
    if (atomic.cmpxchg<u32>(sets + (greater << 2), greater, lesser) == greater) return;
    rootA = find(sets, rootA);
    rootB = find(sets, rootB);
  }
}
