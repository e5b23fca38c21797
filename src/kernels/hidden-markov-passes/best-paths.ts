// The forward half of the most probable paths: how probable the best one into each state is.
import {
  CELL, JOINT_COUNT, LOG_START, LOG_TRANSITIONS, ROW_BYTES, STATE_COUNT, TILE_GAPS, TILE_LONGEST, word,
} from './arguments';
import { emitRows } from './emissions';
import { emitGaps } from './gap-emissions';

/** For each row and state the log-probability of the best path that ends there. */
export function runViterbi(args: usize, tile: usize, best: usize, record: usize): void {
  if (word(args, JOINT_COUNT) == 0) {
    recur(args, tile, best, true, false);
  } else if (word(tile, TILE_GAPS) == 0) {
    recur(args, tile, best, true, true);
  } else {
    emitGaps(args, tile, best, record);
    recur(args, tile, best, false, false);
  }
}

// @ts-ignore: decorator
@inline
function recur(args: usize, tile: usize, best: usize, emits: bool, joint: bool): void {
  const stateCount = word(args, STATE_COUNT);
  const matrixRow = stateCount << 3;
  const latticeRow = stateCount * CELL;
  const rowBytes = word(args, ROW_BYTES);
  const longest = word(tile, TILE_LONGEST);
  let row = word(tile, 0);
  for (let t: usize = 0; t < longest; t++) {
    if (emits) emitRows(args, row, t, longest, stateCount, best, joint);
    const before = best - latticeRow;
    for (let pair: usize = 0; pair < stateCount; pair += 2) {
      const state = min(pair, stateCount - 2);
      const cell = best + state * CELL;
      let a0: v128, b0: v128, a1: v128, b1: v128;
      if (t == 0) {
        const start = word(args, LOG_START) + (state << 3);
        a0 = v128.load64_splat(start);
        b0 = a0;
        a1 = v128.load64_splat(start, 8);
        b1 = a1;
      } else {
        let step = word(args, LOG_TRANSITIONS) + (state << 3);
        const lowest = f64x2.splat(-Infinity);
        a0 = lowest;
        b0 = lowest;
        a1 = lowest;
        b1 = lowest;
        for (let from = before; from < best; from += CELL) {
          const a = v128.load(from), b = v128.load(from, 16);
          const p0 = v128.load64_splat(step), p1 = v128.load64_splat(step, 8);
          a0 = f64x2.pmax(a0, f64x2.add(a, p0));
          b0 = f64x2.pmax(b0, f64x2.add(b, p0));
          a1 = f64x2.pmax(a1, f64x2.add(a, p1));
          b1 = f64x2.pmax(b1, f64x2.add(b, p1));
          step += matrixRow;
        }
      }
      if (pair == state) {
        v128.store(cell, f64x2.add(a0, v128.load(cell)));
        v128.store(cell, f64x2.add(b0, v128.load(cell, 16)), 16);
      }
      v128.store(cell, f64x2.add(a1, v128.load(cell, CELL)), CELL);
      v128.store(cell, f64x2.add(b1, v128.load(cell, CELL + 16)), CELL + 16);
    }
    best += latticeRow;
    row += rowBytes;
  }
}
