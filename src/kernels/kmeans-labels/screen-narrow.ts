// Screening of rows of up to four columns.
import { packLabels, labelOf } from './screened-labels';

/**
 * The screened labels of a tile of up to four columns.
 * Table: for each centroid but the first v of the first two columns, v of the next two, and g with
 * the index, each four times.
 */
// @ts-ignore: decorator
@inline
export function screenTileNarrow(tile: usize, table: usize, tableEnd: usize, mask: v128, bound: v128): v128 {
  const x0 = v128.load(tile), y0 = v128.load(tile, 64);
  const x1 = v128.load(tile, 16), y1 = v128.load(tile, 80);
  let best0 = i32x4.splat(0), best1 = best0;
  let second0 = i32x4.splat(i32.MAX_VALUE), second1 = second0;
  for (let at = table; at < tableEnd; at += 48) {
    const v = v128.load(at), w = v128.load(at, 16), g = v128.load(at, 32);
    const sum0 = i32x4.add(i32x4.dot_i16x8_s(x0, v), i32x4.dot_i16x8_s(y0, w));
    const score0 = i32x4.add(v128.and(sum0, mask), g);
    second0 = i32x4.min_s(second0, i32x4.max_s(best0, score0));
    best0 = i32x4.min_s(best0, score0);
    const sum1 = i32x4.add(i32x4.dot_i16x8_s(x1, v), i32x4.dot_i16x8_s(y1, w));
    const score1 = i32x4.add(v128.and(sum1, mask), g);
    second1 = i32x4.min_s(second1, i32x4.max_s(best1, score1));
    best1 = i32x4.min_s(best1, score1);
  }
  const x2 = v128.load(tile, 32), y2 = v128.load(tile, 96);
  const x3 = v128.load(tile, 48), y3 = v128.load(tile, 112);
  let best2 = i32x4.splat(0), best3 = best2;
  let second2 = i32x4.splat(i32.MAX_VALUE), second3 = second2;
  for (let at = table; at < tableEnd; at += 48) {
    const v = v128.load(at), w = v128.load(at, 16), g = v128.load(at, 32);
    const sum2 = i32x4.add(i32x4.dot_i16x8_s(x2, v), i32x4.dot_i16x8_s(y2, w));
    const score2 = i32x4.add(v128.and(sum2, mask), g);
    second2 = i32x4.min_s(second2, i32x4.max_s(best2, score2));
    best2 = i32x4.min_s(best2, score2);
    const sum3 = i32x4.add(i32x4.dot_i16x8_s(x3, v), i32x4.dot_i16x8_s(y3, w));
    const score3 = i32x4.add(v128.and(sum3, mask), g);
    second3 = i32x4.min_s(second3, i32x4.max_s(best3, score3));
    best3 = i32x4.min_s(best3, score3);
  }
  return packLabels(
    labelOf(best0, second0, mask, bound),
    labelOf(best1, second1, mask, bound),
    labelOf(best2, second2, mask, bound),
    labelOf(best3, second3, mask, bound),
  );
}
