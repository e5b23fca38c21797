// Hidden Markov model: the passes over all sequences. src/analysis/hidden-markov/scalar-hidden-markov.ts
// defines what they compute, src/analysis/hidden-markov/kernel-panel.ts how the rows lie.
//
// Four sequences of like length lie interleaved in a tile: lanes are sequences, so that every value of
// the recursions is a pair of vectors. Nothing is kept but the lattice of one tile. Rows behind the end
// of a sequence, and lanes without one, have no weight, as their backward probability starts at zero.
// States are worked on in pairs; where their number is odd, the last pair repeats a state.

/** Words of the arguments (bytes from their address), as kernel-words.ts has them. */
const STATE_COUNT: usize = 0;
/** Bytes of a tile's row. */
const ROW_BYTES: usize = 4;
/** Columns of each kind, even numbers: squares and lines, without and with missing cells. */
const SQUARE_COUNT: usize = 8;
const MASKED_SQUARE_COUNT: usize = 12;
const LINE_COUNT: usize = 16;
const MASKED_LINE_COUNT: usize = 20;
/** f64 for each state: see emit. */
const TABLE: usize = 24;
const TABLE_STRIDE: usize = 28;
/** f64 start probabilities and transition matrix; logarithms of both, the latter also transposed. */
const START: usize = 32;
const TRANSITIONS: usize = 36;
const LOG_START: usize = 40;
const LOG_TRANSITIONS: usize = 44;
const LOG_TRANSITIONS_BACK: usize = 48;
/** Records of TILE_BYTES. */
const TILES: usize = 52;
/** For each chunk u32 first tile, end tile, address of its workspace, of its output. */
const CHUNKS: usize = 56;
/** The chunk of a batch's first. */
const FIRST_CHUNK: usize = 60;
/** f64 rows x states of the batch; the panel's row that comes first there. */
const POSTERIOR: usize = 64;
const FILTERED: usize = 68;
const FIRST_ROW: usize = 72;
/** u8 states of all rows of the source. */
const PATHS: usize = 76;
/** Bytes of an output that are zero at first. */
const OUTPUT_BYTES: usize = 80;
/** For each tile a scale record. */
const SCALES: usize = 84;

/** A tile: u32 address of its rows, u32 longest and shortest length, then f64 length of each lane... */
const TILE_BYTES: usize = 80;
const TILE_LONGEST: usize = 4;
const TILE_SHORTEST: usize = 8;
const TILE_LENGTHS: usize = 16;
/** ... and u32 first row of each lane's sequence, in the panel's order and in the source's. */
const TILE_ROWS: usize = 48;
const TILE_SOURCE_ROWS: usize = 64;

/**
 * What a log-likelihood is made of, for each of four lanes: f64 sum of the rows' largest log densities,
 * i64 sum of biased exponents, f64 mantissa; then u32 rows, and whether something went wrong.
 */
const SCALE_EXPONENTS: usize = 32;
const SCALE_MANTISSAS: usize = 64;
const SCALE_ROWS: usize = 96;
const SCALE_TROUBLE: usize = 100;
const SCALE_BYTES: usize = 112;

/** Below this scale the twin takes over: a state may have vanished that later rows would bring back. */
const LEAST_SCALE: f64 = 1e-100;

/** Four lanes of 64 bits. */
const CELL: usize = 32;

// @ts-ignore: decorator
@inline
function word(args: usize, offset: usize): usize {
  return load<u32>(args + offset);
}

/** exp of two numbers, each at most zero; as src/analysis/hidden-markov/exponential.ts has it. */
// @ts-ignore: decorator
@inline
function exponential(x: v128): v128 {
  const clamped = f64x2.pmax(f64x2.splat(-708), x);
  const shift = f64x2.splat(6755399441055744);
  const shifted = f64x2.add(f64x2.mul(clamped, f64x2.splat(1.4426950408889634)), shift);
  const octaves = f64x2.sub(shifted, shift);
  const high = f64x2.sub(clamped, f64x2.mul(octaves, f64x2.splat(0.6931471803691238)));
  const rest = f64x2.sub(high, f64x2.mul(octaves, f64x2.splat(1.9082149292705877e-10)));
  const square = f64x2.mul(rest, rest);
  // Even and odd powers side by side, for speed.
  let odd = f64x2.splat(2.5114870232064345e-8);
  odd = f64x2.add(f64x2.mul(odd, square), f64x2.splat(2.7557224956072986e-6));
  odd = f64x2.add(f64x2.mul(odd, square), f64x2.splat(1.9841269909219884e-4));
  odd = f64x2.add(f64x2.mul(odd, square), f64x2.splat(8.333333333309526e-3));
  odd = f64x2.add(f64x2.mul(odd, square), f64x2.splat(0.16666666666666702));
  odd = f64x2.add(f64x2.mul(odd, square), f64x2.splat(1));
  let even = f64x2.splat(2.763264069051338e-7);
  even = f64x2.add(f64x2.mul(even, square), f64x2.splat(2.4801485479175668e-5));
  even = f64x2.add(f64x2.mul(even, square), f64x2.splat(1.3888888952318084e-3));
  even = f64x2.add(f64x2.mul(even, square), f64x2.splat(4.166666666648808e-2));
  even = f64x2.add(f64x2.mul(even, square), f64x2.splat(0.5000000000000019));
  even = f64x2.add(f64x2.mul(even, square), f64x2.splat(1));
  const power = f64x2.add(even, f64x2.mul(rest, odd));
  return i64x2.add(power, i64x2.shl(shifted, 52));
}

/**
 * Log densities of two rows of a tile in every state; the second may be the first again.
 * Table of a state: its constant, then s, m of each square: -(s x + m)^2; s, m, c of each masked
 * square: c - (s x + m)^2; b of each line: b x; b, c of each masked line: b x + c. In masked columns a
 * missing cell is not a number, and what it adds is set to zero.
 */
// @ts-ignore: decorator
@inline
function emit(args: usize, row: usize, stateCount: usize, out: usize, rowStep: usize, outStep: usize): void {
  const stride = word(args, TABLE_STRIDE);
  const squaresEnd = row + word(args, SQUARE_COUNT) * CELL;
  const maskedSquareCount = word(args, MASKED_SQUARE_COUNT);
  const lines = squaresEnd + maskedSquareCount * CELL;
  const linesEnd = lines + word(args, LINE_COUNT) * CELL;
  const table = word(args, TABLE);
  for (let pair: usize = 0; pair < stateCount; pair += 2) {
    const state = min(pair, stateCount - 2);
    let first = table + state * stride;
    let second = first + stride;
    let a0 = v128.load64_splat(first), b0 = a0, c0 = a0, d0 = a0;
    let a1 = v128.load64_splat(second), b1 = a1, c1 = a1, d1 = a1;
    first += 8;
    second += 8;
    let at = row;
    for (; at < squaresEnd; at += CELL) {
      const a = v128.load(at), b = v128.load(at, 16);
      const c = v128.load(at + rowStep), d = v128.load(at + rowStep, 16);
      const s0 = v128.load64_splat(first), m0 = v128.load64_splat(first, 8);
      const ya0 = f64x2.add(f64x2.mul(a, s0), m0), yb0 = f64x2.add(f64x2.mul(b, s0), m0);
      const yc0 = f64x2.add(f64x2.mul(c, s0), m0), yd0 = f64x2.add(f64x2.mul(d, s0), m0);
      a0 = f64x2.sub(a0, f64x2.mul(ya0, ya0));
      b0 = f64x2.sub(b0, f64x2.mul(yb0, yb0));
      c0 = f64x2.sub(c0, f64x2.mul(yc0, yc0));
      d0 = f64x2.sub(d0, f64x2.mul(yd0, yd0));
      const s1 = v128.load64_splat(second), m1 = v128.load64_splat(second, 8);
      const ya1 = f64x2.add(f64x2.mul(a, s1), m1), yb1 = f64x2.add(f64x2.mul(b, s1), m1);
      const yc1 = f64x2.add(f64x2.mul(c, s1), m1), yd1 = f64x2.add(f64x2.mul(d, s1), m1);
      a1 = f64x2.sub(a1, f64x2.mul(ya1, ya1));
      b1 = f64x2.sub(b1, f64x2.mul(yb1, yb1));
      c1 = f64x2.sub(c1, f64x2.mul(yc1, yc1));
      d1 = f64x2.sub(d1, f64x2.mul(yd1, yd1));
      first += 16;
      second += 16;
    }
    first += 24 * maskedSquareCount;
    second += 24 * maskedSquareCount;
    for (at = lines; at < linesEnd; at += CELL) {
      const s0 = v128.load64_splat(first), s1 = v128.load64_splat(second);
      const a = v128.load(at), b = v128.load(at, 16);
      a0 = f64x2.add(a0, f64x2.mul(a, s0));
      b0 = f64x2.add(b0, f64x2.mul(b, s0));
      a1 = f64x2.add(a1, f64x2.mul(a, s1));
      b1 = f64x2.add(b1, f64x2.mul(b, s1));
      const c = v128.load(at + rowStep), d = v128.load(at + rowStep, 16);
      c0 = f64x2.add(c0, f64x2.mul(c, s0));
      d0 = f64x2.add(d0, f64x2.mul(d, s0));
      c1 = f64x2.add(c1, f64x2.mul(c, s1));
      d1 = f64x2.add(d1, f64x2.mul(d, s1));
      first += 8;
      second += 8;
    }
    const cell = out + state * CELL;
    v128.store(cell, a0);
    v128.store(cell, b0, 16);
    v128.store(cell, a1, CELL);
    v128.store(cell, b1, CELL + 16);
    v128.store(cell + outStep, c0);
    v128.store(cell + outStep, d0, 16);
    v128.store(cell + outStep, c1, CELL);
    v128.store(cell + outStep, d1, CELL + 16);
  }
}

/** Adds what the columns with missing cells say of one row. */
function emitMasked(args: usize, row: usize, out: usize): void {
  const stateCount = word(args, STATE_COUNT);
  const stride = word(args, TABLE_STRIDE);
  const squares = row + word(args, SQUARE_COUNT) * CELL;
  const squaresEnd = squares + word(args, MASKED_SQUARE_COUNT) * CELL;
  const lineCount = word(args, LINE_COUNT);
  const lines = squaresEnd + lineCount * CELL;
  const linesEnd = lines + word(args, MASKED_LINE_COUNT) * CELL;
  const table = word(args, TABLE) + (1 + 2 * word(args, SQUARE_COUNT) << 3);
  for (let pair: usize = 0; pair < stateCount; pair += 2) {
    const state = min(pair, stateCount - 2);
    const cell = out + state * CELL;
    let first = table + state * stride;
    let second = first + stride;
    let a0 = f64x2.splat(0), b0 = a0, a1 = a0, b1 = a0;
    let at = squares;
    for (; at < squaresEnd; at += CELL) {
      const a = v128.load(at), b = v128.load(at, 16);
      const ma = f64x2.eq(a, a), mb = f64x2.eq(b, b);
      const s0 = v128.load64_splat(first), m0 = v128.load64_splat(first, 8);
      const c0 = v128.load64_splat(first, 16);
      const ya0 = f64x2.add(f64x2.mul(a, s0), m0), yb0 = f64x2.add(f64x2.mul(b, s0), m0);
      a0 = f64x2.add(a0, v128.and(f64x2.sub(c0, f64x2.mul(ya0, ya0)), ma));
      b0 = f64x2.add(b0, v128.and(f64x2.sub(c0, f64x2.mul(yb0, yb0)), mb));
      const s1 = v128.load64_splat(second), m1 = v128.load64_splat(second, 8);
      const c1 = v128.load64_splat(second, 16);
      const ya1 = f64x2.add(f64x2.mul(a, s1), m1), yb1 = f64x2.add(f64x2.mul(b, s1), m1);
      a1 = f64x2.add(a1, v128.and(f64x2.sub(c1, f64x2.mul(ya1, ya1)), ma));
      b1 = f64x2.add(b1, v128.and(f64x2.sub(c1, f64x2.mul(yb1, yb1)), mb));
      first += 24;
      second += 24;
    }
    first += lineCount << 3;
    second += lineCount << 3;
    for (at = lines; at < linesEnd; at += CELL) {
      const a = v128.load(at), b = v128.load(at, 16);
      const ma = f64x2.eq(a, a), mb = f64x2.eq(b, b);
      const s0 = v128.load64_splat(first), c0 = v128.load64_splat(first, 8);
      a0 = f64x2.add(a0, v128.and(f64x2.add(f64x2.mul(a, s0), c0), ma));
      b0 = f64x2.add(b0, v128.and(f64x2.add(f64x2.mul(b, s0), c0), mb));
      const s1 = v128.load64_splat(second), c1 = v128.load64_splat(second, 8);
      a1 = f64x2.add(a1, v128.and(f64x2.add(f64x2.mul(a, s1), c1), ma));
      b1 = f64x2.add(b1, v128.and(f64x2.add(f64x2.mul(b, s1), c1), mb));
      first += 16;
      second += 16;
    }
    // A state that the last pair repeats is done already.
    if (pair == state) {
      v128.store(cell, f64x2.add(v128.load(cell), a0));
      v128.store(cell, f64x2.add(v128.load(cell, 16), b0), 16);
    }
    v128.store(cell, f64x2.add(v128.load(cell, CELL), a1), CELL);
    v128.store(cell, f64x2.add(v128.load(cell, CELL + 16), b1), CELL + 16);
  }
}

// @ts-ignore: decorator
@inline
function maskCount(args: usize): usize {
  return word(args, MASKED_SQUARE_COUNT) + word(args, MASKED_LINE_COUNT);
}

/** Log densities of a tile's row t and, where t is even, of the next. */
// @ts-ignore: decorator
@inline
function emitRow(args: usize, row: usize, t: usize, longest: usize, stateCount: usize, out: usize): void {
  if ((t & 1) == 0) {
    const two = t + 1 < longest;
    const rowStep = select<usize>(word(args, ROW_BYTES), 0, two);
    emit(args, row, stateCount, out, rowStep, select<usize>(stateCount * CELL, 0, two));
  }
  if (maskCount(args) > 0) emitMasked(args, row, out);
}

/** The largest of a row's log densities is taken off all of them, and their exponential taken. */
// @ts-ignore: decorator
@inline
function exponentials(cells: usize, cellsEnd: usize, record: usize, live: bool, liveA: v128, liveB: v128): void {
  let largestA = v128.load(cells), largestB = v128.load(cells, 16);
  for (let at = cells + CELL; at < cellsEnd; at += CELL) {
    largestA = f64x2.pmax(largestA, v128.load(at));
    largestB = f64x2.pmax(largestB, v128.load(at, 16));
  }
  for (let at = cells; at < cellsEnd; at += CELL) {
    v128.store(at, exponential(f64x2.sub(v128.load(at), largestA)));
    v128.store(at, exponential(f64x2.sub(v128.load(at, 16), largestB)), 16);
  }
  if (!live) {
    largestA = v128.and(largestA, liveA);
    largestB = v128.and(largestB, liveB);
  }
  v128.store(record, f64x2.add(v128.load(record), largestA));
  v128.store(record, f64x2.add(v128.load(record, 16), largestB), 16);
}

/** Multiplies a scale into a product that is kept as mantissa and exponent. */
// @ts-ignore: decorator
@inline
function multiplyScale(record: usize, lane: usize, scale: v128): void {
  const product = f64x2.mul(v128.load(record + lane, SCALE_MANTISSAS), scale);
  const exponents = v128.load(record + lane, SCALE_EXPONENTS);
  v128.store(record + lane, i64x2.add(exponents, i64x2.shr_u(product, 52)), SCALE_EXPONENTS);
  const mantissa = v128.and(product, i64x2.splat(0xfffffffffffff));
  v128.store(record + lane, v128.or(mantissa, i64x2.splat(0x3ff0000000000000)), SCALE_MANTISSAS);
}

/**
 * The forward recursion of a tile.
 *
 * @param densities rows x states: densities, the largest of each row 1
 * @param forward rows x states: probability of each state given the rows so far
 * @param inverses for each row the reciprocal scale
 */
function runForward(args: usize, tile: usize, densities: usize, forward: usize, inverses: usize, record: usize): void {
  const stateCount = word(args, STATE_COUNT);
  const transitions = word(args, TRANSITIONS);
  const start = word(args, START);
  const rowBytes = word(args, ROW_BYTES);
  const shortest = word(tile, TILE_SHORTEST);
  const longest = word(tile, TILE_LONGEST);
  const lengthsA = v128.load(tile, TILE_LENGTHS), lengthsB = v128.load(tile, TILE_LENGTHS + 16);
  const matrixRow = stateCount << 3;
  const latticeRow = stateCount * CELL;
  let row = word(tile, 0);
  let trouble = i64x2.splat(0);
  for (let t: usize = 0; t < longest; t++) {
    const time = f64x2.splat(<f64>t);
    const liveA = f64x2.gt(lengthsA, time), liveB = f64x2.gt(lengthsB, time);
    const allLive = t < shortest;
    emitRow(args, row, t, longest, stateCount, densities);
    exponentials(densities, densities + latticeRow, record, allLive, liveA, liveB);
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
      scaleA = v128.bitselect(scaleA, f64x2.splat(1), liveA);
      scaleB = v128.bitselect(scaleB, f64x2.splat(1), liveB);
    }
    const least = f64x2.splat(LEAST_SCALE);
    trouble = v128.or(trouble, v128.or(f64x2.lt(scaleA, least), f64x2.lt(scaleB, least)));
    multiplyScale(record, 0, scaleA);
    multiplyScale(record, 16, scaleB);
    const inverseA = f64x2.div(f64x2.splat(1), scaleA), inverseB = f64x2.div(f64x2.splat(1), scaleB);
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
  if (v128.any_true(trouble)) store<u32>(record + SCALE_TROUBLE, 1);
}

/**
 * The backward recursion of a tile.
 *
 * @param densities rows x states: becomes density times backward probability over scale
 * @param posterior rows x states: probability of each state given all rows
 * @returns whether the first row's probabilities add up to 1, as they do unless a number got lost
 */
function runBackward(args: usize, tile: usize, densities: usize, forward: usize, inverses: usize, posterior: usize): bool {
  const stateCount = word(args, STATE_COUNT);
  const transitions = word(args, TRANSITIONS);
  const shortest = word(tile, TILE_SHORTEST);
  const longest = word(tile, TILE_LONGEST);
  const lengthsA = v128.load(tile, TILE_LENGTHS), lengthsB = v128.load(tile, TILE_LENGTHS + 16);
  const matrixRow = stateCount << 3;
  const latticeRow = stateCount * CELL;
  const one = f64x2.splat(1);
  let offset = longest * latticeRow;
  for (let t = longest; t > 0; t--) {
    const next = densities + offset;
    offset -= latticeRow;
    const own = densities + offset;
    const inverse = inverses + (t - 1) * CELL;
    const inverseA = v128.load(inverse), inverseB = v128.load(inverse, 16);
    const now = f64x2.splat(<f64>t);
    const endsA = v128.and(f64x2.eq(lengthsA, now), one), endsB = v128.and(f64x2.eq(lengthsB, now), one);
    const some = t >= shortest;
    for (let pair: usize = 0; pair < stateCount; pair += 2) {
      const state = min(pair, stateCount - 2);
      let a0 = f64x2.splat(0), b0 = a0, a1 = a0, b1 = a0;
      if (t < longest) {
        let factor = transitions + state * matrixRow;
        for (let to = next; to < next + latticeRow; to += CELL) {
          const a = v128.load(to), b = v128.load(to, 16);
          const p0 = v128.load64_splat(factor), p1 = v128.load64_splat(factor + matrixRow);
          a0 = f64x2.add(a0, f64x2.mul(a, p0));
          b0 = f64x2.add(b0, f64x2.mul(b, p0));
          a1 = f64x2.add(a1, f64x2.mul(a, p1));
          b1 = f64x2.add(b1, f64x2.mul(b, p1));
          factor += 8;
        }
      }
      if (some) {
        a0 = f64x2.add(a0, endsA);
        b0 = f64x2.add(b0, endsB);
        a1 = f64x2.add(a1, endsA);
        b1 = f64x2.add(b1, endsB);
      }
      const cell = state * CELL;
      const from = forward + offset + cell;
      const into = posterior + offset + cell;
      v128.store(into, f64x2.mul(v128.load(from), a0));
      v128.store(into, f64x2.mul(v128.load(from, 16), b0), 16);
      v128.store(into, f64x2.mul(v128.load(from, CELL), a1), CELL);
      v128.store(into, f64x2.mul(v128.load(from, CELL + 16), b1), CELL + 16);
      const density = own + cell;
      // A state that the last pair repeats is done already.
      if (pair == state) {
        v128.store(density, f64x2.mul(f64x2.mul(v128.load(density), inverseA), a0));
        v128.store(density, f64x2.mul(f64x2.mul(v128.load(density, 16), inverseB), b0), 16);
      }
      v128.store(density, f64x2.mul(f64x2.mul(v128.load(density, CELL), inverseA), a1), CELL);
      v128.store(density, f64x2.mul(f64x2.mul(v128.load(density, CELL + 16), inverseB), b1), CELL + 16);
    }
  }
  let sumA = f64x2.splat(0), sumB = sumA;
  for (let at = posterior; at < posterior + latticeRow; at += CELL) {
    sumA = f64x2.add(sumA, v128.load(at));
    sumB = f64x2.add(sumB, v128.load(at, 16));
  }
  return isOne(sumA, lengthsA) && isOne(sumB, lengthsB);
}

// @ts-ignore: decorator
@inline
function isOne(sum: v128, lengths: v128): bool {
  const near = f64x2.lt(f64x2.abs(f64x2.sub(sum, f64x2.splat(1))), f64x2.splat(1e-6));
  return i64x2.all_true(v128.or(near, f64x2.eq(lengths, f64x2.splat(0))));
}

// @ts-ignore: decorator
@inline
function addTo(cell: usize, a: v128, b: v128): void {
  v128.store(cell, f64x2.add(v128.load(cell), f64x2.add(a, b)));
}

/**
 * Adds products of left and right cells, summed over rows: left x right cells of two lanes.
 *
 * @param left rows x leftCount, of which a row's length is leftRow bytes
 * @param right rows x rightCount; an even number where it is not the number of states
 */
// @ts-ignore: decorator
@inline
function addProducts(
  left: usize, leftCount: usize, leftRow: usize,
  right: usize, rightCount: usize, rightRow: usize,
  rowCount: usize, out: usize,
): void {
  for (let i: usize = 0; i < leftCount; i += 2) {
    const l = min(i, leftCount - 2);
    for (let j: usize = 0; j < rightCount; j += 2) {
      const r = min(j, rightCount - 2);
      let a00 = f64x2.splat(0), a01 = a00, a10 = a00, a11 = a00;
      let b00 = a00, b01 = a00, b10 = a00, b11 = a00;
      let x = left + l * CELL, y = right + r * CELL;
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
        x += leftRow;
        y += rightRow;
      }
      const cell = out + (l * rightCount + r << 4);
      const below = cell + (rightCount << 4);
      if (l == i && r == j) addTo(cell, a00, b00);
      if (l == i) addTo(cell + 16, a01, b01);
      if (r == j) addTo(below, a10, b10);
      addTo(below + 16, a11, b11);
    }
  }
}

/** Adds weighted sums of the square columns and of their squares, in turn: states x columns x 2. */
// @ts-ignore: decorator
@inline
function addMoments(
  weights: usize, stateCount: usize, weightRow: usize,
  columns: usize, columnCount: usize, columnRow: usize,
  rowCount: usize, out: usize,
): void {
  for (let pair: usize = 0; pair < stateCount; pair += 2) {
    const state = min(pair, stateCount - 2);
    for (let j: usize = 0; j < columnCount; j += 2) {
      let s00 = f64x2.splat(0), s01 = s00, s10 = s00, s11 = s00;
      let q00 = s00, q01 = s00, q10 = s00, q11 = s00;
      let w = weights + state * CELL, x = columns + j * CELL;
      for (let row = rowCount; row > 0; row--) {
        for (let half: usize = 0; half < CELL; half += 16) {
          const w0 = v128.load(w + half), w1 = v128.load(w + half, CELL);
          const x0 = v128.load(x + half), x1 = v128.load(x + half, CELL);
          const p00 = f64x2.mul(w0, x0), p01 = f64x2.mul(w0, x1);
          s00 = f64x2.add(s00, p00);
          s01 = f64x2.add(s01, p01);
          q00 = f64x2.add(q00, f64x2.mul(p00, x0));
          q01 = f64x2.add(q01, f64x2.mul(p01, x1));
          const p10 = f64x2.mul(w1, x0), p11 = f64x2.mul(w1, x1);
          s10 = f64x2.add(s10, p10);
          s11 = f64x2.add(s11, p11);
          q10 = f64x2.add(q10, f64x2.mul(p10, x0));
          q11 = f64x2.add(q11, f64x2.mul(p11, x1));
        }
        w += weightRow;
        x += columnRow;
      }
      const cell = out + (state * columnCount + j << 5);
      const below = cell + (columnCount << 5);
      if (pair == state) addMomentPair(cell, s00, q00, s01, q01);
      addMomentPair(below, s10, q10, s11, q11);
    }
  }
}

// @ts-ignore: decorator
@inline
function addMomentPair(cell: usize, s0: v128, q0: v128, s1: v128, q1: v128): void {
  v128.store(cell, f64x2.add(v128.load(cell), s0));
  v128.store(cell, f64x2.add(v128.load(cell, 16), q0), 16);
  v128.store(cell, f64x2.add(v128.load(cell, 32), s1), 32);
  v128.store(cell, f64x2.add(v128.load(cell, 48), q1), 48);
}

/** Copies rows with missing cells as zeros; behind each row its masks, 1 where a cell is there. */
function expandRows(args: usize, rows: usize, rowCount: usize, out: usize): void {
  const rowBytes = word(args, ROW_BYTES);
  const maskedSquares = word(args, SQUARE_COUNT) * CELL;
  const maskedSquaresEnd = maskedSquares + word(args, MASKED_SQUARE_COUNT) * CELL;
  const maskedLines = maskedSquaresEnd + word(args, LINE_COUNT) * CELL;
  const one = f64x2.splat(1);
  for (const end = rows + rowCount * rowBytes; rows < end; rows += rowBytes) {
    let mask = out + rowBytes;
    for (let at: usize = 0; at < rowBytes; at += CELL) {
      const a = v128.load(rows + at), b = v128.load(rows + at, 16);
      const ma = f64x2.eq(a, a), mb = f64x2.eq(b, b);
      v128.store(out + at, v128.and(a, ma));
      v128.store(out + at, v128.and(b, mb), 16);
      if (at < maskedSquares || (at >= maskedSquaresEnd && at < maskedLines)) continue;
      v128.store(mask, v128.and(one, ma));
      v128.store(mask, v128.and(one, mb), 16);
      mask += CELL;
    }
    out = mask;
  }
}

// @ts-ignore: decorator
@inline
function startRecord(record: usize): void {
  memory.fill(record, 0, SCALE_BYTES);
  v128.store(record, f64x2.splat(1), SCALE_MANTISSAS);
  v128.store(record, f64x2.splat(1), SCALE_MANTISSAS + 16);
}

// @ts-ignore: decorator
@inline
function latticeBytes(args: usize, tile: usize): usize {
  return word(tile, TILE_LONGEST) * word(args, STATE_COUNT) * CELL;
}

/**
 * The E-step of a chunk. Output: a scale record, then cells of two lanes, to be added: starts; states x
 * states sums of forward times what follows (transitions but for the matrix); moments of the squares;
 * states x lines and masks weighted sums.
 */
export function expect(index: u32, args: usize): void {
  const chunk = word(args, CHUNKS) + (<usize>index << 4);
  const tilesEnd = word(args, TILES) + word(chunk, 4) * TILE_BYTES;
  const workspace = word(chunk, 8);
  const record = word(chunk, 12);
  const stateCount = word(args, STATE_COUNT);
  const squareCount = word(args, SQUARE_COUNT) + word(args, MASKED_SQUARE_COUNT);
  const masked = maskCount(args);
  const rowBytes = word(args, ROW_BYTES) + masked * CELL;
  const restCount = rowBytes / CELL - squareCount;
  const latticeRow = stateCount * CELL;
  memory.fill(record, 0, word(args, OUTPUT_BYTES));
  startRecord(record);
  const starts = record + SCALE_BYTES;
  const transitions = starts + (stateCount << 4);
  const moments = transitions + (stateCount * stateCount << 4);
  const rest = moments + (stateCount * squareCount << 5);
  for (let tile = word(args, TILES) + word(chunk, 0) * TILE_BYTES; tile < tilesEnd; tile += TILE_BYTES) {
    const bytes = latticeBytes(args, tile);
    const rowCount = word(tile, TILE_LONGEST);
    const forward = workspace + bytes;
    const posterior = forward + bytes;
    const inverses = posterior + bytes;
    runForward(args, tile, workspace, forward, inverses, record);
    if (!runBackward(args, tile, workspace, forward, inverses, posterior)) {
      store<u32>(record + SCALE_TROUBLE, 1);
    }
    for (let k: usize = 0; k < stateCount; k++) {
      const cell = posterior + k * CELL;
      addTo(starts + (k << 4), v128.load(cell), v128.load(cell, 16));
    }
    addProducts(
      forward, stateCount, latticeRow,
      workspace + latticeRow, stateCount, latticeRow,
      rowCount - 1, transitions,
    );
    let panel = word(tile, 0);
    if (masked > 0) {
      const expanded = inverses + rowCount * CELL;
      expandRows(args, panel, rowCount, expanded);
      panel = expanded;
    }
    addMoments(posterior, stateCount, latticeRow, panel, squareCount, rowBytes, rowCount, moments);
    addProducts(
      posterior, stateCount, latticeRow,
      panel + squareCount * CELL, restCount, rowBytes,
      rowCount, rest,
    );
  }
}

/** A scale record for every tile of a chunk. */
export function likelihoods(index: u32, args: usize): void {
  const chunk = word(args, CHUNKS) + (<usize>index << 4);
  const workspace = word(chunk, 8);
  for (let i = word(chunk, 0); i < word(chunk, 4); i++) {
    const tile = word(args, TILES) + i * TILE_BYTES;
    const bytes = latticeBytes(args, tile);
    const record = word(args, SCALES) + i * SCALE_BYTES;
    startRecord(record);
    runForward(args, tile, workspace, workspace + bytes, workspace + 3 * bytes, record);
  }
}

/** Probabilities of the states in every row of a chunk, given the rows so far and given all. */
export function decode(indexInBatch: u32, args: usize): void {
  const index = word(args, FIRST_CHUNK) + indexInBatch;
  const chunk = word(args, CHUNKS) + (index << 4);
  const workspace = word(chunk, 8);
  for (let i = word(chunk, 0); i < word(chunk, 4); i++) {
    const tile = word(args, TILES) + i * TILE_BYTES;
    const bytes = latticeBytes(args, tile);
    const record = word(args, SCALES) + i * SCALE_BYTES;
    const forward = workspace + bytes;
    const posterior = forward + bytes;
    startRecord(record);
    runForward(args, tile, workspace, forward, posterior + bytes, record);
    if (!runBackward(args, tile, workspace, forward, posterior + bytes, posterior)) {
      store<u32>(record + SCALE_TROUBLE, 1);
    }
    scatter(args, tile, forward, word(args, FILTERED));
    scatter(args, tile, posterior, word(args, POSTERIOR));
  }
}

/** Writes a lattice's lanes as rows x states. */
function scatter(args: usize, tile: usize, lattice: usize, out: usize): void {
  const stateCount = word(args, STATE_COUNT);
  for (let lane: usize = 0; lane < 4; lane++) {
    const length = <usize>load<f64>(tile + (lane << 3), TILE_LENGTHS);
    if (length == 0) continue;
    const row = word(tile + (lane << 2), TILE_ROWS) - word(args, FIRST_ROW);
    let to = out + (row * stateCount << 3);
    let from = lattice + (lane << 3);
    for (let cell = length * stateCount; cell > 0; cell--) {
      store<f64>(to, load<f64>(from));
      to += 8;
      from += CELL;
    }
  }
}

/**
 * The most probable paths of a chunk. Of equally probable ones the first of the best states at the end,
 * the last on the way back.
 */
export function viterbi(indexInBatch: u32, args: usize): void {
  const index = word(args, FIRST_CHUNK) + indexInBatch;
  const chunk = word(args, CHUNKS) + (index << 4);
  const workspace = word(chunk, 8);
  const record = word(chunk, 12);
  startRecord(record);
  for (let i = word(chunk, 0); i < word(chunk, 4); i++) {
    const tile = word(args, TILES) + i * TILE_BYTES;
    runViterbi(args, tile, workspace);
    if (!traceTile(args, tile, workspace)) store<u32>(record + SCALE_TROUBLE, 1);
  }
}

/** The paths of a tile's sequences; false where one has no possible path. */
function traceTile(args: usize, tile: usize, best: usize): bool {
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

/** For each row and state the log-probability of the best path that ends there. */
function runViterbi(args: usize, tile: usize, best: usize): void {
  const stateCount = word(args, STATE_COUNT);
  const matrixRow = stateCount << 3;
  const latticeRow = stateCount * CELL;
  const rowBytes = word(args, ROW_BYTES);
  const longest = word(tile, TILE_LONGEST);
  let row = word(tile, 0);
  for (let t: usize = 0; t < longest; t++) {
    emitRow(args, row, t, longest, stateCount, best);
    const before = best - latticeRow;
    for (let pair: usize = 0; pair < stateCount; pair += 2) {
      const state = min(pair, stateCount - 2);
      const cell = best + state * CELL;
      let a0: v128, b0: v128, a1: v128, b1: v128;
      if (t == 0) {
        const start = word(args, LOG_START) + (state << 3);
        a0 = v128.load64_splat(start);
        b0 = a0;
        a1 = v128.load64_splat(start, 8);
        b1 = a1;
      } else {
        let step = word(args, LOG_TRANSITIONS) + (state << 3);
        const lowest = f64x2.splat(-Infinity);
        a0 = lowest;
        b0 = lowest;
        a1 = lowest;
        b1 = lowest;
        for (let from = before; from < best; from += CELL) {
          const a = v128.load(from), b = v128.load(from, 16);
          const p0 = v128.load64_splat(step), p1 = v128.load64_splat(step, 8);
          a0 = f64x2.pmax(a0, f64x2.add(a, p0));
          b0 = f64x2.pmax(b0, f64x2.add(b, p0));
          a1 = f64x2.pmax(a1, f64x2.add(a, p1));
          b1 = f64x2.pmax(b1, f64x2.add(b, p1));
          step += matrixRow;
        }
      }
      if (pair == state) {
        v128.store(cell, f64x2.add(a0, v128.load(cell)));
        v128.store(cell, f64x2.add(b0, v128.load(cell, 16)), 16);
      }
      v128.store(cell, f64x2.add(a1, v128.load(cell, CELL)), CELL);
      v128.store(cell, f64x2.add(b1, v128.load(cell, CELL + 16)), CELL + 16);
    }
    best += latticeRow;
    row += rowBytes;
  }
}
