// Sums over a tile's rows, as small matrix products that are held in registers.
import { CELL } from './arguments';

/** Adds both pairs of lanes to a cell. */
// @ts-ignore: decorator
@inline
export function addTo(cell: usize, a: v128, b: v128): void {
  v128.store(cell, f64x2.add(v128.load(cell), f64x2.add(a, b)));
}

/**
 * Adds products of left and right cells, summed over rows: left x right cells of two lanes.
 *
 * @param left rows x leftCount, of which a row's length is leftRow bytes
 * @param right rows x rightCount; an even number where it is not the number of states
 */
// @ts-ignore: decorator
@inline
export function addProducts(
  left: usize, leftCount: usize, leftRow: usize,
  right: usize, rightCount: usize, rightRow: usize,
  rowCount: usize, out: usize,
): void {
  for (let i: usize = 0; i < leftCount; i += 2) {
    const l = min(i, leftCount - 2);
    for (let j: usize = 0; j < rightCount; j += 2) {
      const r = min(j, rightCount - 2);
      let a00 = f64x2.splat(0), a01 = a00, a10 = a00, a11 = a00;
      let b00 = a00, b01 = a00, b10 = a00, b11 = a00;
      let x = left + l * CELL, y = right + r * CELL;
      for (let row = rowCount; row > 0; row--) {
        const xa0 = v128.load(x), xa1 = v128.load(x, CELL);
        const ya0 = v128.load(y), ya1 = v128.load(y, CELL);
        a00 = f64x2.add(a00, f64x2.mul(xa0, ya0));
        a01 = f64x2.add(a01, f64x2.mul(xa0, ya1));
        a10 = f64x2.add(a10, f64x2.mul(xa1, ya0));
        a11 = f64x2.add(a11, f64x2.mul(xa1, ya1));
        const xb0 = v128.load(x, 16), xb1 = v128.load(x, CELL + 16);
        const yb0 = v128.load(y, 16), yb1 = v128.load(y, CELL + 16);
        b00 = f64x2.add(b00, f64x2.mul(xb0, yb0));
        b01 = f64x2.add(b01, f64x2.mul(xb0, yb1));
        b10 = f64x2.add(b10, f64x2.mul(xb1, yb0));
        b11 = f64x2.add(b11, f64x2.mul(xb1, yb1));
        x += leftRow;
        y += rightRow;
      }
      const cell = out + (l * rightCount + r << 4);
      const below = cell + (rightCount << 4);
      if (l == i && r == j) addTo(cell, a00, b00);
      if (l == i) addTo(cell + 16, a01, b01);
      if (r == j) addTo(below, a10, b10);
      addTo(below + 16, a11, b11);
    }
  }
}

/** Adds weighted sums of the square columns and of their squares, in turn: states x columns x 2. */
// @ts-ignore: decorator
@inline
export function addMoments(
  weights: usize, stateCount: usize, weightRow: usize,
  columns: usize, columnCount: usize, columnRow: usize,
  rowCount: usize, out: usize,
): void {
  for (let pair: usize = 0; pair < stateCount; pair += 2) {
    const state = min(pair, stateCount - 2);
    for (let j: usize = 0; j < columnCount; j += 2) {
      let s00 = f64x2.splat(0), s01 = s00, s10 = s00, s11 = s00;
      let q00 = s00, q01 = s00, q10 = s00, q11 = s00;
      let w = weights + state * CELL, x = columns + j * CELL;
      for (let row = rowCount; row > 0; row--) {
        for (let half: usize = 0; half < CELL; half += 16) {
          const w0 = v128.load(w + half), w1 = v128.load(w + half, CELL);
          const x0 = v128.load(x + half), x1 = v128.load(x + half, CELL);
          const p00 = f64x2.mul(w0, x0), p01 = f64x2.mul(w0, x1);
          s00 = f64x2.add(s00, p00);
          s01 = f64x2.add(s01, p01);
          q00 = f64x2.add(q00, f64x2.mul(p00, x0));
          q01 = f64x2.add(q01, f64x2.mul(p01, x1));
          const p10 = f64x2.mul(w1, x0), p11 = f64x2.mul(w1, x1);
          s10 = f64x2.add(s10, p10);
          s11 = f64x2.add(s11, p11);
          q10 = f64x2.add(q10, f64x2.mul(p10, x0));
          q11 = f64x2.add(q11, f64x2.mul(p11, x1));
        }
        w += weightRow;
        x += columnRow;
      }
      const cell = out + (state * columnCount + j << 5);
      const below = cell + (columnCount << 5);
      if (pair == state) {
        addPair(cell, s00, q00);
        addPair(cell + 32, s01, q01);
      }
      addPair(below, s10, q10);
      addPair(below + 32, s11, q11);
    }
  }
}

/** Adds to a cell and to the next. */
// @ts-ignore: decorator
@inline
export function addPair(cell: usize, a: v128, b: v128): void {
  v128.store(cell, f64x2.add(v128.load(cell), a));
  v128.store(cell, f64x2.add(v128.load(cell, 16), b), 16);
}
