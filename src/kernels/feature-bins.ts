// Bins of features: sorted values of columns, and the bin of every cell.
// src/analysis/supervised/binning/bin-table.ts defines what they are.
import { MISSING_BIN } from './trees/bins';

/** Words of the arguments; src/analysis/supervised/binning/kernel-bins.ts fills them. */
const ROW_COUNT: usize = 0;
const FEATURE_COUNT: usize = 4;
/** f64 columns of ROW_COUNT values. */
const COLUMNS: usize = 8;
/** For each column f64 sorted sample, room for as much, and u32 how many are not missing. */
const SORTED: usize = 12;
const SPARE: usize = 16;
const COUNTS: usize = 20;
const SAMPLE_COUNT: usize = 24;
/** f64 thresholds, 256 for each column, the last ones infinite. */
const THRESHOLDS: usize = 28;
/** Of each column 1: categorical. */
const ARE_LEVELS: usize = 32;
/** u8 bins, rows x features. */
const BINS: usize = 36;
/** u32 counts of digits for each column of the batch. */
const DIGITS: usize = 40;
/** u32 addresses of the bins of levels of each categorical column, and how many levels it has. */
const LEVEL_BINS: usize = 44;

const ROWS_PER_CHUNK: u32 = 4096;
const DIGIT_BITS: u32 = 11;
const DIGIT_COUNT: usize = 2048;
const PASS_COUNT: u32 = 6;

/** A number's bits in an order that is that of the numbers. */
// @ts-ignore: decorator
@inline
function keyOf(bits: i64): u64 {
  return <u64>(bits ^ ((bits >> 63) | i64.MIN_VALUE));
}

// @ts-ignore: decorator
@inline
function bitsOf(key: u64): u64 {
  return key ^ ((<u64>(~(<i64>key) >> 63)) | 0x8000000000000000);
}

/** Sorts a column's sample by its digits (radix sort, least significant first). */
export function sortColumn(column: u32, args: usize): void {
  const rowCount = load<u32>(args, ROW_COUNT);
  const sampleCount = load<u32>(args, SAMPLE_COUNT);
  const values: usize = load<u32>(args, COLUMNS) + column * (rowCount << 3);
  let from: usize = load<u32>(args, SORTED) + column * (sampleCount << 3);
  let to: usize = load<u32>(args, SPARE) + column * (sampleCount << 3);
  const digits: usize = load<u32>(args, DIGITS) + column * (PASS_COUNT * DIGIT_COUNT << 2);
  memory.fill(digits, 0, PASS_COUNT * DIGIT_COUNT << 2);
  const step = max<f64>(1, <f64>rowCount / <f64>sampleCount);
  let count: u32 = 0;
  for (let i: u32 = 0; i < sampleCount; i++) {
    const value = load<f64>(values + (<usize>(<f64>i * step) << 3));
    if (value != value) continue;
    // Minus zero counts as zero: they are equal.
    const key = keyOf(reinterpret<i64>(value + 0));
    store<u64>(from + (<usize>count << 3), key);
    count++;
    for (let pass: u32 = 0; pass < PASS_COUNT; pass++) {
      const digit = <usize>(key >> (pass * DIGIT_BITS)) & (DIGIT_COUNT - 1);
      const cell = digits + (pass * DIGIT_COUNT + digit << 2);
      store<u32>(cell, load<u32>(cell) + 1);
    }
  }
  store<u32>(load<u32>(args, COUNTS) + (column << 2), count);
  for (let pass: u32 = 0; pass < PASS_COUNT; pass++) {
    const starts = digits + (pass * DIGIT_COUNT << 2);
    let sum: u32 = 0;
    for (let digit: usize = 0; digit < DIGIT_COUNT; digit++) {
      const here = load<u32>(starts + (digit << 2));
      store<u32>(starts + (digit << 2), sum);
      sum += here;
    }
    for (let i: u32 = 0; i < count; i++) {
      const key = load<u64>(from + (<usize>i << 3));
      const cell = starts + ((<usize>(key >> (pass * DIGIT_BITS)) & (DIGIT_COUNT - 1)) << 2);
      const place = load<u32>(cell);
      store<u32>(cell, place + 1);
      store<u64>(to + (<usize>place << 3), key);
    }
    const kept = from;
    from = to;
    to = kept;
  }
  // After an even number of passes the keys are where they began.
  for (let i: u32 = 0; i < count; i++) {
    const at = from + (<usize>i << 3);
    store<u64>(at, bitsOf(load<u64>(at)));
  }
}

/** The bins of a chunk of rows. */
export function binRows(chunk: u32, args: usize): void {
  const rowCount = load<u32>(args, ROW_COUNT);
  const featureCount = load<u32>(args, FEATURE_COUNT);
  const first = chunk * ROWS_PER_CHUNK;
  const end = min<u32>(first + ROWS_PER_CHUNK, rowCount);
  for (let column: u32 = 0; column < featureCount; column++) {
    const values: usize = load<u32>(args, COLUMNS) + column * (rowCount << 3);
    const bins: usize = load<u32>(args, BINS) + column;
    const isLevels = load<u32>(load<u32>(args, ARE_LEVELS) + (column << 2));
    if (isLevels) binLevels(args, column, values, bins, first, end);
    else {
      const thresholds: usize = load<u32>(args, THRESHOLDS) + (column << 11);
      for (let row = first; row < end; row++) {
        const value = load<f64>(values + (<usize>row << 3));
        store<u8>(bins + row * featureCount, <u8>binOf(thresholds, value));
      }
    }
  }
}

/** The first bin whose threshold is not below the value, by eight halvings without a branch. */
// @ts-ignore: decorator
@inline
function binOf(thresholds: usize, value: f64): u32 {
  let bin: usize = 0;
  for (let half: usize = 128; half > 0; half >>= 1) {
    bin += select<usize>(half, 0, value > load<f64>(thresholds + (bin + half - 1 << 3)));
  }
  return select<u32>(<u32>bin, MISSING_BIN, value == value);
}

function binLevels(
  args: usize,
  column: u32,
  values: usize,
  bins: usize,
  first: u32,
  end: u32,
): void {
  const featureCount = load<u32>(args, FEATURE_COUNT);
  const entry: usize = load<u32>(args, LEVEL_BINS) + (column << 3);
  const levelBins: usize = load<u32>(entry);
  const levelCount = load<u32>(entry, 4);
  for (let row = first; row < end; row++) {
    const value = load<f64>(values + (<usize>row << 3));
    const isKnown = value >= 0 && value < <f64>levelCount;
    const bin = isKnown ? load<u8>(levelBins + <usize>value) : <u8>MISSING_BIN;
    store<u8>(bins + row * featureCount, bin);
  }
}
