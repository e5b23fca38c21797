// What rows with missing joint cells add to the products of columns beyond what they were filled with:
// the covariance that is left of the missing given the rest.
import { CELL, JOINT_COUNT, STATE_COUNT, TILE_GAPS, word } from './arguments';
import { FIRST_GAP, GAP_BYTES, GAP_POSITION, INVERSE, missingColumn, tableOf } from './gap-tables';
import { gather } from './gather';

/**
 * Adds the residual covariances, weighted by the states' probabilities: for each pair of states a
 * triangle of columns, v128 each. A state that the last pair repeats is in both.
 */
export function addResiduals(args: usize, tile: usize, posterior: usize, scratch: usize, out: usize): void {
  const width = word(args, JOINT_COUNT);
  const stateCount = word(args, STATE_COUNT);
  const latticeRow = stateCount * CELL;
  const gaps = word(tile, TILE_GAPS);
  const gapsEnd = gaps + FIRST_GAP + word(gaps, 0) * GAP_BYTES;
  for (let pair: usize = 0; pair < stateCount; pair += 2) {
    const states = posterior + min(pair, stateCount - 2) * CELL;
    for (let gap = gaps + FIRST_GAP; gap < gapsEnd; gap += GAP_BYTES) {
      const pattern = word(gap, 0);
      const position = word(gap, GAP_POSITION);
      const count = word(pattern, 0);
      const cell = states + (position >> 2) * latticeRow + ((position & 3) << 3);
      const weights = gather(cell, cell + CELL);
      const inverse = tableOf(args, pattern, pair >> 1, scratch) + INVERSE;
      for (let i: usize = 0; i < count; i++) {
        const column = missingColumn(pattern, i);
        const row = out + (column * (column + 1) << 3);
        const from = inverse + (i * count << 4);
        for (let j: usize = 0; j <= i; j++) {
          const at = row + (missingColumn(pattern, j) << 4);
          v128.store(at, f64x2.add(v128.load(at), f64x2.mul(weights, v128.load(from + (j << 4)))));
        }
      }
    }
    out += width * (width + 1) << 3;
  }
}
