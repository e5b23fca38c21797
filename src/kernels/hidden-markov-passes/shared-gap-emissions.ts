// Joint columns of which cells are missing where the states share a factor. With x filled as the rest
// lets expect about a mean of zero, and a state's mean b likewise, the squares are those of U x + o,
// where o = U b - U mean is the same for all rows of a pattern.
import {
  CELL, GAP_PRECISIONS, JOINT_COUNT, JOINT_FACTORS, STATE_COUNT, TILE_GAPS, TILE_LONGEST, word,
} from './arguments';
import {
  FIRST_GAP, GAP_BYTES, GAP_POSITION, INVERSE, missingColumn, sharedOffsets, sharedTableOf,
} from './gap-tables';
import { copyPresent, lessProducts } from './present-cells';
import { changedColumns, filledColumns, gapScratch } from './workspace';

/**
 * Takes the joint columns' squares off the log densities.
 *
 * @returns whether every pattern's precision is positive definite
 */
export function emitShared(args: usize, tile: usize, workspace: usize): bool {
  const filled = filledColumns(args, tile, workspace);
  const products = changedColumns(args, tile, workspace);
  const scratch = gapScratch(args, tile, workspace);
  copyPresent(args, tile, filled, products);
  fillShared(args, tile, filled, scratch);
  multiplyRows(word(args, JOINT_FACTORS), word(args, JOINT_COUNT), filled, word(tile, TILE_LONGEST), products);
  return takeOffSquares(args, tile, products, workspace, scratch);
}

/** Fills the missing cells with -P_mm^-1 P_mo x_o. */
// @ts-ignore: decorator
@inline
function fillShared(args: usize, tile: usize, filled: usize, scratch: usize): void {
  const width = word(args, JOINT_COUNT);
  const precisions = word(args, GAP_PRECISIONS);
  const differences = scratch;
  const gaps = word(tile, TILE_GAPS);
  const gapsEnd = gaps + FIRST_GAP + word(gaps, 0) * GAP_BYTES;
  for (let gap = gaps + FIRST_GAP; gap < gapsEnd; gap += GAP_BYTES) {
    const pattern = word(gap, 0);
    const position = word(gap, GAP_POSITION);
    const count = word(pattern, 0);
    const row = filled + (position >> 2) * width * CELL + ((position & 3) << 3);
    for (let i: usize = 0; i < count; i++) {
      const from = precisions + (missingColumn(pattern, i) * width << 4);
      v128.store(differences + (i << 4), lessProducts(f64x2.splat(0), from, row, width));
    }
    let inverse = sharedTableOf(args, pattern, scratch + (width << 4)) + INVERSE;
    for (let i: usize = 0; i < count; i++) {
      let value: f64 = 0;
      for (let at = differences; at < differences + (count << 4); at += 16) {
        value += load<f64>(inverse) * load<f64>(at);
        inverse += 16;
      }
      store<f64>(row + missingColumn(pattern, i) * CELL, value);
    }
  }
}

/** U x of every row, with each lane's columns side by side: rows x lanes x columns. */
// @ts-ignore: decorator
@inline
function multiplyRows(factors: usize, width: usize, rows: usize, rowCount: usize, out: usize): void {
  const laneBytes = width << 3;
  for (let t: usize = 0; t < rowCount; t++) {
    let factor = factors;
    for (let i: usize = 0; i < width; i += 2) {
      let a0 = f64x2.splat(0), b0 = a0, a1 = a0, b1 = a0;
      const last = rows + (i + 1) * CELL;
      for (let at = rows; at < last; at += CELL) {
        const u0 = v128.load64_splat(factor), u1 = v128.load64_splat(factor, 8);
        const a = v128.load(at), b = v128.load(at, 16);
        a0 = f64x2.add(a0, f64x2.mul(a, u0));
        a1 = f64x2.add(a1, f64x2.mul(a, u1));
        b0 = f64x2.add(b0, f64x2.mul(b, u0));
        b1 = f64x2.add(b1, f64x2.mul(b, u1));
        factor += 16;
      }
      const u1 = v128.load64_splat(factor);
      factor += 8;
      a1 = f64x2.add(a1, f64x2.mul(v128.load(last), u1));
      b1 = f64x2.add(b1, f64x2.mul(v128.load(last, 16), u1));
      const at = out + (i << 3);
      v128.store(at, v128.shuffle<f64>(a0, a1, 0, 2));
      v128.store(at + laneBytes, v128.shuffle<f64>(a0, a1, 1, 3));
      v128.store(at + 2 * laneBytes, v128.shuffle<f64>(b0, b1, 0, 2));
      v128.store(at + 3 * laneBytes, v128.shuffle<f64>(b0, b1, 1, 3));
    }
    rows += width * CELL;
    out += 4 * laneBytes;
  }
}

/** Of every row, those without gaps as well, as each pattern has its own offsets. */
// @ts-ignore: decorator
@inline
function takeOffSquares(args: usize, tile: usize, products: usize, out: usize, scratch: usize): bool {
  const stateCount = word(args, STATE_COUNT);
  const rowBytes = word(args, JOINT_COUNT) << 3;
  const latticeRow = stateCount * CELL;
  const gaps = word(tile, TILE_GAPS);
  const rowsEnd = gaps + FIRST_GAP + word(gaps, 4) * GAP_BYTES;
  let sound = true;
  for (let gap = gaps + FIRST_GAP; gap < rowsEnd; gap += GAP_BYTES) {
    const pattern = word(gap, 0);
    const position = word(gap, GAP_POSITION);
    const table = sharedTableOf(args, pattern, scratch);
    const constant = load<f64>(table);
    sound = sound && constant == constant;
    const row = products + position * rowBytes;
    const rowEnd = row + rowBytes;
    const offsets = sharedOffsets(table, word(pattern, 0), stateCount);
    const cells = out + (position >> 2) * latticeRow + ((position & 3) << 3);
    for (let pair: usize = 0; pair < stateCount; pair += 2) {
      const state = min(pair, stateCount - 2);
      let offset = offsets + state * rowBytes;
      let first = f64x2.splat(0), second = first;
      for (let at = row; at < rowEnd; at += 16) {
        const product = v128.load(at);
        const y0 = f64x2.add(product, v128.load(offset));
        const y1 = f64x2.add(product, v128.load(offset + rowBytes));
        first = f64x2.add(first, f64x2.mul(y0, y0));
        second = f64x2.add(second, f64x2.mul(y1, y1));
        offset += 16;
      }
      const cell = cells + state * CELL;
      if (pair == state) store<f64>(cell, load<f64>(cell) + constant - both(first));
      store<f64>(cell, load<f64>(cell, CELL) + constant - both(second), CELL);
    }
  }
  return sound;
}

// @ts-ignore: decorator
@inline
function both(lanes: v128): f64 {
  return f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
}
