// The most probable paths of a tile, from their ends back, four side by side. Without branches, as
// where a path comes from cannot be foreseen.
import {
  CELL, LOG_TRANSITIONS_BACK, PATHS, STATE_COUNT, TILE_LENGTHS, TILE_LONGEST, TILE_SHORTEST,
  TILE_SOURCE_ROWS, word,
} from './arguments';
import { gather } from './gather';

/** The paths of a tile's sequences; false where one has no possible path. */
export function traceTile(args: usize, tile: usize, best: usize): bool {
  const stateCount = word(args, STATE_COUNT);
  const steps = word(args, LOG_TRANSITIONS_BACK);
  const matrixRow = stateCount << 3;
  const latticeRow = stateCount * CELL;
  const longest = word(tile, TILE_LONGEST);
  const shortest = word(tile, TILE_SHORTEST);
  const path0 = pathOf(args, tile, 0), path1 = pathOf(args, tile, 1);
  const path2 = pathOf(args, tile, 2), path3 = pathOf(args, tile, 3);
  let impossible = i64x2.splat(0);
  // States of two lanes each; of no meaning behind the end of a sequence.
  let statesA = i64x2.splat(0), statesB = statesA;
  let state0: usize = 0, state1: usize = 0, state2: usize = 0, state3: usize = 0;
  let row = best + longest * latticeRow;
  for (let t = longest; t > 0; t--) {
    const rowEnd = row;
    row -= latticeRow;
    if (t < longest && stateCount == 2) {
      statesA = oneOfTwo(row, steps, statesA);
      statesB = oneOfTwo(row + 16, steps, statesB);
    } else if (t < longest) {
      const step0 = steps + state0 * matrixRow, step1 = steps + state1 * matrixRow;
      const step2 = steps + state2 * matrixRow, step3 = steps + state3 * matrixRow;
      // The last of the best states.
      let greatestA = f64x2.add(v128.load(row), gather(step0, step1));
      let greatestB = f64x2.add(v128.load(row, 16), gather(step2, step3));
      statesA = i64x2.splat(0);
      statesB = statesA;
      let state = i64x2.splat(1);
      let to: usize = 8;
      for (let cell = row + CELL; cell < rowEnd; cell += CELL) {
        const valueA = f64x2.add(v128.load(cell), gather(step0 + to, step1 + to));
        const valueB = f64x2.add(v128.load(cell, 16), gather(step2 + to, step3 + to));
        statesA = i32x4.max_s(statesA, v128.and(state, f64x2.ge(valueA, greatestA)));
        statesB = i32x4.max_s(statesB, v128.and(state, f64x2.ge(valueB, greatestB)));
        greatestA = f64x2.pmax(greatestA, valueA);
        greatestB = f64x2.pmax(greatestB, valueB);
        state = i64x2.add(state, i64x2.splat(1));
        to += 8;
      }
    }
    if (t >= shortest) {
      const now = f64x2.splat(<f64>t);
      const endsA = f64x2.eq(v128.load(tile, TILE_LENGTHS), now);
      const endsB = f64x2.eq(v128.load(tile, TILE_LENGTHS + 16), now);
      statesA = v128.bitselect(bestEnd(row, rowEnd), statesA, endsA);
      statesB = v128.bitselect(bestEnd(row + 16, rowEnd), statesB, endsB);
      impossible = v128.or(impossible, v128.andnot(endsA, isPossible(row, rowEnd)));
      impossible = v128.or(impossible, v128.andnot(endsB, isPossible(row + 16, rowEnd)));
    }
    state0 = <usize>i64x2.extract_lane(statesA, 0);
    state1 = <usize>i64x2.extract_lane(statesA, 1);
    state2 = <usize>i64x2.extract_lane(statesB, 0);
    state3 = <usize>i64x2.extract_lane(statesB, 1);
    if (t <= shortest) {
      store<u8>(path0 + t - 1, <u8>state0);
      store<u8>(path1 + t - 1, <u8>state1);
      store<u8>(path2 + t - 1, <u8>state2);
      store<u8>(path3 + t - 1, <u8>state3);
    } else {
      if (isLive(tile, 0, t)) store<u8>(path0 + t - 1, <u8>state0);
      if (isLive(tile, 1, t)) store<u8>(path1 + t - 1, <u8>state1);
      if (isLive(tile, 2, t)) store<u8>(path2 + t - 1, <u8>state2);
      if (isLive(tile, 3, t)) store<u8>(path3 + t - 1, <u8>state3);
    }
  }
  return !v128.any_true(impossible);
}

/** Of two states that from which two lanes came; where each state comes from is found at once. */
// @ts-ignore: decorator
@inline
function oneOfTwo(row: usize, steps: usize, states: v128): v128 {
  const first = v128.load(row), second = v128.load(row, CELL);
  const toFirst = f64x2.ge(
    f64x2.add(second, v128.load64_splat(steps, 8)), f64x2.add(first, v128.load64_splat(steps)),
  );
  const toSecond = f64x2.ge(
    f64x2.add(second, v128.load64_splat(steps, 24)), f64x2.add(first, v128.load64_splat(steps, 16)),
  );
  const depends = v128.and(states, v128.xor(toFirst, toSecond));
  return v128.xor(v128.and(toFirst, i64x2.splat(1)), depends);
}

// @ts-ignore: decorator
@inline
function pathOf(args: usize, tile: usize, lane: usize): usize {
  return word(args, PATHS) + word(tile + (lane << 2), TILE_SOURCE_ROWS);
}

/** Whether the lane's sequence has at least t rows. */
// @ts-ignore: decorator
@inline
function isLive(tile: usize, lane: usize, t: usize): bool {
  return load<f64>(tile + (lane << 3), TILE_LENGTHS) >= <f64>t;
}

/** The first of two lanes' best states. */
function bestEnd(cells: usize, cellsEnd: usize): v128 {
  let states = i64x2.splat(0), state = states;
  let greatest = v128.load(cells);
  for (let cell = cells + CELL; cell < cellsEnd; cell += CELL) {
    const value = v128.load(cell);
    state = i64x2.add(state, i64x2.splat(1));
    states = i32x4.max_s(states, v128.and(state, f64x2.gt(value, greatest)));
    greatest = f64x2.pmax(greatest, value);
  }
  return states;
}

/** Whether two lanes have a state that is possible. */
function isPossible(cells: usize, cellsEnd: usize): v128 {
  let possible = i64x2.splat(0);
  for (let cell = cells; cell < cellsEnd; cell += CELL) {
    possible = v128.or(possible, f64x2.gt(v128.load(cell), f64x2.splat(-Infinity)));
  }
  return possible;
}
