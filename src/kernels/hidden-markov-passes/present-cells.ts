// Cells of joint columns that are there.
import { CELL, JOINT_COUNT, ROW_BYTES, TILE_LONGEST, jointOffset, word } from './arguments';

/** Copies the joint columns twice, zero in place of what is missing. */
// @ts-ignore: decorator
@inline
export function copyPresent(args: usize, tile: usize, first: usize, second: usize): void {
  const columnBytes = word(args, JOINT_COUNT) * CELL;
  const rowBytes = word(args, ROW_BYTES);
  let row = word(tile, 0) + jointOffset(args);
  for (let left = word(tile, TILE_LONGEST); left > 0; left--) {
    for (let at = row; at < row + columnBytes; at += CELL) {
      const a = v128.load(at), b = v128.load(at, 16);
      const presentA = v128.and(a, f64x2.eq(a, a)), presentB = v128.and(b, f64x2.eq(b, b));
      v128.store(first, presentA);
      v128.store(first, presentB, 16);
      v128.store(second, presentA);
      v128.store(second, presentB, 16);
      first += CELL;
      second += CELL;
    }
    row += rowBytes;
  }
}

/** A value less the products of a row of two states' precisions and one lane's cells. */
// @ts-ignore: decorator
@inline
export function lessProducts(value: v128, precisions: usize, cells: usize, width: usize): v128 {
  let odd = f64x2.splat(0);
  for (let j: usize = 0; j < width; j += 2) {
    value = f64x2.sub(value, f64x2.mul(v128.load(precisions), v128.load64_splat(cells)));
    odd = f64x2.add(odd, f64x2.mul(v128.load(precisions, 16), v128.load64_splat(cells, CELL)));
    precisions += 32;
    cells += 2 * CELL;
  }
  return f64x2.sub(value, odd);
}
