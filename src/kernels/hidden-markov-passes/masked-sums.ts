// Sums over a tile's rows of columns with missing cells, and the weights of the cells that are there. A
// missing cell is not a number, and its mask makes it zero.
import { CELL } from './arguments';
import { addPair } from './sums';

/** Adds weighted sums of squares' columns, of their squares, and weights, in turn: states x columns x 3. */
// @ts-ignore: decorator
@inline
export function addMaskedMoments(
  weights: usize, stateCount: usize, weightRow: usize,
  columns: usize, columnCount: usize, columnRow: usize,
  rowCount: usize, out: usize,
): void {
  for (let pair: usize = 0; pair < stateCount; pair += 2) {
    const state = min(pair, stateCount - 2);
    for (let j: usize = 0; j < columnCount; j++) {
      let s0 = f64x2.splat(0), s1 = s0, q0 = s0, q1 = s0, n0 = s0, n1 = s0;
      let w = weights + state * CELL, x = columns + j * CELL;
      for (let row = rowCount; row > 0; row--) {
        for (let half: usize = 0; half < CELL; half += 16) {
          const raw = v128.load(x + half);
          const mask = f64x2.eq(raw, raw);
          const there = v128.and(raw, mask);
          const w0 = v128.load(w + half), w1 = v128.load(w + half, CELL);
          const p0 = f64x2.mul(w0, there), p1 = f64x2.mul(w1, there);
          s0 = f64x2.add(s0, p0);
          s1 = f64x2.add(s1, p1);
          q0 = f64x2.add(q0, f64x2.mul(p0, there));
          q1 = f64x2.add(q1, f64x2.mul(p1, there));
          n0 = f64x2.add(n0, v128.and(w0, mask));
          n1 = f64x2.add(n1, v128.and(w1, mask));
        }
        w += weightRow;
        x += columnRow;
      }
      const cell = out + (state * columnCount + j) * 48;
      if (pair == state) addThree(cell, s0, q0, n0);
      addThree(cell + columnCount * 48, s1, q1, n1);
    }
  }
}

// @ts-ignore: decorator
@inline
function addThree(cell: usize, s: v128, q: v128, n: v128): void {
  v128.store(cell, f64x2.add(v128.load(cell), s));
  v128.store(cell, f64x2.add(v128.load(cell, 16), q), 16);
  v128.store(cell, f64x2.add(v128.load(cell, 32), n), 32);
}

/** Adds weighted sums of lines' columns and weights, in turn: states x columns x 2. */
// @ts-ignore: decorator
@inline
export function addMaskedSums(
  weights: usize, stateCount: usize, weightRow: usize,
  columns: usize, columnCount: usize, columnRow: usize,
  rowCount: usize, out: usize,
): void {
  for (let pair: usize = 0; pair < stateCount; pair += 2) {
    const state = min(pair, stateCount - 2);
    for (let j: usize = 0; j < columnCount; j++) {
      let s0 = f64x2.splat(0), s1 = s0, n0 = s0, n1 = s0;
      let w = weights + state * CELL, x = columns + j * CELL;
      for (let row = rowCount; row > 0; row--) {
        for (let half: usize = 0; half < CELL; half += 16) {
          const raw = v128.load(x + half);
          const mask = f64x2.eq(raw, raw);
          const there = v128.and(raw, mask);
          const w0 = v128.load(w + half), w1 = v128.load(w + half, CELL);
          s0 = f64x2.add(s0, f64x2.mul(w0, there));
          s1 = f64x2.add(s1, f64x2.mul(w1, there));
          n0 = f64x2.add(n0, v128.and(w0, mask));
          n1 = f64x2.add(n1, v128.and(w1, mask));
        }
        w += weightRow;
        x += columnRow;
      }
      const cell = out + (state * columnCount + j << 5);
      if (pair == state) addPair(cell, s0, n0);
      addPair(cell + (columnCount << 5), s1, n1);
    }
  }
}
