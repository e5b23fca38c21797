// Sums of vectors in memory.

// @ts-ignore: decorator
@inline
export function addTo(address: usize, vector: v128, offset: usize): void {
  v128.store(address + offset, f64x2.add(v128.load(address + offset), vector));
}
