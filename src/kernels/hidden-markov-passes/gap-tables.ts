// What a pattern of missing joint columns says in every state. With P the inverse covariance and m the
// missing columns, P_mm is the inverse of their covariance given the rest; it is inverted once for all
// rows of the pattern. Patterns of a single row have no table: theirs is made anew where it is needed.
import {
  GAP_COLUMN_COUNT, GAP_CONSTANTS, GAP_INFORMATION, GAP_PAIR_COUNT, GAP_PATTERNS, GAP_PRECISIONS,
  GAP_TABLE_COUNT, JOINT_COUNT, JOINT_FACTORS, JOINT_FACTOR_BYTES, JOINT_OFFSETS, STATE_COUNT, word,
} from './arguments';

/** A pattern: u32 number of missing columns, address of its table or 0, then each missing column. */
export const PATTERN_TABLE: usize = 4;
export const PATTERN_COLUMNS: usize = 8;

/** The gaps of a tile: u32 rows with gaps, those with most first; u32 all rows; then of each: */
export const GAP_BYTES: usize = 8;
export const FIRST_GAP: usize = 8;
/** u32 address of its pattern, u32 number of its row times four and its lane. */
export const GAP_POSITION: usize = 4;

/** A pair of states: -log |P_mm|^(1/2), not a number where P_mm is not definite; then P_mm^-1; v128 each. */
export const INVERSE: usize = 16;

/** Tables filled at a time. */
const PATTERNS_PER_CHUNK: usize = 64;

const SQRT2: f64 = 1.4142135623730951;
const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;

// @ts-ignore: decorator
@inline
export function missingColumn(pattern: usize, index: usize): usize {
  return load<u32>(pattern + (index << 2), PATTERN_COLUMNS);
}

// @ts-ignore: decorator
@inline
function pairBytes(missingCount: usize): usize {
  return INVERSE + (missingCount * missingCount << 4);
}

/** Fills the tables of some patterns. */
export function fillTables(index: usize, args: usize): void {
  const pairCount = word(args, GAP_PAIR_COUNT);
  const shared = word(args, JOINT_FACTOR_BYTES) == 0;
  const end = min((index + 1) * PATTERNS_PER_CHUNK, word(args, GAP_TABLE_COUNT));
  for (let i = index * PATTERNS_PER_CHUNK; i < end; i++) {
    const pattern = word(word(args, GAP_PATTERNS) + (i << 2), 0);
    const table = word(pattern, PATTERN_TABLE);
    if (shared) {
      fillShared(args, pattern, table);
      continue;
    }
    const bytes = pairBytes(word(pattern, 0));
    for (let pair: usize = 0; pair < pairCount; pair++) {
      invert(args, pattern, pair, table + pair * bytes);
    }
  }
}

/** The address of a pair's numbers for a pattern, which are made in `scratch` where it has no table. */
export function tableOf(args: usize, pattern: usize, pair: usize, scratch: usize): usize {
  const table = word(pattern, PATTERN_TABLE);
  if (table != 0) return table + pair * pairBytes(word(pattern, 0));
  invert(args, pattern, pair, scratch);
  return scratch;
}

/** The same where the states share a factor: one pair, whose lanes are equal, and what is behind it. */
export function sharedTableOf(args: usize, pattern: usize, scratch: usize): usize {
  const table = word(pattern, PATTERN_TABLE);
  if (table != 0) return table;
  fillShared(args, pattern, scratch);
  return scratch;
}

/** The states' means of the missing as the rest's lets expect: missing columns x pairs of states. */
// @ts-ignore: decorator
@inline
export function sharedMeans(table: usize, missingCount: usize): usize {
  return table + pairBytes(missingCount);
}

/** Behind them what is added to U x: states x columns. */
// @ts-ignore: decorator
@inline
export function sharedOffsets(table: usize, missingCount: usize, stateCount: usize): usize {
  return sharedMeans(table, missingCount) + missingCount * (stateCount + 1 >> 1 << 4);
}

function fillShared(args: usize, pattern: usize, out: usize): void {
  invert(args, pattern, 0, out);
  const width = word(args, JOINT_COUNT);
  const stateCount = word(args, STATE_COUNT);
  const count = word(pattern, 0);
  const inverse = out + INVERSE;
  const means = sharedMeans(out, count);
  const statePairs = stateCount + 1 >> 1;
  for (let i: usize = 0; i < count; i++) {
    for (let pair: usize = 0; pair < statePairs; pair++) {
      const information = word(args, GAP_INFORMATION) + (pair * width << 4);
      let mean = f64x2.splat(0);
      for (let j: usize = 0; j < count; j++) {
        const from = v128.load(information + (missingColumn(pattern, j) << 4));
        mean = f64x2.add(mean, f64x2.mul(v128.load(inverse + (i * count + j << 4)), from));
      }
      v128.store(means + (i * statePairs + pair << 4), mean);
    }
  }
  const offsets = sharedOffsets(out, count, stateCount);
  memory.copy(offsets, word(args, JOINT_OFFSETS), stateCount * width << 3);
  for (let k: usize = 0; k < stateCount; k++) {
    // The last of an odd number is the second of its pair.
    const second = k & 1 | <usize>(k == stateCount - 1);
    for (let i: usize = 0; i < count; i++) {
      const column = missingColumn(pattern, i);
      const mean = load<f64>(means + (i * statePairs + (k >> 1) << 4) + (second << 3));
      for (let row = column; row < width; row++) {
        const cell = offsets + (k * width + row << 3);
        store<f64>(cell, load<f64>(cell) + factorCell(word(args, JOINT_FACTORS), row, column) * mean);
      }
    }
  }
}

/** U(row, column) of a factor that has its rows in pairs, as emitJoint reads it. */
// @ts-ignore: decorator
@inline
function factorCell(factor: usize, row: usize, column: usize): f64 {
  const first = row & ~(<usize>1);
  const inPair = 2 * column + (column <= first ? row & 1 : <usize>0);
  return load<f64>(factor + ((first * (first + 1) >> 1) + inPair << 3));
}

/** Sweeps P_mm of two states, pivot by pivot (Goodnight, The American Statistician 33, 1979). */
function invert(args: usize, pattern: usize, pair: usize, out: usize): void {
  const width = word(args, JOINT_COUNT);
  const count = word(pattern, 0);
  const precisions = word(args, GAP_PRECISIONS) + (pair * width * width << 4);
  const matrix = out + INVERSE;
  const rowBytes = count << 4;
  for (let i: usize = 0; i < count; i++) {
    const row = precisions + (missingColumn(pattern, i) * width << 4);
    for (let j: usize = 0; j < count; j++) {
      v128.store(matrix + i * rowBytes + (j << 4), v128.load(row + (missingColumn(pattern, j) << 4)));
    }
  }
  const one = f64x2.splat(1);
  let mantissas = one, exponents = i64x2.splat(0), definite = i64x2.splat(-1);
  for (let k: usize = 0; k < count; k++) {
    const pivotRow = matrix + k * rowBytes;
    const pivot = v128.load(pivotRow + (k << 4));
    const inverse = f64x2.div(one, pivot);
    definite = v128.and(definite, f64x2.gt(pivot, f64x2.splat(0)));
    const product = f64x2.mul(mantissas, pivot);
    exponents = i64x2.add(exponents, i64x2.shr_u(product, 52));
    mantissas = v128.or(i64x2.shr_u(i64x2.shl(product, 12), 12), one);
    for (let i: usize = 0; i < count; i++) {
      if (i == k) continue;
      const row = matrix + i * rowBytes;
      const factor = f64x2.mul(v128.load(row + (k << 4)), inverse);
      for (let j: usize = 0; j < count; j++) {
        const cell = row + (j << 4);
        if (j != k) {
          v128.store(cell, f64x2.sub(v128.load(cell), f64x2.mul(factor, v128.load(pivotRow + (j << 4)))));
        }
      }
    }
    // All others have read the pivot's row.
    for (let j: usize = 0; j < count; j++) {
      const cell = pivotRow + (j << 4);
      const value = f64x2.mul(v128.load(cell), inverse);
      v128.store(cell, value);
      v128.store(matrix + j * rowBytes + (k << 4), value);
    }
    v128.store(pivotRow + (k << 4), f64x2.neg(inverse));
  }
  // What has been swept is less the inverse.
  for (let at = matrix; at < matrix + count * rowBytes; at += 16) v128.store(at, f64x2.neg(v128.load(at)));
  const biases = <i64>count * 1023;
  const first = logOf(f64x2.extract_lane(mantissas, 0), i64x2.extract_lane(exponents, 0) - biases);
  const second = logOf(f64x2.extract_lane(mantissas, 1), i64x2.extract_lane(exponents, 1) - biases);
  if (count == word(args, GAP_COLUMN_COUNT)) {
    // Nothing is left of the constant, not even rounding, which would decide between equal paths.
    const constants = v128.load(word(args, GAP_CONSTANTS) + (pair << 4));
    v128.store(out, v128.bitselect(f64x2.neg(constants), f64x2.splat(NaN), definite));
    return;
  }
  const halves = f64x2.replace_lane(f64x2.splat(-0.5 * first), 1, -0.5 * second);
  v128.store(out, v128.bitselect(halves, f64x2.splat(NaN), definite));
}

/** As naturalLog of src/analysis/hidden-markov/exponential.ts, of a mantissa from 1 to 2. */
function logOf(mantissa: f64, exponent: i64): f64 {
  let octaves = <f64>exponent;
  if (mantissa > SQRT2) {
    mantissa *= 0.5;
    octaves += 1;
  }
  const ratio = (mantissa - 1) / (mantissa + 1);
  const square = ratio * ratio;
  let series: f64 = 0;
  for (let power: f64 = 21; power >= 3; power -= 2) series = (series + 1 / power) * square;
  return octaves * LN2_HIGH + (2 * ratio + (2 * ratio * series + octaves * LN2_LOW));
}
