// Joint columns of which cells are missing: in every state they are filled as the rest lets expect, and
// evaluated as if they had been there. What is filled is where the density is highest, so that its
// squares are those of the marginal density.
import {
  CELL, GAP_INFORMATION, GAP_PRECISIONS, JOINT_COUNT, JOINT_FACTORS, JOINT_FACTOR_BYTES, JOINT_OFFSETS,
  ROW_BYTES, STATE_COUNT, TILE_GAPS, TILE_LONGEST, word,
} from './arguments';
import { emitRows } from './emissions';
import { FIRST_GAP, GAP_BYTES, GAP_POSITION, INVERSE, missingColumn, tableOf } from './gap-tables';
import { emitStates } from './joint-emissions';
import { copyPresent, lessProducts } from './present-cells';
import { SCALE_TROUBLE } from './scale-record';
import { emitShared } from './shared-gap-emissions';
import { columnBytes, filledColumns, gapScratch } from './workspace';

/** Log densities of all rows of a tile in every state, into the first lattice of the workspace. */
export function emitGaps(args: usize, tile: usize, workspace: usize, record: usize): void {
  const stateCount = word(args, STATE_COUNT);
  const rowBytes = word(args, ROW_BYTES);
  const longest = word(tile, TILE_LONGEST);
  const latticeRow = stateCount * CELL;
  const width = word(args, JOINT_COUNT);
  let row = word(tile, 0), out = workspace;
  for (let t: usize = 0; t < longest; t++) {
    emitRows(args, row, t, longest, stateCount, out, false);
    row += rowBytes;
    out += latticeRow;
  }
  const sound = word(args, JOINT_FACTOR_BYTES) == 0
    ? emitShared(args, tile, workspace)
    : emitEach(args, tile, workspace);
  if (!sound) store<u32>(record + SCALE_TROUBLE, 1);
}

/**
 * Takes the joint columns' squares off where each state has a factor of its own.
 *
 * @returns whether every pattern's precision is positive definite
 */
function emitEach(args: usize, tile: usize, workspace: usize): bool {
  const stateCount = word(args, STATE_COUNT);
  const longest = word(tile, TILE_LONGEST);
  const width = word(args, JOINT_COUNT);
  const filled = filledColumns(args, tile, workspace);
  const scratch = gapScratch(args, tile, workspace);
  const bytes = columnBytes(args, tile);
  let sound = true;
  for (let pair: usize = 0; pair < stateCount; pair += 2) {
    const state = min(pair, stateCount - 2);
    const first = filled + state * bytes;
    copyPresent(args, tile, first, first + bytes);
    sound = fillPair(args, tile, pair >> 1, first, workspace + state * CELL, pair == state, scratch) && sound;
    for (let k = pair; k < state + 2; k++) {
      const factor = word(args, JOINT_FACTORS) + k * word(args, JOINT_FACTOR_BYTES);
      const offset = word(args, JOINT_OFFSETS) + (k * width << 3);
      takeOffSquares(factor, offset, filled + k * bytes, width, longest, workspace + k * CELL, stateCount * CELL);
    }
  }
  return sound;
}

/**
 * Fills the missing cells of two states, whose copies follow each other: x_m = P_mm^-1 (h_m - P_mo x_o),
 * where h = P mean. Adds what the pattern's determinant takes from or gives to the log densities.
 *
 * @param out lattice from the first state on
 * @param both whether the first state's densities are still without the addition
 * @returns whether every pattern's precision is positive definite
 */
function fillPair(args: usize, tile: usize, pair: usize, filled: usize, out: usize, both: bool, scratch: usize): bool {
  const width = word(args, JOINT_COUNT);
  const rowBytes = width * CELL;
  const latticeRow = word(args, STATE_COUNT) * CELL;
  const toSecond = columnBytes(args, tile);
  const precisions = word(args, GAP_PRECISIONS) + (pair * width * width << 4);
  const information = word(args, GAP_INFORMATION) + (pair * width << 4);
  const differences = scratch;
  const ownTable = scratch + (width << 4);
  const gaps = word(tile, TILE_GAPS);
  const gapsEnd = gaps + FIRST_GAP + word(gaps, 0) * GAP_BYTES;
  let sound = i64x2.splat(-1);
  for (let gap = gaps + FIRST_GAP; gap < gapsEnd; gap += GAP_BYTES) {
    const pattern = word(gap, 0);
    const t = word(gap, GAP_POSITION) >> 2, lane = (word(gap, GAP_POSITION) & 3) << 3;
    const count = word(pattern, 0);
    const table = tableOf(args, pattern, pair, ownTable);
    const row = filled + t * rowBytes + lane;
    for (let i: usize = 0; i < count; i++) {
      const column = missingColumn(pattern, i);
      const start = v128.load(information + (column << 4));
      v128.store(differences + (i << 4), lessProducts(start, precisions + (column * width << 4), row, width));
    }
    const constants = v128.load(table);
    sound = v128.and(sound, f64x2.eq(constants, constants));
    const cell = out + t * latticeRow + lane;
    if (both) store<f64>(cell, load<f64>(cell) + f64x2.extract_lane(constants, 0));
    store<f64>(cell, load<f64>(cell, CELL) + f64x2.extract_lane(constants, 1), CELL);
    let inverse = table + INVERSE;
    for (let i: usize = 0; i < count; i++) {
      let value = f64x2.splat(0);
      for (let at = differences; at < differences + (count << 4); at += 16) {
        value = f64x2.add(value, f64x2.mul(v128.load(inverse), v128.load(at)));
        inverse += 16;
      }
      const to = row + missingColumn(pattern, i) * CELL;
      v128.store64_lane(to, value, 0);
      v128.store64_lane(to + toSecond, value, 1);
    }
  }
  return i64x2.all_true(sound);
}

/** Takes a state's squares off the log densities of all rows. */
// @ts-ignore: decorator
@inline
function takeOffSquares(
  factor: usize, offset: usize, rows: usize, width: usize, rowCount: usize, out: usize, latticeRow: usize,
): void {
  const rowBytes = width * CELL;
  for (let t: usize = 0; t < rowCount; t += 2) {
    const two = t + 1 < rowCount;
    emitStates(
      factor, offset, rows, width, 1, out,
      select<usize>(rowBytes, 0, two), select<usize>(latticeRow, 0, two),
    );
    rows += 2 * rowBytes;
    out += 2 * latticeRow;
  }
}
