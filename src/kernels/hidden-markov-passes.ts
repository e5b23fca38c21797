// Hidden Markov model: the passes over all sequences. src/analysis/hidden-markov/scalar-hidden-markov.ts
// defines what they compute, src/analysis/hidden-markov/kernel-panel.ts how the rows lie.
//
// Four sequences of like length lie interleaved in a tile: lanes are sequences, so that every value of
// the recursions is a pair of vectors. Nothing is kept but the lattice of one tile. Rows behind the end
// of a sequence, and lanes without one, have no weight, as their backward probability starts at zero.
// States are worked on in pairs; where their number is odd, the last pair repeats a state.
import {
  CELL, CHUNKS, FILTERED, FIRST_CHUNK, FIRST_ROW, LINE_COUNT, MASKED_LINE_COUNT,
  MASKED_SQUARE_COUNT, OUTPUT_BYTES, POSTERIOR, ROW_BYTES, SCALES, SQUARE_COUNT, STATE_COUNT, TILES,
  TILE_BYTES, TILE_LENGTHS, TILE_LONGEST, TILE_ROWS, latticeBytes, word,
} from './hidden-markov-passes/arguments';
import { runBackward } from './hidden-markov-passes/backward';
import { runViterbi } from './hidden-markov-passes/best-paths';
import { runForward } from './hidden-markov-passes/forward';
import { fillTables } from './hidden-markov-passes/gap-tables';
import { addJointSums } from './hidden-markov-passes/joint-sums';
import { addMaskedMoments, addMaskedSums } from './hidden-markov-passes/masked-sums';
import { SCALE_BYTES, SCALE_TROUBLE, startRecord } from './hidden-markov-passes/scale-record';
import { addMoments, addProducts, addTo } from './hidden-markov-passes/sums';
import { traceTile } from './hidden-markov-passes/trace';

/**
 * The E-step of a chunk. Output: a scale record, then cells of two lanes, to be added: starts; states x
 * states sums of forward times what follows (transitions but for the matrix); then what addColumns adds.
 */
export function expect(index: u32, args: usize): void {
  expectChunk(index, args, false);
}

/** The same where there are joint columns; last comes what addJointSums adds. */
export function expectJoint(index: u32, args: usize): void {
  expectChunk(index, args, true);
}

// @ts-ignore: decorator
@inline
function expectChunk(index: u32, args: usize, joint: bool): void {
  const chunk = word(args, CHUNKS) + (<usize>index << 4);
  const tilesEnd = word(args, TILES) + word(chunk, 4) * TILE_BYTES;
  const workspace = word(chunk, 8);
  const record = word(chunk, 12);
  const stateCount = word(args, STATE_COUNT);
  const latticeRow = stateCount * CELL;
  memory.fill(record, 0, word(args, OUTPUT_BYTES));
  startRecord(record);
  const starts = record + SCALE_BYTES;
  const transitions = starts + (stateCount << 4);
  const columns = transitions + (stateCount * stateCount << 4);
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
    const columnsEnd = addColumns(args, tile, posterior, columns);
    if (joint) addJointSums(args, tile, posterior, workspace, columnsEnd);
  }
}

/**
 * Adds sums of a tile's columns weighted by the states' probabilities: of squares the sums and those of
 * the squares; of masked squares the weights too; of lines the sums; of masked lines sums and weights.
 * Returns where they end.
 */
// @ts-ignore: decorator
@inline
function addColumns(args: usize, tile: usize, posterior: usize, out: usize): usize {
  const stateCount = word(args, STATE_COUNT);
  const latticeRow = stateCount * CELL;
  const rowBytes = word(args, ROW_BYTES);
  const rowCount = word(tile, TILE_LONGEST);
  const squareCount = word(args, SQUARE_COUNT), maskedSquareCount = word(args, MASKED_SQUARE_COUNT);
  const lineCount = word(args, LINE_COUNT), maskedLineCount = word(args, MASKED_LINE_COUNT);
  let columns = word(tile, 0);
  addMoments(posterior, stateCount, latticeRow, columns, squareCount, rowBytes, rowCount, out);
  columns += squareCount * CELL;
  out += stateCount * squareCount << 5;
  addMaskedMoments(
    posterior, stateCount, latticeRow, columns, maskedSquareCount, rowBytes, rowCount, out,
  );
  columns += maskedSquareCount * CELL;
  out += stateCount * maskedSquareCount * 48;
  addProducts(posterior, stateCount, latticeRow, columns, lineCount, rowBytes, rowCount, out);
  columns += lineCount * CELL;
  out += stateCount * lineCount << 4;
  addMaskedSums(posterior, stateCount, latticeRow, columns, maskedLineCount, rowBytes, rowCount, out);
  return out + (stateCount * maskedLineCount << 5);
}

/** Numbers of patterns of missing joint columns, before any other operation of a model. */
export function tabulate(index: u32, args: usize): void {
  fillTables(index, args);
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
    runViterbi(args, tile, workspace, record);
    if (!traceTile(args, tile, workspace)) store<u32>(record + SCALE_TROUBLE, 1);
  }
}
