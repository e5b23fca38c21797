// The sums of the kernel's chunks as an expectation.
import { emptyExpectation } from './empty-expectation.ts';
import { naturalLog } from './exponential.ts';
import type { Expectation } from './hidden-markov-backend.ts';
import type { HiddenMarkovModel } from './hidden-markov-types.ts';
import type { KernelColumns } from './kernel-columns.ts';
import type { KernelRoom } from './kernel-room.ts';
import type { StandardPanel } from './standard-panel.ts';

/** Bytes of a scale record: four f64 sums, four i64 exponents, four f64 mantissas, u32 rows, u32 trouble. */
export const scaleBytes = 112;
const laneCount = 4;

/** Reads scale records; taken anew after every `reserve`, as views are. */
export class ScaleReader {
  private readonly doubles: Float64Array;
  private readonly exponents: BigInt64Array;
  private readonly words: Uint32Array;

  constructor(buffer: SharedArrayBuffer) {
    this.doubles = new Float64Array(buffer);
    this.exponents = new BigInt64Array(buffer);
    this.words = new Uint32Array(buffer);
  }

  /** Whether a number was lost, so that the twin has to do the work. */
  isTroubled(address: number): boolean {
    if (this.words[address / 4 + 25] !== 0) return true;
    return [0, 1, 2, 3].some((lane) => Number.isNaN(this.logLikelihood(address, lane)));
  }

  /** Of one lane, in standard units. */
  logLikelihood(address: number, lane: number): number {
    const at = address / 8 + lane;
    const rowCount = this.words[address / 4 + 24]!;
    const octaves = Number(this.exponents[at + laneCount]) - 1023 * rowCount;
    return this.doubles[at]! + octaves * Math.LN2 + naturalLog(this.doubles[at + 2 * laneCount]!);
  }
}

/** Cells of a chunk's output behind its scale record, each of two lanes. */
export function outputCellCount(stateCount: number, columns: KernelColumns): number {
  const squareCount = columns.squares.length + columns.maskedSquares.length;
  const restCount = columns.expandedCellCount - squareCount;
  return stateCount * (1 + stateCount + 2 * squareCount + restCount);
}

/** Adds the outputs of all chunks in their order; those in trouble are left out and listed. */
export function sumOutputs(
  room: KernelRoom,
  model: HiddenMarkovModel,
  panel: StandardPanel,
  columns: KernelColumns,
  chunkCount: number,
): { readonly expectation: Expectation; readonly troubled: readonly number[] } {
  const cells = new Float64Array(outputCellCount(model.stateCount, columns));
  const troubled: number[] = [];
  let logLikelihood = 0;
  const reader = new ScaleReader(room.scope.team.buffer);
  for (let chunk = 0; chunk < chunkCount; chunk++) {
    const address = room.outputs + chunk * room.outputBytes;
    if (reader.isTroubled(address)) {
      troubled.push(chunk);
      continue;
    }
    for (let lane = 0; lane < laneCount; lane++) {
      logLikelihood += reader.logLikelihood(address, lane);
    }
    const lanes = room.scope.doubles(address + scaleBytes, 2 * cells.length);
    for (let cell = 0; cell < cells.length; cell++) {
      cells[cell]! += lanes[2 * cell]! + lanes[2 * cell + 1]!;
    }
  }
  const expectation = expectationOf(cells, model, panel, columns);
  return { expectation: { ...expectation, logLikelihood }, troubled };
}

/**
 * @param cells as the kernel has them: starts, transitions but for the matrix, moments, weighted sums
 */
function expectationOf(
  cells: Float64Array,
  model: HiddenMarkovModel,
  panel: StandardPanel,
  columns: KernelColumns,
): Expectation {
  const { stateCount: K, means } = model;
  const total = emptyExpectation(model, panel);
  const squares = [...columns.squares, ...columns.maskedSquares];
  const lines = [...columns.lines, ...columns.maskedLines];
  const restCount = columns.expandedCellCount - squares.length;
  const moments = K + K * K;
  const rest = moments + 2 * K * squares.length;
  total.starts.set(cells.subarray(0, K));
  model.transitionMatrix.forEach((p, cell) => (total.transitions[cell] = p * cells[K + cell]!));
  for (let k = 0; k < K; k++) {
    const atRest = rest + k * restCount;
    let occupancy = total.starts[k]!;
    for (let j = 0; j < K; j++) occupancy += total.transitions[j * K + k]!;
    const weightOf = (place: number, plainCount: number, masks: number) =>
      place < plainCount ? occupancy : cells[atRest + masks + place - plainCount]!;
    squares.forEach((j, place) => {
      if (j < 0) return;
      const at = k * panel.columns.length + j;
      const weight = weightOf(place, columns.squares.length, lines.length);
      const sum = cells[moments + 2 * (k * squares.length + place)]!;
      const square = cells[moments + 2 * (k * squares.length + place) + 1]!;
      const mean = means[at]!;
      total.weights[at] = weight;
      total.sums[at] = sum - weight * mean;
      total.squares[k * panel.gaussians.length + panel.gaussians.indexOf(j)] =
        square - mean * (2 * sum - weight * mean);
    });
    const lineMasks = lines.length + columns.maskedSquares.length;
    lines.forEach((j, place) => {
      if (j < 0) return;
      const at = k * panel.columns.length + j;
      total.weights[at] = weightOf(place, columns.lines.length, lineMasks);
      total.sums[at] = cells[atRest + place]!;
    });
  }
  return total;
}

/** Adds one expectation to another, but for the log-likelihood. */
export function addExpectation(into: Expectation, other: Expectation): void {
  const add = (sums: Float64Array, values: Float64Array) => {
    values.forEach((value, cell) => (sums[cell]! += value));
  };
  add(into.starts, other.starts);
  add(into.transitions, other.transitions);
  add(into.weights, other.weights);
  add(into.sums, other.sums);
  add(into.squares, other.squares);
}
