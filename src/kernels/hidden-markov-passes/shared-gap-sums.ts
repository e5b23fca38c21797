// Sums of rows with missing joint cells where the states share a factor. A state's x is what was filled
// plus its own b in the missing columns. With weights w that add up to 1, and m the mean of all b,
// sum of w (x + b)(x + b)' = (x + m)(x + m)' + sum of w b b' - m m'.
import { CELL, JOINT_COUNT, STATE_COUNT, TILE_GAPS, word } from './arguments';
import {
  FIRST_GAP, GAP_BYTES, GAP_POSITION, INVERSE, missingColumn, sharedMeans, sharedTableOf,
} from './gap-tables';
import { gather } from './gather';

/**
 * Adds m to what was filled. Adds to the sums w b, for each pair of states a v128 a column; then to
 * the products sum of w b b' - m m' and the covariance left of the missing, a triangle of two lanes each.
 * A state that the last pair repeats counts in the pair before.
 */
export function addShifts(
  args: usize, tile: usize, posterior: usize, filled: usize, scratch: usize, out: usize,
): void {
  const width = word(args, JOINT_COUNT);
  const stateCount = word(args, STATE_COUNT);
  const latticeRow = stateCount * CELL;
  const pairBytes = stateCount + 1 >> 1 << 4;
  const triangle = out + width * pairBytes;
  const weights = scratch;
  const means = scratch + pairBytes;
  const weighted = means + (width << 4);
  const ownTable = weighted + width * pairBytes;
  const gaps = word(tile, TILE_GAPS);
  const gapsEnd = gaps + FIRST_GAP + word(gaps, 0) * GAP_BYTES;
  for (let gap = gaps + FIRST_GAP; gap < gapsEnd; gap += GAP_BYTES) {
    const pattern = word(gap, 0);
    const t = word(gap, GAP_POSITION) >> 2, lane = (word(gap, GAP_POSITION) & 3) << 3;
    const count = word(pattern, 0);
    const table = sharedTableOf(args, pattern, ownTable);
    const inverse = table + INVERSE;
    const own = sharedMeans(table, count);
    gatherWeights(posterior + t * latticeRow + lane, stateCount, weights);
    const row = filled + t * width * CELL + lane;
    for (let i: usize = 0; i < count; i++) {
      const column = missingColumn(pattern, i);
      const sums = out + column * pairBytes;
      const from = own + i * pairBytes, to = weighted + i * pairBytes;
      let total = f64x2.splat(0);
      for (let at: usize = 0; at < pairBytes; at += 16) {
        const shift = f64x2.mul(v128.load(weights + at), v128.load(from + at));
        v128.store(to + at, shift);
        v128.store(sums + at, f64x2.add(v128.load(sums + at), shift));
        total = f64x2.add(total, shift);
      }
      const mean = f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1);
      v128.store(means + (i << 4), f64x2.splat(mean));
      const cell = row + column * CELL;
      store<f64>(cell, load<f64>(cell) + mean);
      const mean2 = f64x2.splat(mean);
      const products = triangle + (column * (column + 1) << 3);
      for (let j: usize = 0; j <= i; j++) {
        // The inverse is in both lanes, which are added in the end.
        const left = f64x2.sub(v128.load(inverse + (i * count + j << 4)), f64x2.mul(mean2, v128.load(means + (j << 4))));
        let product = f64x2.mul(left, f64x2.splat(0.5));
        for (let at: usize = 0; at < pairBytes; at += 16) {
          product = f64x2.add(product, f64x2.mul(v128.load(to + at), v128.load(own + j * pairBytes + at)));
        }
        const into = products + (missingColumn(pattern, j) << 4);
        v128.store(into, f64x2.add(v128.load(into), product));
      }
    }
  }
}

/** Pairs of states' probabilities of a row; one that the last pair repeats is zero there. */
// @ts-ignore: decorator
@inline
function gatherWeights(cells: usize, stateCount: usize, out: usize): void {
  for (let state: usize = 0; state + 1 < stateCount; state += 2) {
    v128.store(out + (state << 3), gather(cells + state * CELL, cells + (state + 1) * CELL));
  }
  if (stateCount & 1) {
    const last = load<f64>(cells + (stateCount - 1) * CELL);
    v128.store(out + (stateCount - 1 << 3), f64x2.replace_lane(f64x2.splat(0), 1, last));
  }
}
