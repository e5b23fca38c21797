// Sums and products of Gaussian columns with a covariance between them, over a tile's rows.
import {
  CELL, JOINT_COUNT, JOINT_FACTOR_BYTES, JOINT_MEANS, ROW_BYTES, STATE_COUNT, TILE_GAPS, TILE_LONGEST,
  jointOffset, word,
} from './arguments';
import { addResiduals } from './gap-sums';
import { addShifts } from './shared-gap-sums';
import { addProducts, addTo } from './sums';
import { changedColumns, columnBytes, filledColumns, gapScratch } from './workspace';

/**
 * Adds sums weighted by the states' probabilities. Full covariance: for each state the sums and the
 * products of columns less the state's mean. Tied: for each state the sums of columns; then their
 * products, which need no weight, as those of all states add up to 1. Last what missing cells add.
 *
 * @param posterior rows x states; becomes its roots, but for tied covariance
 */
export function addJointSums(args: usize, tile: usize, posterior: usize, workspace: usize, out: usize): void {
  const count = word(args, JOINT_COUNT);
  const stateCount = word(args, STATE_COUNT);
  const rowBytes = word(args, ROW_BYTES);
  const rowCount = word(tile, TILE_LONGEST);
  const columns = word(tile, 0) + jointOffset(args);
  const latticeRow = stateCount * CELL;
  const hasGaps = word(tile, TILE_GAPS) != 0;
  if (word(args, JOINT_FACTOR_BYTES) == 0) {
    const shared = hasGaps ? filledColumns(args, tile, workspace) : columns;
    const sharedRow = hasGaps ? count * CELL : rowBytes;
    const triangle = out + (stateCount * count << 4);
    addProducts(posterior, stateCount, latticeRow, shared, count, sharedRow, rowCount, out);
    if (hasGaps) {
      const scratch = gapScratch(args, tile, workspace);
      addShifts(args, tile, posterior, shared, scratch, triangle + (count * (count + 2) << 3));
    }
    addTriangle(shared, count, sharedRow, rowCount, triangle);
    return;
  }
  const stateCells = count + (count * (count + 2) >> 1);
  if (hasGaps) {
    const residuals = out + (stateCount * stateCells << 4);
    addResiduals(args, tile, posterior, gapScratch(args, tile, workspace), residuals);
  }
  takeRoots(posterior, rowCount * latticeRow);
  const centredRow = count * CELL;
  const centred = changedColumns(args, tile, workspace);
  // The states have the same columns, or each its own where cells are filled.
  let own = hasGaps ? filledColumns(args, tile, workspace) : columns;
  const ownRow = hasGaps ? centredRow : rowBytes;
  const ownBytes = hasGaps ? columnBytes(args, tile) : 0;
  let mean = word(args, JOINT_MEANS);
  for (let state: usize = 0; state < stateCount; state++) {
    const roots = posterior + state * CELL;
    for (let j: usize = 0; j < count; j += 2) {
      const from = own + j * CELL, to = centred + j * CELL;
      centre(roots, latticeRow, from, ownRow, mean, rowCount, to, centredRow, out);
      mean += 16;
      out += 32;
    }
    addTriangle(centred, count, centredRow, rowCount, out);
    out += count * (count + 2) << 3;
    own += ownBytes;
  }
}

// @ts-ignore: decorator
@inline
function takeRoots(cells: usize, byteCount: usize): void {
  for (let at = cells; at < cells + byteCount; at += 16) v128.store(at, f64x2.sqrt(v128.load(at)));
}

/**
 * Writes two columns less their means, times the roots of the weights: products of what is written have
 * the whole weight. Adds the weighted sums.
 */
// @ts-ignore: decorator
@inline
function centre(
  roots: usize, rootRow: usize, columns: usize, columnRow: usize, means: usize, rowCount: usize,
  centred: usize, centredRow: usize, sums: usize,
): void {
  const m0 = v128.load64_splat(means), m1 = v128.load64_splat(means, 8);
  let a0 = f64x2.splat(0), b0 = a0, a1 = a0, b1 = a0;
  for (let row = rowCount; row > 0; row--) {
    const ra = v128.load(roots), rb = v128.load(roots, 16);
    const xa0 = f64x2.mul(ra, f64x2.sub(v128.load(columns), m0));
    const xb0 = f64x2.mul(rb, f64x2.sub(v128.load(columns, 16), m0));
    const xa1 = f64x2.mul(ra, f64x2.sub(v128.load(columns, CELL), m1));
    const xb1 = f64x2.mul(rb, f64x2.sub(v128.load(columns, CELL + 16), m1));
    v128.store(centred, xa0);
    v128.store(centred, xb0, 16);
    v128.store(centred, xa1, CELL);
    v128.store(centred, xb1, CELL + 16);
    a0 = f64x2.add(a0, f64x2.mul(ra, xa0));
    b0 = f64x2.add(b0, f64x2.mul(rb, xb0));
    a1 = f64x2.add(a1, f64x2.mul(ra, xa1));
    b1 = f64x2.add(b1, f64x2.mul(rb, xb1));
    roots += rootRow;
    columns += columnRow;
    centred += centredRow;
  }
  addTo(sums, a0, b0);
  addTo(sums + 16, a1, b1);
}

/**
 * Adds products of columns i and j, summed over rows of the panel. Rows of the triangle come in pairs:
 * columns i and i + 1 with every j up to i + 1.
 */
// @ts-ignore: decorator
@inline
function addTriangle(columns: usize, count: usize, rowBytes: usize, rowCount: usize, out: usize): void {
  for (let i: usize = 0; i < count; i += 2) {
    const rowLength = i + 2 << 4;
    for (let j: usize = 0; j <= i; j += 2) {
      let a00 = f64x2.splat(0), a01 = a00, a10 = a00, a11 = a00;
      let b00 = a00, b01 = a00, b10 = a00, b11 = a00;
      let x = columns + i * CELL, y = columns + j * CELL;
      for (let row = rowCount; row > 0; row--) {
        const xa0 = v128.load(x), xa1 = v128.load(x, CELL);
        const ya0 = v128.load(y), ya1 = v128.load(y, CELL);
        a00 = f64x2.add(a00, f64x2.mul(xa0, ya0));
        a01 = f64x2.add(a01, f64x2.mul(xa0, ya1));
        a10 = f64x2.add(a10, f64x2.mul(xa1, ya0));
        a11 = f64x2.add(a11, f64x2.mul(xa1, ya1));
        const xb0 = v128.load(x, 16), xb1 = v128.load(x, CELL + 16);
        const yb0 = v128.load(y, 16), yb1 = v128.load(y, CELL + 16);
        b00 = f64x2.add(b00, f64x2.mul(xb0, yb0));
        b01 = f64x2.add(b01, f64x2.mul(xb0, yb1));
        b10 = f64x2.add(b10, f64x2.mul(xb1, yb0));
        b11 = f64x2.add(b11, f64x2.mul(xb1, yb1));
        x += rowBytes;
        y += rowBytes;
      }
      const cell = out + (j << 4);
      addTo(cell, a00, b00);
      addTo(cell + 16, a01, b01);
      addTo(cell + rowLength, a10, b10);
      addTo(cell + rowLength + 16, a11, b11);
    }
    out += 2 * rowLength;
  }
}
