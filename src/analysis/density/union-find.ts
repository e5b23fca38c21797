// Disjoint sets whose root is always their least member, so that the order of unions does not matter.

/** Every element its own set. */
export function singletons(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => i);
}

/** The least member of an element's set; halves the path on the way. */
export function findRoot(parents: Uint32Array, element: number): number {
  let at = element;
  for (;;) {
    const parent = parents[at]!;
    if (parent === at) return at;
    const above = parents[parent]!;
    parents[at] = above;
    at = above;
  }
}

/** Joins two sets; returns whether they were apart. */
export function joinSets(parents: Uint32Array, a: number, b: number): boolean {
  const rootA = findRoot(parents, a);
  const rootB = findRoot(parents, b);
  if (rootA === rootB) return false;
  if (rootA < rootB) parents[rootB] = rootA;
  else parents[rootA] = rootB;
  return true;
}
