// The forward recursion of a tile, and its emissions on the way.
import {
  CELL, EXPONENTIALS, JOINT_COUNT, ROW_BYTES, START, STATE_COUNT, TILE_GAPS, TILE_LENGTHS, TILE_LONGEST,
  TILE_SHORTEST, TRANSITIONS, word,
} from './arguments';
import { emitRows } from './emissions';
import { splatOne, storeExponentials } from './exponential';
import { emitGaps } from './gap-emissions';
import { LEAST_SCALE, SCALE_ROWS, SCALE_TROUBLE, multiplyScale } from './scale-record';

/** The largest of a row's log densities is taken off all of them, and their exponential taken. */
// @ts-ignore: decorator
@inline
function exponentials(
  table: usize, cells: usize, cellsEnd: usize, record: usize, live: bool, liveA: v128, liveB: v128,
): void {
  let largestA = v128.load(cells), largestB = v128.load(cells, 16);
  if (cellsEnd == cells + 2 * CELL) {
    // Of two states one has the exponential of zero.
    const a = largestA, b = largestB;
    const c = v128.load(cells, CELL), d = v128.load(cells, CELL + 16);
    largestA = f64x2.pmax(a, c);
    largestB = f64x2.pmax(b, d);
    storeExponentials(
      f64x2.sub(f64x2.pmin(a, c), largestA), f64x2.sub(f64x2.pmin(b, d), largestB), table, cells,
    );
    const one = splatOne(table);
    const lessA = v128.load(cells), lessB = v128.load(cells, 16);
    const firstA = f64x2.ge(a, c), firstB = f64x2.ge(b, d);
    v128.store(cells, v128.bitselect(one, lessA, firstA));
    v128.store(cells, v128.bitselect(one, lessB, firstB), 16);
    v128.store(cells, v128.bitselect(lessA, one, firstA), CELL);
    v128.store(cells, v128.bitselect(lessB, one, firstB), CELL + 16);
  } else {
    for (let at = cells + CELL; at < cellsEnd; at += CELL) {
      largestA = f64x2.pmax(largestA, v128.load(at));
      largestB = f64x2.pmax(largestB, v128.load(at, 16));
    }
    for (let at = cells; at < cellsEnd; at += CELL) {
      storeExponentials(
        f64x2.sub(v128.load(at), largestA), f64x2.sub(v128.load(at, 16), largestB), table, at,
      );
    }
  }
  if (!live) {
    largestA = v128.and(largestA, liveA);
    largestB = v128.and(largestB, liveB);
  }
  v128.store(record, f64x2.add(v128.load(record), largestA));
  v128.store(record, f64x2.add(v128.load(record, 16), largestB), 16);
}

/**
 * The forward recursion of a tile.
 *
 * @param densities rows x states: densities, the largest of each row 1
 * @param forward rows x states: probability of each state given the rows so far
 * @param inverses for each row the reciprocal scale
 */
export function runForward(args: usize, tile: usize, densities: usize, forward: usize, inverses: usize, record: usize): void {
  // Twice in the kernel: the call alone would slow tiles that have no joint columns.
  if (word(args, JOINT_COUNT) == 0) {
    recur(args, tile, densities, forward, inverses, record, true, false);
  } else if (word(tile, TILE_GAPS) == 0) {
    recur(args, tile, densities, forward, inverses, record, true, true);
  } else {
    emitGaps(args, tile, densities, record);
    recur(args, tile, densities, forward, inverses, record, false, false);
  }
}

// @ts-ignore: decorator
@inline
function recur(
  args: usize, tile: usize, densities: usize, forward: usize, inverses: usize, record: usize,
  emits: bool, joint: bool,
): void {
  const stateCount = word(args, STATE_COUNT);
  const transitions = word(args, TRANSITIONS);
  const start = word(args, START);
  const table = word(args, EXPONENTIALS);
  const rowBytes = word(args, ROW_BYTES);
  const shortest = word(tile, TILE_SHORTEST);
  const longest = word(tile, TILE_LONGEST);
  const lengthsA = v128.load(tile, TILE_LENGTHS), lengthsB = v128.load(tile, TILE_LENGTHS + 16);
  const matrixRow = stateCount << 3;
  const latticeRow = stateCount * CELL;
  let row = word(tile, 0);
  const one = splatOne(table);
  let smallest = one;
  for (let t: usize = 0; t < longest; t++) {
    const time = f64x2.splat(<f64>t);
    const liveA = f64x2.gt(lengthsA, time), liveB = f64x2.gt(lengthsB, time);
    const allLive = t < shortest;
    if (emits) emitRows(args, row, t, longest, stateCount, densities, joint);
    exponentials(table, densities, densities + latticeRow, record, allLive, liveA, liveB);
    if (t == 0) {
      for (let k: usize = 0; k < stateCount; k++) {
        const p = v128.load64_splat(start + (k << 3));
        const cell = k * CELL;
        v128.store(forward + cell, f64x2.mul(v128.load(densities + cell), p));
        v128.store(forward + cell, f64x2.mul(v128.load(densities + cell, 16), p), 16);
      }
    } else {
      const before = forward - latticeRow;
      for (let pair: usize = 0; pair < stateCount; pair += 2) {
        const state = min(pair, stateCount - 2);
        let a0 = f64x2.splat(0), b0 = a0, a1 = a0, b1 = a0;
        let factor = transitions + (state << 3);
        for (let from = before; from < forward; from += CELL) {
          const a = v128.load(from), b = v128.load(from, 16);
          const p0 = v128.load64_splat(factor), p1 = v128.load64_splat(factor, 8);
          a0 = f64x2.add(a0, f64x2.mul(a, p0));
          b0 = f64x2.add(b0, f64x2.mul(b, p0));
          a1 = f64x2.add(a1, f64x2.mul(a, p1));
          b1 = f64x2.add(b1, f64x2.mul(b, p1));
          factor += matrixRow;
        }
        const cell = state * CELL;
        v128.store(forward + cell, f64x2.mul(a0, v128.load(densities + cell)));
        v128.store(forward + cell, f64x2.mul(b0, v128.load(densities + cell, 16)), 16);
        v128.store(forward + cell, f64x2.mul(a1, v128.load(densities + cell, CELL)), CELL);
        v128.store(forward + cell, f64x2.mul(b1, v128.load(densities + cell, CELL + 16)), CELL + 16);
      }
    }
    const forwardEnd = forward + latticeRow;
    let scaleA = v128.load(forward), scaleB = v128.load(forward, 16);
    for (let at = forward + CELL; at < forwardEnd; at += CELL) {
      scaleA = f64x2.add(scaleA, v128.load(at));
      scaleB = f64x2.add(scaleB, v128.load(at, 16));
    }
    if (!allLive) {
      scaleA = v128.bitselect(scaleA, one, liveA);
      scaleB = v128.bitselect(scaleB, one, liveB);
    }
    smallest = f64x2.pmin(smallest, f64x2.pmin(scaleA, scaleB));
    multiplyScale(record, 0, scaleA, one);
    multiplyScale(record, 16, scaleB, one);
    const inverseA = f64x2.div(one, scaleA), inverseB = f64x2.div(one, scaleB);
    v128.store(inverses, inverseA);
    v128.store(inverses, inverseB, 16);
    for (let at = forward; at < forwardEnd; at += CELL) {
      v128.store(at, f64x2.mul(v128.load(at), inverseA));
      v128.store(at, f64x2.mul(v128.load(at, 16), inverseB), 16);
    }
    densities += latticeRow;
    forward = forwardEnd;
    inverses += CELL;
    row += rowBytes;
  }
  store<u32>(record + SCALE_ROWS, load<u32>(record + SCALE_ROWS) + <u32>longest);
  if (v128.any_true(f64x2.lt(smallest, f64x2.splat(LEAST_SCALE)))) store<u32>(record + SCALE_TROUBLE, 1);
}
