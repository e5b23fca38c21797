// The encoder over a tile: from the steps to the encoding, and back to the gradient.
import { tanh } from './arithmetic.ts';
import { cellBackward } from './cell-backward.ts';
import { cellForward, type StepPlace } from './cell-forward.ts';
import { addBiasGradient, addOuter, addProduct, addTransposed } from './lane-products.ts';
import type { SequenceBatch } from './recurrent-types.ts';
import { laneCount, type Tile, type TileMemory } from './tile-memory.ts';

/** Lays the sequences of a tile side by side; steps before a sequence's first are zero. */
export function gatherInputs(memory: TileMemory, batch: SequenceBatch, tile: Tile): void {
  const { cells, rows } = memory;
  const { inputSize, inputs, starts } = batch;
  for (let lane = 0; lane < laneCount; lane++) {
    const sequence = tile.sequences[lane]!;
    const first = tile.firstSteps[lane]!;
    const source = sequence < 0 ? 0 : starts[sequence]! - first;
    for (let t = 0; t < tile.stepCount; t++) {
      for (let j = 0; j < inputSize; j++) {
        const value = t < first ? 0 : inputs[(source + t) * inputSize + j]!;
        cells[(rows.inputs + t * inputSize + j) * laneCount + lane] = value;
      }
    }
  }
}

/** Zeroes rows in the lanes whose sequence has not begun. */
function silence({ cells }: TileMemory, row: number, rowCount: number, tile: Tile, t: number) {
  for (let lane = 0; lane < laneCount; lane++) {
    if (t >= tile.firstSteps[lane]!) continue;
    for (let i = 0; i < rowCount; i++) cells[(row + i) * laneCount + lane] = 0;
  }
}

function placeOf({ layout, rows }: TileMemory, t: number): StepPlace {
  const { hiddenSize, savedCount } = layout.encoder;
  return {
    gates: rows.gates + (t + 1) * savedCount,
    gatesBefore: rows.gates + t * savedCount,
    stateBefore: rows.states + t * hiddenSize,
    state: rows.states + (t + 1) * hiddenSize,
  };
}

export function encodeTile(memory: TileMemory, tile: Tile): void {
  const { arithmetic, cells, layout, rows } = memory;
  const { encoder, encoding } = layout;
  const { cell, inputSize, hiddenSize, gateCount, inputColumns, stateColumns, savedCount } =
    encoder;
  cells.fill(0, rows.states * laneCount, (rows.states + hiddenSize) * laneCount);
  cells.fill(0, rows.gates * laneCount, (rows.gates + savedCount) * laneCount);
  for (let t = 0; t < tile.stepCount; t++) {
    const place = placeOf(memory, t);
    const input = rows.inputs + t * inputSize;
    const own = gateCount - stateColumns;
    const bias = rows.encoderBias;
    // Gates that no input feeds begin at their bias.
    const end = (bias + gateCount) * laneCount;
    const withoutInput = (place.gates + inputColumns) * laneCount;
    cells.copyWithin(withoutInput, (bias + inputColumns) * laneCount, end);
    addProduct(memory, place.gates, bias, input, encoder.inputWeights, inputColumns, inputSize);
    const fed = place.gates + own;
    const { stateWeights } = encoder;
    addProduct(memory, fed, fed, place.stateBefore, stateWeights, stateColumns, hiddenSize);
    cellForward(memory, cell, hiddenSize, place);
    if (t < tile.fullFrom) {
      silence(memory, place.state, hiddenSize, tile, t);
      if (cell === 'lstm') silence(memory, place.gates + 4 * hiddenSize, hiddenSize, tile, t);
    }
  }
  const last = rows.states + tile.stepCount * hiddenSize;
  const { weights, outputSize } = encoding;
  addProduct(memory, rows.encoding, rows.encodingBias, last, weights, outputSize, hiddenSize);
  const at = rows.encoding * laneCount;
  for (let i = at; i < at + outputSize * laneCount; i++) cells[i] = tanh(arithmetic, cells[i]!);
}

/** The way back from `deltaEncoding`, the derivative by the encoding. */
export function encoderGradient(memory: TileMemory, tile: Tile): void {
  const { layout, rows, cells } = memory;
  const { encoder } = layout;
  const { cell, inputSize, hiddenSize, gateCount, inputColumns, stateColumns } = encoder;
  encodingGradient(memory, tile);
  cells.fill(0, rows.deltaMemory * laneCount, (rows.deltaMemory + hiddenSize) * laneCount);
  const own = gateCount - stateColumns;
  for (let t = tile.stepCount - 1; t >= 0; t--) {
    if (t < tile.fullFrom) {
      silence(memory, rows.deltaState, hiddenSize, tile, t);
      silence(memory, rows.deltaMemory, hiddenSize, tile, t);
    }
    const gates = rows.deltas + t * gateCount;
    const deltas = { gates, state: rows.deltaState, memory: rows.deltaMemory };
    cellBackward(memory, cell, hiddenSize, placeOf(memory, t), deltas);
    const { stateWeights } = encoder;
    addTransposed(memory, rows.deltaState, gates + own, stateWeights, stateColumns, hiddenSize);
  }
  const inputRows = { row: rows.inputs, stride: inputSize, count: inputSize };
  const stateRows = { row: rows.states, stride: hiddenSize, count: hiddenSize };
  const all = { row: rows.deltas, stride: gateCount, count: gateCount };
  const ofInputs = { ...all, count: inputColumns };
  const ofStates = { ...all, row: rows.deltas + own, count: stateColumns };
  addBiasGradient(memory, encoder.bias, rows.sums, all, tile.stepCount);
  addOuter(memory, encoder.inputWeights, inputRows, ofInputs, tile.stepCount);
  addOuter(memory, encoder.stateWeights, stateRows, ofStates, tile.stepCount);
}

/** Through the encoding layer: its gradient, and the derivative by the last state. */
function encodingGradient(memory: TileMemory, tile: Tile): void {
  const { arithmetic, cells, layout, rows } = memory;
  const { round } = arithmetic;
  const { bias, weights, inputSize, outputSize } = layout.encoding;
  for (let i = 0; i < outputSize * laneCount; i++) {
    const e = cells[rows.encoding * laneCount + i]!;
    const at = rows.deltaEncoding * laneCount + i;
    cells[at] = round(cells[at]! * round(1 - round(e * e)));
  }
  const last = rows.states + tile.stepCount * inputSize;
  const input = { row: last, stride: inputSize, count: inputSize };
  const delta = { row: rows.deltaEncoding, stride: outputSize, count: outputSize };
  addBiasGradient(memory, bias, rows.sums, delta, 1);
  addOuter(memory, weights, input, delta, 1);
  cells.fill(0, rows.deltaState * laneCount, (rows.deltaState + inputSize) * laneCount);
  addTransposed(memory, rows.deltaState, rows.deltaEncoding, weights, outputSize, inputSize);
}
