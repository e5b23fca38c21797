// Histograms: sums of gradients, hessians and rows by feature and bin.
import {
  COLUMN_CELLS_BYTES, featureCount, bins, pairs, rows, histogramBytes, countBits,
} from './growth';

/** A row's gradient, and its hessian above a count of one. */
// @ts-ignore: decorator
@inline
export function cellOf(row: u32): v128 {
  const pair = v128.load64_zero(pairs + (<usize>row << 3));
  const factors = i32x4.replace_lane(i32x4.splat(1), 1, 1 << countBits);
  const one = i64x2.replace_lane(i64x2.splat(0), 1, 1);
  return i64x2.add(i64x2.extmul_low_i32x4_s(pair, factors), one);
}

export function buildHistogram(histogram: usize, start: u32, end: u32): void {
  memory.fill(histogram, 0, histogramBytes);
  const factors = i32x4.replace_lane(i32x4.splat(1), 1, 1 << countBits);
  const one = i64x2.replace_lane(i64x2.splat(0), 1, 1);
  const last: usize = rows + (end << 2);
  for (let at: usize = rows + (start << 2); at < last; at += 4) {
    const row: usize = load<u32>(at);
    const pair = v128.load64_zero(pairs + (row << 3));
    const cell = i64x2.add(i64x2.extmul_low_i32x4_s(pair, factors), one);
    let bin = bins + row * featureCount;
    let column = histogram;
    const end4 = bin + (featureCount & ~3);
    const endAll = bin + featureCount;
    for (; bin < end4; bin += 4, column += 4 * COLUMN_CELLS_BYTES) {
      const a = column + (<usize>load<u8>(bin) << 4);
      const b = column + (<usize>load<u8>(bin, 1) << 4);
      const c = column + (<usize>load<u8>(bin, 2) << 4);
      const d = column + (<usize>load<u8>(bin, 3) << 4);
      v128.store(a, i64x2.add(v128.load(a), cell));
      v128.store(b, i64x2.add(v128.load(b, 4096), cell), 4096);
      v128.store(c, i64x2.add(v128.load(c, 8192), cell), 8192);
      v128.store(d, i64x2.add(v128.load(d, 12288), cell), 12288);
    }
    for (; bin < endAll; bin++, column += COLUMN_CELLS_BYTES) {
      const a = column + (<usize>load<u8>(bin) << 4);
      v128.store(a, i64x2.add(v128.load(a), cell));
    }
  }
}

/** Takes one histogram off another. */
export function subtract(from: usize, histogram: usize): void {
  const end = from + histogramBytes;
  for (; from < end; from += 32, histogram += 32) {
    v128.store(from, i64x2.sub(v128.load(from), v128.load(histogram)));
    v128.store(from, i64x2.sub(v128.load(from, 16), v128.load(histogram, 16)), 16);
  }
}
