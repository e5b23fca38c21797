// The output of an outcome network: log-odds, binary cross-entropy, and the way back to the encoding.
import { sigmoid } from './arithmetic.ts';
import { addBiasGradient, addOuter, addProduct, addTransposed } from './lane-products.ts';
import { laneCount, type Tile, type TileMemory } from './tile-memory.ts';

/** Probability and loss of each lane; without an outcome the loss is that of a 0. */
export function outcomeForward(
  memory: TileMemory,
  tile: Tile,
  outcome: Uint8Array,
  losses: Float32Array | Float64Array,
  probabilities: Float32Array | Float64Array,
): void {
  const { arithmetic, cells, layout, rows } = memory;
  const { round, exp, log } = arithmetic;
  const { weights, inputSize } = layout.output;
  addProduct(memory, rows.outputs, rows.outputBias, rows.encoding, weights, 1, inputSize);
  for (let lane = 0; lane < laneCount; lane++) {
    const logit = cells[rows.outputs * laneCount + lane]!;
    const sequence = tile.sequences[lane]!;
    const y = sequence < 0 ? 0 : outcome[sequence]!;
    const linear = round(Math.max(logit, 0) - round(y * logit));
    losses[lane] = round(linear + log(round(1 + exp(-Math.abs(logit)))));
    probabilities[lane] = sigmoid(arithmetic, logit);
  }
}

/** @param scale what the loss of one sequence counts */
export function outcomeGradient(
  memory: TileMemory,
  tile: Tile,
  outcome: Uint8Array,
  scale: number,
): void {
  const { arithmetic, cells, layout, rows } = memory;
  const { round } = arithmetic;
  const { bias, weights, inputSize } = layout.output;
  for (let lane = 0; lane < laneCount; lane++) {
    const at = rows.outputs * laneCount + lane;
    const sequence = tile.sequences[lane]!;
    const y = sequence < 0 ? 0 : outcome[sequence]!;
    const error = round(sigmoid(arithmetic, cells[at]!) - y);
    cells[at] = sequence < 0 ? 0 : round(error * scale);
  }
  const input = { row: rows.encoding, stride: inputSize, count: inputSize };
  const delta = { row: rows.outputs, stride: 1, count: 1 };
  addBiasGradient(memory, bias, rows.sums, delta, 1);
  addOuter(memory, weights, input, delta, 1);
  cells.fill(0, rows.deltaEncoding * laneCount, (rows.deltaEncoding + inputSize) * laneCount);
  addTransposed(memory, rows.deltaEncoding, rows.outputs, weights, 1, inputSize);
}
