// The sums of the kernel's chunks as an expectation.
import { emptyExpectation } from './empty-expectation.ts';
import { naturalLog } from './exponential.ts';
import type { Expectation } from './hidden-markov-backend.ts';
import type { HiddenMarkovModel } from './hidden-markov-types.ts';
import type { KernelColumns } from './kernel-columns.ts';
import { laneCount } from './kernel-lanes.ts';
import type { KernelPanel } from './kernel-panel.ts';
import { addGapSums, gapSumLength } from './kernel-gap-sums.ts';
import { jointCellCount, readJointSums } from './kernel-joint-sums.ts';
import type { KernelRoom } from './kernel-room.ts';
import type { StandardPanel } from './standard-panel.ts';

/** Bytes of a scale record: four f64 sums, four i64 exponents, four f64 mantissas, u32 rows, u32 trouble. */
export const scaleBytes = 112;

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
    return [0, 1, 2, 3].some((lane) => !Number.isFinite(this.logLikelihood(address, lane)));
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
function outputCellCount(stateCount: number, columns: KernelColumns): number {
  const { squares, maskedSquares, lines, maskedLines } = columns;
  const ofColumns =
    2 * squares.length + 3 * maskedSquares.length + lines.length + 2 * maskedLines.length;
  return stateCount * (1 + stateCount + ofColumns) + jointCellCount(stateCount, columns);
}

/** Bytes of a chunk's output: its scale record, its cells, what missing cells add. */
export function outputBytes(stateCount: number, { columns, gaps }: KernelPanel): number {
  const gapSums = gaps ? gapSumLength(stateCount, columns) : 0;
  return scaleBytes + 16 * outputCellCount(stateCount, columns) + 8 * gapSums;
}

/** Adds the outputs of all chunks in their order; those in trouble are left out and listed. */
export function sumOutputs(
  room: KernelRoom,
  model: HiddenMarkovModel,
  panel: StandardPanel,
  { columns, gaps, chunks }: KernelPanel,
): { readonly expectation: Expectation; readonly troubled: readonly number[] } {
  const cells = new Float64Array(outputCellCount(model.stateCount, columns));
  const gapSums = new Float64Array(gaps ? gapSumLength(model.stateCount, columns) : 0);
  const troubled: number[] = [];
  let logLikelihood = 0;
  const reader = new ScaleReader(room.scope.team.buffer);
  for (let chunk = 0; chunk < chunks.length; chunk++) {
    const address = room.outputs + chunk * room.outputBytes;
    if (reader.isTroubled(address)) {
      troubled.push(chunk);
      continue;
    }
    for (let lane = 0; lane < laneCount; lane++) {
      logLikelihood += reader.logLikelihood(address, lane);
    }
    const lanes = room.scope.doubles(address + scaleBytes, 2 * cells.length + gapSums.length);
    for (let cell = 0; cell < cells.length; cell++) {
      cells[cell]! += lanes[2 * cell]! + lanes[2 * cell + 1]!;
    }
    for (let at = 0; at < gapSums.length; at++) gapSums[at]! += lanes[2 * cells.length + at]!;
  }
  const expectation = expectationOf(cells, model, panel, columns);
  if (gaps) addGapSums(gapSums, model, panel, columns, expectation);
  return { expectation: { ...expectation, logLikelihood }, troubled };
}

/**
 * @param cells as the kernel has them: starts, transitions but for the matrix, then for each kind of
 *   columns states x columns sums; squares of Gaussian columns and weights of masked ones behind each;
 *   last those of joint columns
 */
function expectationOf(
  cells: Float64Array,
  model: HiddenMarkovModel,
  panel: StandardPanel,
  columns: KernelColumns,
): Expectation {
  const { stateCount: K, means } = model;
  const columnCount = panel.columns.length;
  const total = emptyExpectation(model, panel);
  total.starts.set(cells.subarray(0, K));
  model.transitionMatrix.forEach((p, cell) => (total.transitions[cell] = p * cells[K + cell]!));
  const occupancies = total.starts.map((start, k) => {
    let occupancy = start;
    for (let j = 0; j < K; j++) occupancy += total.transitions[j * K + k]!;
    return occupancy;
  });
  let at = K + K * K;
  const kinds = [
    { list: columns.squares, gaussian: true, masked: false },
    { list: columns.maskedSquares, gaussian: true, masked: true },
    { list: columns.lines, gaussian: false, masked: false },
    { list: columns.maskedLines, gaussian: false, masked: true },
  ];
  for (const { list, gaussian, masked } of kinds) {
    for (let k = 0; k < K; k++) {
      for (const j of list) {
        const sum = cells[at++]!;
        const square = gaussian ? cells[at++]! : 0;
        const weight = masked ? cells[at++]! : occupancies[k]!;
        if (j < 0) continue;
        const cell = k * columnCount + j;
        total.weights[cell] = weight;
        total.sums[cell] = sum;
        if (!gaussian) continue;
        const mean = means[cell]!;
        total.sums[cell] = sum - weight * mean;
        total.squares[k * panel.gaussians.length + panel.gaussians.indexOf(j)] =
          square - mean * (2 * sum - weight * mean);
      }
    }
  }
  readJointSums(cells.subarray(at), occupancies, model, panel, columns, total);
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
