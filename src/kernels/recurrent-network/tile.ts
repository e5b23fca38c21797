// The tile that is worked on: eight sequences, aligned at their last steps.
import { INPUTS, INPUT_STRIDE, NO_INPUT, STARTS, TILES } from './arguments';
import { ROW, inputSize, hiddenSize, inputRows, firstSteps } from './network';

export let stepCount: u32 = 0;
/** The step from which on every lane's sequence has begun. */
export let fullFrom: u32 = 0;
/** i32 sequence of each lane, -1 for none. */
export let sequences: usize = 0;

/** Reads the sequences of a tile and where each of them begins. */
export function beginTile(args: usize, tile: u32): void {
  sequences = load<u32>(args, TILES) + tile * ROW;
  const starts: usize = load<u32>(args, STARTS);
  stepCount = 0;
  for (let lane: usize = 0; lane < 8; lane++) {
    const sequence = load<i32>(sequences + (lane << 2));
    let length: u32 = 0;
    if (sequence >= 0) {
      const start = starts + (<usize>sequence << 2);
      length = load<u32>(start, 4) - load<u32>(start);
    }
    store<u32>(firstSteps + (lane << 2), length);
    stepCount = max(stepCount, length);
  }
  fullFrom = 0;
  for (let lane: usize = 0; lane < 8; lane++) {
    const first = stepCount - load<u32>(firstSteps + (lane << 2));
    store<u32>(firstSteps + (lane << 2), first);
    fullFrom = max(fullFrom, first);
  }
}

/** Where a lane's step 0 would lie; wraps around where the sequence begins later. */
function sourceOf(args: usize, lane: usize): usize {
  const sequence = load<i32>(sequences + (lane << 2));
  if (sequence < 0) return 0;
  const start = load<u32>(load<u32>(args, STARTS) + (<usize>sequence << 2));
  const first = load<u32>(firstSteps + (lane << 2));
  return load<u32>(args, INPUTS) + (start - first) * load<u32>(args, INPUT_STRIDE);
}

/** Four inputs of four lanes turned into four rows of half a row's lanes. */
// @ts-ignore: decorator
@inline
function turn(to: usize, s0: usize, s1: usize, s2: usize, s3: usize, at: usize): void {
  const r0 = v128.load(s0 + at), r1 = v128.load(s1 + at);
  const r2 = v128.load(s2 + at), r3 = v128.load(s3 + at);
  const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5), low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7), high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
  v128.store(to, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7), 32);
  v128.store(to, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), 64);
  v128.store(to, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7), 96);
}

/** Rows beyond the last input are overwritten by the next step, or by the states. */
export function gatherInputs(args: usize): void {
  gatherHalf(args, 0);
  gatherHalf(args, 4);
}

function gatherHalf(args: usize, lane: usize): void {
  const stride: usize = load<u32>(args, INPUT_STRIDE), none: usize = load<u32>(args, NO_INPUT);
  let s0 = sourceOf(args, lane), s1 = sourceOf(args, lane + 1);
  let s2 = sourceOf(args, lane + 2), s3 = sourceOf(args, lane + 3);
  const firsts = firstSteps + (lane << 2);
  const first0 = load<u32>(firsts), first1 = load<u32>(firsts, 4);
  const first2 = load<u32>(firsts, 8), first3 = load<u32>(firsts, 12);
  let to = inputRows + (lane << 2);
  const stepBytes: usize = inputSize * ROW;
  for (let t: u32 = 0; t < stepCount; t++) {
    const a = select(s0, none, t >= first0), b = select(s1, none, t >= first1);
    const c = select(s2, none, t >= first2), d = select(s3, none, t >= first3);
    let row = to;
    for (let at: usize = 0; at < stride; at += 16) {
      turn(row, a, b, c, d, at);
      row += 4 * ROW;
    }
    s0 += stride;
    s1 += stride;
    s2 += stride;
    s3 += stride;
    to += stepBytes;
  }
}

/** Zeroes rows in the lanes whose sequence has not begun. */
export function silence(rows: usize, t: u32): void {
  const now = i32x4.splat(t);
  const a = i32x4.ge_s(now, v128.load(firstSteps)), b = i32x4.ge_s(now, v128.load(firstSteps, 16));
  const end = rows + hiddenSize * ROW;
  for (; rows < end; rows += ROW) {
    v128.store(rows, v128.and(v128.load(rows), a));
    v128.store(rows, v128.and(v128.load(rows, 16), b), 16);
  }
}
