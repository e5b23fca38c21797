// The decoder of an autoencoder: from the encoding back to the steps, the last step first.
import { cellBackward } from './cell-backward.ts';
import { cellForward, type StepPlace } from './cell-forward.ts';
import { addBiasGradient, addOuter, addProduct, addTransposed } from './lane-products.ts';
import type { CellLayout } from './parameter-layout.ts';
import { laneCount, type Tile, type TileMemory } from './tile-memory.ts';

function placeOf({ rows }: TileMemory, decoder: CellLayout, s: number): StepPlace {
  return {
    gates: rows.decoderGates + s * decoder.gateCount,
    gatesBefore: 0,
    stateBefore: rows.decoderStates + s * decoder.hiddenSize,
    state: rows.decoderStates + (s + 1) * decoder.hiddenSize,
  };
}

/** Reconstructs every step; the encoding is the input of each. */
export function decodeTile(memory: TileMemory, decoder: CellLayout, tile: Tile): void {
  const { cells, layout, rows } = memory;
  const { inputSize, hiddenSize, gateCount, inputColumns, stateColumns } = decoder;
  const { output } = layout;
  const { context, decoderBias } = rows;
  const biasEnd = (decoderBias + gateCount) * laneCount;
  const withoutInput = (context + inputColumns) * laneCount;
  cells.copyWithin(withoutInput, (decoderBias + inputColumns) * laneCount, biasEnd);
  const { inputWeights, stateWeights } = decoder;
  addProduct(memory, context, decoderBias, rows.encoding, inputWeights, inputColumns, inputSize);
  cells.fill(0, rows.decoderStates * laneCount, (rows.decoderStates + hiddenSize) * laneCount);
  const own = gateCount - stateColumns;
  for (let s = 0; s < tile.stepCount; s++) {
    const place = placeOf(memory, decoder, s);
    cells.copyWithin(place.gates * laneCount, context * laneCount, (context + own) * laneCount);
    const { gates, stateBefore } = place;
    addProduct(
      memory,
      gates + own,
      context + own,
      stateBefore,
      stateWeights,
      stateColumns,
      hiddenSize,
    );
    cellForward(memory, decoder.cell, hiddenSize, place);
    const out = rows.outputs + s * output.outputSize;
    const { weights, outputSize } = output;
    addProduct(memory, out, rows.outputBias, place.state, weights, outputSize, hiddenSize);
  }
}

/**
 * Losses of the reconstruction, added up over each lane's steps: cross-entropy of the kind and half
 * the squared errors of the numbers. Leaves the derivatives, times the scale, in `outputs`.
 */
export function reconstructionLoss(
  memory: TileMemory,
  tile: Tile,
  scale: number,
  losses: Float32Array | Float64Array,
): void {
  const { arithmetic, rows, shape } = memory;
  const { inputSize } = shape;
  for (let lane = 0; lane < laneCount; lane++) {
    let loss = 0;
    for (let s = 0; s < tile.stepCount; s++) {
      const target = rows.inputs + (tile.stepCount - 1 - s) * inputSize;
      const begun = s < tile.stepCount - tile.firstSteps[lane]!;
      const stepLoss = lossOfStep(memory, rows.outputs + s * inputSize, target, lane, begun, scale);
      loss = arithmetic.round(loss + stepLoss);
    }
    losses[lane] = loss;
  }
}

function lossOfStep(
  { arithmetic, cells, shape }: TileMemory,
  output: number,
  target: number,
  lane: number,
  begun: boolean,
  scale: number,
): number {
  const { round, exp, log } = arithmetic;
  const { inputSize, kindCount } = shape;
  const y = (j: number) => (output + j) * laneCount + lane;
  const x = (j: number) => cells[(target + j) * laneCount + lane]!;
  if (!begun) {
    for (let j = 0; j < inputSize; j++) cells[y(j)] = 0;
    return 0;
  }
  let loss = 0;
  if (kindCount > 0) {
    let greatest = cells[y(0)]!;
    for (let j = 1; j < kindCount; j++) greatest = Math.max(greatest, cells[y(j)]!);
    let sum = 0;
    let chosen = 0;
    for (let j = 0; j < kindCount; j++) {
      const shifted = round(cells[y(j)]! - greatest);
      chosen = round(chosen + round(x(j) * shifted));
      cells[y(j)] = exp(shifted);
      sum = round(sum + cells[y(j)]!);
    }
    for (let j = 0; j < kindCount; j++) {
      cells[y(j)] = round(round(round(cells[y(j)]! / sum) - x(j)) * scale);
    }
    loss = round(log(sum) - chosen);
  }
  for (let j = kindCount; j < inputSize; j++) {
    const error = round(cells[y(j)]! - x(j));
    loss = round(loss + round(round(error * error) * 0.5));
    cells[y(j)] = round(error * scale);
  }
  return loss;
}

/** The way back from the derivatives in `outputs` to the gradient and `deltaEncoding`. */
export function decoderGradient(memory: TileMemory, decoder: CellLayout, tile: Tile): void {
  const { cells, layout, rows } = memory;
  const { inputSize, hiddenSize, gateCount, inputColumns, stateColumns } = decoder;
  const { weights, outputSize } = layout.output;
  const { deltaState, deltaMemory, deltaContext, deltaEncoding } = rows;
  cells.fill(0, deltaState * laneCount, (deltaState + hiddenSize) * laneCount);
  const own = gateCount - stateColumns;
  for (let s = tile.stepCount - 1; s >= 0; s--) {
    const output = rows.outputs + s * outputSize;
    addTransposed(memory, deltaState, output, weights, outputSize, hiddenSize);
    const gates = rows.decoderDeltas + s * gateCount;
    const place = placeOf(memory, decoder, s);
    const deltas = { gates, state: deltaState, memory: deltaMemory };
    cellBackward(memory, decoder.cell, hiddenSize, place, deltas);
    addTransposed(memory, deltaState, gates + own, decoder.stateWeights, stateColumns, hiddenSize);
  }
  const { stepCount } = tile;
  const outputs = { row: rows.outputs, stride: outputSize, count: outputSize };
  const states = { row: rows.decoderStates, stride: hiddenSize, count: hiddenSize };
  const after = { ...states, row: rows.decoderStates + hiddenSize };
  const all = { row: rows.decoderDeltas, stride: gateCount, count: gateCount };
  const ofStates = { ...all, row: rows.decoderDeltas + own, count: stateColumns };
  addBiasGradient(memory, layout.output.bias, rows.sums, outputs, stepCount);
  addOuter(memory, weights, after, outputs, stepCount);
  addOuter(memory, decoder.stateWeights, states, ofStates, stepCount);
  addBiasGradient(memory, decoder.bias, deltaContext, all, stepCount);
  const encoding = { row: rows.encoding, stride: inputSize, count: inputSize };
  const context = { row: deltaContext, stride: inputColumns, count: inputColumns };
  addOuter(memory, decoder.inputWeights, encoding, context, 1);
  cells.fill(0, deltaEncoding * laneCount, (deltaEncoding + inputSize) * laneCount);
  addTransposed(memory, deltaEncoding, deltaContext, decoder.inputWeights, inputColumns, inputSize);
}
