// Screening of rows of any number of columns.
import { packLabels, labelOf } from './screened-labels';

/**
 * The screened labels of a tile of any number of columns.
 * Table: for each pair of centroids but the first g and g' with their indices, then v and v' of each
 * pair of columns; an odd last one is paired with a score that is never the best.
 */
export function screenTileWide(
  tile: usize,
  tileBytes: usize,
  table: usize,
  tableEnd: usize,
  mask: v128,
  bound: v128,
): v128 {
  const tileEnd = tile + tileBytes;
  let best0 = i32x4.splat(0), best1 = best0, best2 = best0, best3 = best0;
  let second0 = i32x4.splat(i32.MAX_VALUE), second1 = second0, second2 = second0, second3 = second0;
  while (table < tableEnd) {
    const g = v128.load32_splat(table), h = v128.load32_splat(table, 4);
    table += 8;
    let a0 = i32x4.splat(0), a1 = a0, a2 = a0, a3 = a0;
    let b0 = a0, b1 = a0, b2 = a0, b3 = a0;
    for (let rows = tile; rows < tileEnd; rows += 64) {
      const v = v128.load32_splat(table), w = v128.load32_splat(table, 4);
      table += 8;
      const x0 = v128.load(rows);
      a0 = i32x4.add(a0, i32x4.dot_i16x8_s(x0, v));
      b0 = i32x4.add(b0, i32x4.dot_i16x8_s(x0, w));
      const x1 = v128.load(rows, 16);
      a1 = i32x4.add(a1, i32x4.dot_i16x8_s(x1, v));
      b1 = i32x4.add(b1, i32x4.dot_i16x8_s(x1, w));
      const x2 = v128.load(rows, 32);
      a2 = i32x4.add(a2, i32x4.dot_i16x8_s(x2, v));
      b2 = i32x4.add(b2, i32x4.dot_i16x8_s(x2, w));
      const x3 = v128.load(rows, 48);
      a3 = i32x4.add(a3, i32x4.dot_i16x8_s(x3, v));
      b3 = i32x4.add(b3, i32x4.dot_i16x8_s(x3, w));
    }
    a0 = i32x4.add(v128.and(a0, mask), g);
    a1 = i32x4.add(v128.and(a1, mask), g);
    a2 = i32x4.add(v128.and(a2, mask), g);
    a3 = i32x4.add(v128.and(a3, mask), g);
    second0 = i32x4.min_s(second0, i32x4.max_s(best0, a0));
    second1 = i32x4.min_s(second1, i32x4.max_s(best1, a1));
    second2 = i32x4.min_s(second2, i32x4.max_s(best2, a2));
    second3 = i32x4.min_s(second3, i32x4.max_s(best3, a3));
    best0 = i32x4.min_s(best0, a0);
    best1 = i32x4.min_s(best1, a1);
    best2 = i32x4.min_s(best2, a2);
    best3 = i32x4.min_s(best3, a3);
    b0 = i32x4.add(v128.and(b0, mask), h);
    b1 = i32x4.add(v128.and(b1, mask), h);
    b2 = i32x4.add(v128.and(b2, mask), h);
    b3 = i32x4.add(v128.and(b3, mask), h);
    second0 = i32x4.min_s(second0, i32x4.max_s(best0, b0));
    second1 = i32x4.min_s(second1, i32x4.max_s(best1, b1));
    second2 = i32x4.min_s(second2, i32x4.max_s(best2, b2));
    second3 = i32x4.min_s(second3, i32x4.max_s(best3, b3));
    best0 = i32x4.min_s(best0, b0);
    best1 = i32x4.min_s(best1, b1);
    best2 = i32x4.min_s(best2, b2);
    best3 = i32x4.min_s(best3, b3);
  }
  return packLabels(
    labelOf(best0, second0, mask, bound),
    labelOf(best1, second1, mask, bound),
    labelOf(best2, second2, mask, bound),
    labelOf(best3, second3, mask, bound),
  );
}
