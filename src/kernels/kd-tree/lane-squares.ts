// Squared distances of a point to the points of a leaf, summed dimension by dimension.
import { LANES, ROW_BYTES } from './leaves';

/** A bit for each lane of a panel that is up to the limit; the squares are kept where that is asked. */
// @ts-ignore: decorator
@inline
export function lanesWithin(
  point: usize,
  panel: usize,
  panelBytes: usize,
  limits: v128,
  areKept: bool,
  squares: usize,
): u32 {
  let mask: u32 = 0;
  for (let block: u32 = 0; block < LANES; block += 8) {
    let sum0 = f64x2.splat(0), sum1 = sum0, sum2 = sum0, sum3 = sum0;
    let at = point;
    let row = panel + (block << 3);
    const end = row + panelBytes;
    for (; row < end; row += ROW_BYTES) {
      const x = v128.load64_splat(at);
      const difference0 = f64x2.sub(v128.load(row), x);
      sum0 = f64x2.add(sum0, f64x2.mul(difference0, difference0));
      const difference1 = f64x2.sub(v128.load(row, 16), x);
      sum1 = f64x2.add(sum1, f64x2.mul(difference1, difference1));
      const difference2 = f64x2.sub(v128.load(row, 32), x);
      sum2 = f64x2.add(sum2, f64x2.mul(difference2, difference2));
      const difference3 = f64x2.sub(v128.load(row, 48), x);
      sum3 = f64x2.add(sum3, f64x2.mul(difference3, difference3));
      at += ROW_BYTES;
    }
    if (areKept) {
      const to = squares + (block << 3);
      v128.store(to, sum0);
      v128.store(to, sum1, 16);
      v128.store(to, sum2, 32);
      v128.store(to, sum3, 48);
    }
    const bits = i64x2.bitmask(f64x2.le(sum0, limits))
      | (i64x2.bitmask(f64x2.le(sum1, limits)) << 2)
      | (i64x2.bitmask(f64x2.le(sum2, limits)) << 4)
      | (i64x2.bitmask(f64x2.le(sum3, limits)) << 6);
    mask |= <u32>bits << block;
  }
  return mask;
}

/** Squares to all lanes of a panel, and a bit for each up to the limit. */
export function squaresWithin(
  point: usize,
  panel: usize,
  panelBytes: usize,
  limit: f64,
  squares: usize,
): u32 {
  return lanesWithin(point, panel, panelBytes, f64x2.splat(limit), true, squares);
}
