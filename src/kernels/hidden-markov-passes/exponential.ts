// exp of our own, two vectors at a time: their chains of dependent steps hide each other's latency.

/** f64 numbers of the table, as exponentialTable of src/analysis/hidden-markov/exponential.ts has them. */
const LEAST: usize = 0;
const OCTAVES: usize = 8;
const SHIFT: usize = 16;
const HIGH: usize = 24;
const LOW: usize = 32;
/** Of the powers 11 to 0. */
const COEFFICIENTS: usize = 40;

/** The last coefficient. */
// @ts-ignore: decorator
@inline
export function splatOne(table: usize): v128 {
  return v128.load64_splat(table, COEFFICIENTS + 88);
}

// @ts-ignore: decorator
@inline
function next(value: v128, square: v128, table: usize, offset: usize): v128 {
  return f64x2.add(f64x2.mul(value, square), v128.load64_splat(table + offset));
}

/**
 * Stores exp of two vectors, each at most zero. Constants come from memory: as literals each would be
 * built anew at every use.
 */
// @ts-ignore: decorator
@inline
export function storeExponentials(x: v128, y: v128, table: usize, at: usize): void {
  const least = v128.load64_splat(table, LEAST);
  x = f64x2.pmax(least, x);
  y = f64x2.pmax(least, y);
  const perOctave = v128.load64_splat(table, OCTAVES);
  const shift = v128.load64_splat(table, SHIFT);
  const shiftedX = f64x2.add(f64x2.mul(x, perOctave), shift);
  const shiftedY = f64x2.add(f64x2.mul(y, perOctave), shift);
  const octavesX = f64x2.sub(shiftedX, shift);
  const octavesY = f64x2.sub(shiftedY, shift);
  const high = v128.load64_splat(table, HIGH);
  x = f64x2.sub(x, f64x2.mul(octavesX, high));
  y = f64x2.sub(y, f64x2.mul(octavesY, high));
  const low = v128.load64_splat(table, LOW);
  x = f64x2.sub(x, f64x2.mul(octavesX, low));
  y = f64x2.sub(y, f64x2.mul(octavesY, low));
  const squareX = f64x2.mul(x, x);
  const squareY = f64x2.mul(y, y);
  // Odd and even powers side by side, for speed.
  let oddX = v128.load64_splat(table, COEFFICIENTS), oddY = oddX;
  let evenX = v128.load64_splat(table, COEFFICIENTS + 8), evenY = evenX;
  oddX = next(oddX, squareX, table, COEFFICIENTS + 16);
  oddY = next(oddY, squareY, table, COEFFICIENTS + 16);
  evenX = next(evenX, squareX, table, COEFFICIENTS + 24);
  evenY = next(evenY, squareY, table, COEFFICIENTS + 24);
  oddX = next(oddX, squareX, table, COEFFICIENTS + 32);
  oddY = next(oddY, squareY, table, COEFFICIENTS + 32);
  evenX = next(evenX, squareX, table, COEFFICIENTS + 40);
  evenY = next(evenY, squareY, table, COEFFICIENTS + 40);
  oddX = next(oddX, squareX, table, COEFFICIENTS + 48);
  oddY = next(oddY, squareY, table, COEFFICIENTS + 48);
  evenX = next(evenX, squareX, table, COEFFICIENTS + 56);
  evenY = next(evenY, squareY, table, COEFFICIENTS + 56);
  oddX = next(oddX, squareX, table, COEFFICIENTS + 64);
  oddY = next(oddY, squareY, table, COEFFICIENTS + 64);
  evenX = next(evenX, squareX, table, COEFFICIENTS + 72);
  evenY = next(evenY, squareY, table, COEFFICIENTS + 72);
  oddX = next(oddX, squareX, table, COEFFICIENTS + 80);
  oddY = next(oddY, squareY, table, COEFFICIENTS + 80);
  evenX = next(evenX, squareX, table, COEFFICIENTS + 88);
  evenY = next(evenY, squareY, table, COEFFICIENTS + 88);
  const powerX = f64x2.add(evenX, f64x2.mul(x, oddX));
  const powerY = f64x2.add(evenY, f64x2.mul(y, oddY));
  v128.store(at, i64x2.add(powerX, i64x2.shl(shiftedX, 52)));
  v128.store(at, i64x2.add(powerY, i64x2.shl(shiftedY, 52)), 16);
}
