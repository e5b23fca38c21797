// The most probable paths of a tile, from their ends back.
import {
  CELL, LOG_TRANSITIONS_BACK, PATHS, STATE_COUNT, TILE_LENGTHS, TILE_SHORTEST, TILE_SOURCE_ROWS,
  word,
} from './arguments';

/** The paths of a tile's sequences; false where one has no possible path. */
export function traceTile(args: usize, tile: usize, best: usize): bool {
  const stateCount = word(args, STATE_COUNT);
  const steps = word(args, LOG_TRANSITIONS_BACK);
  const latticeRow = stateCount * CELL;
  const shortest = word(tile, TILE_SHORTEST);
  let possible = true;
  for (let lane: usize = 0; lane < 4; lane++) {
    const length = <usize>load<f64>(tile + (lane << 3), TILE_LENGTHS);
    if (length == 0) continue;
    const from = best + (lane << 3);
    const path = pathOf(args, tile, lane);
    let state = bestEnd(from + (length - 1) * latticeRow, stateCount);
    if (!(load<f64>(from + (length - 1) * latticeRow + state * CELL) > -Infinity)) possible = false;
    store<u8>(path + length - 1, <u8>state);
    for (let t = length - 1; t > 0 && t >= shortest; t--) {
      state = bestBefore(from + (t - 1) * latticeRow, steps + (state * stateCount << 3), stateCount);
      store<u8>(path + t - 1, <u8>state);
    }
  }
  if (shortest > 1) traceFour(args, tile, best, shortest - 1);
  return possible;
}

// @ts-ignore: decorator
@inline
function pathOf(args: usize, tile: usize, lane: usize): usize {
  return word(args, PATHS) + word(tile + (lane << 2), TILE_SOURCE_ROWS);
}

/** The first of the best states. */
// @ts-ignore: decorator
@inline
function bestEnd(cells: usize, stateCount: usize): usize {
  let state: usize = 0;
  for (let k: usize = 1; k < stateCount; k++) {
    if (load<f64>(cells + k * CELL) > load<f64>(cells + state * CELL)) state = k;
  }
  return state;
}

/** The last of the best states before one, into which the steps lead. */
// @ts-ignore: decorator
@inline
function bestBefore(cells: usize, step: usize, stateCount: usize): usize {
  let state: usize = 0;
  let greatest = load<f64>(cells) + load<f64>(step);
  for (let j: usize = 1; j < stateCount; j++) {
    const value = load<f64>(cells + j * CELL) + load<f64>(step + (j << 3));
    if (value >= greatest) {
      greatest = value;
      state = j;
    }
  }
  return state;
}

/** Four paths side by side, back from a row where all four are known. */
function traceFour(args: usize, tile: usize, best: usize, row: usize): void {
  const stateCount = word(args, STATE_COUNT);
  const steps = word(args, LOG_TRANSITIONS_BACK);
  const matrixRow = stateCount << 3;
  const latticeRow = stateCount * CELL;
  const path0 = pathOf(args, tile, 0), path1 = pathOf(args, tile, 1);
  const path2 = pathOf(args, tile, 2), path3 = pathOf(args, tile, 3);
  let state0: usize = load<u8>(path0 + row), state1: usize = load<u8>(path1 + row);
  let state2: usize = load<u8>(path2 + row), state3: usize = load<u8>(path3 + row);
  let cells = best + row * latticeRow;
  for (let t = row; t > 0; t--) {
    cells -= latticeRow;
    let step0 = steps + state0 * matrixRow, step1 = steps + state1 * matrixRow;
    let step2 = steps + state2 * matrixRow, step3 = steps + state3 * matrixRow;
    let greatest0 = load<f64>(cells) + load<f64>(step0), greatest1 = load<f64>(cells, 8) + load<f64>(step1);
    let greatest2 = load<f64>(cells, 16) + load<f64>(step2), greatest3 = load<f64>(cells, 24) + load<f64>(step3);
    state0 = 0;
    state1 = 0;
    state2 = 0;
    state3 = 0;
    let cell = cells;
    for (let j: usize = 1; j < stateCount; j++) {
      cell += CELL;
      const to = j << 3;
      const value0 = load<f64>(cell) + load<f64>(step0 + to), value1 = load<f64>(cell, 8) + load<f64>(step1 + to);
      const value2 = load<f64>(cell, 16) + load<f64>(step2 + to), value3 = load<f64>(cell, 24) + load<f64>(step3 + to);
      // No branch: where a path comes from cannot be foreseen.
      const better0 = value0 >= greatest0, better1 = value1 >= greatest1;
      const better2 = value2 >= greatest2, better3 = value3 >= greatest3;
      state0 = select<usize>(j, state0, better0);
      state1 = select<usize>(j, state1, better1);
      state2 = select<usize>(j, state2, better2);
      state3 = select<usize>(j, state3, better3);
      greatest0 = select<f64>(value0, greatest0, better0);
      greatest1 = select<f64>(value1, greatest1, better1);
      greatest2 = select<f64>(value2, greatest2, better2);
      greatest3 = select<f64>(value3, greatest3, better3);
    }
    store<u8>(path0 + t - 1, <u8>state0);
    store<u8>(path1 + t - 1, <u8>state1);
    store<u8>(path2 + t - 1, <u8>state2);
    store<u8>(path3 + t - 1, <u8>state3);
  }
}
