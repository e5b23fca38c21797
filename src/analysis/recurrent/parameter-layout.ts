// Where each weight of a network lies among its parameters.
import type { CellKind, RecurrentModel } from './recurrent-types.ts';

export type NetworkShape = Omit<RecurrentModel, 'parameters'>;

/** Rows of outputSize biases, then inputSize x outputSize weights, row-major, from `bias` on. */
export interface DenseLayout {
  readonly inputSize: number;
  readonly outputSize: number;
  readonly bias: number;
  readonly weights: number;
}

/**
 * gateCount biases, inputSize x inputColumns input weights, hiddenSize x stateColumns state weights.
 * Input weights feed the first inputColumns gates, state weights the last stateColumns.
 *
 * Gates, each of hiddenSize: simple (a); LSTM (i, f, g, o), all fed by both; GRU (n, r, z, m), where
 * inputs feed n, r, z, the state r, z, m, and the candidate is tanh(n + r m).
 */
export interface CellLayout {
  readonly cell: CellKind;
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly gateCount: number;
  readonly inputColumns: number;
  readonly stateColumns: number;
  /** Numbers a step keeps for the way back: the gates, and an LSTM's memory and its tanh. */
  readonly savedCount: number;
  readonly bias: number;
  readonly inputWeights: number;
  readonly stateWeights: number;
}

/** The parts in their order: encoder, encoding layer, decoder (of an autoencoder), output layer. */
export interface NetworkLayout {
  readonly encoder: CellLayout;
  readonly encoding: DenseLayout;
  readonly decoder: CellLayout | undefined;
  readonly output: DenseLayout;
  readonly parameterCount: number;
}

const columnFactors = { simple: 1, gru: 3, lstm: 4 } as const;
const gateFactors = { simple: 1, gru: 4, lstm: 4 } as const;
const savedFactors = { simple: 1, gru: 4, lstm: 6 } as const;

function cellLayout(
  cell: CellKind,
  inputSize: number,
  hiddenSize: number,
  bias: number,
): CellLayout {
  const gateCount = gateFactors[cell] * hiddenSize;
  const columns = columnFactors[cell] * hiddenSize;
  const inputWeights = bias + gateCount;
  return {
    cell,
    inputSize,
    hiddenSize,
    gateCount,
    inputColumns: columns,
    stateColumns: columns,
    savedCount: savedFactors[cell] * hiddenSize,
    bias,
    inputWeights,
    stateWeights: inputWeights + inputSize * columns,
  };
}

const endOfCell = (cell: CellLayout) => cell.stateWeights + cell.hiddenSize * cell.stateColumns;

function denseLayout(inputSize: number, outputSize: number, bias: number): DenseLayout {
  return { inputSize, outputSize, bias, weights: bias + outputSize };
}

const endOfDense = (layer: DenseLayout) => layer.weights + layer.inputSize * layer.outputSize;

export function networkLayout(shape: NetworkShape): NetworkLayout {
  const { inputSize, hiddenSize, encodingSize } = shape;
  const encoder = cellLayout(shape.cell, inputSize, hiddenSize, 0);
  const encoding = denseLayout(hiddenSize, encodingSize, endOfCell(encoder));
  const afterEncoding = endOfDense(encoding);
  if (shape.kind === 'outcome') {
    const output = denseLayout(encodingSize, 1, afterEncoding);
    return { encoder, encoding, decoder: undefined, output, parameterCount: endOfDense(output) };
  }
  const decoder = cellLayout('gru', encodingSize, hiddenSize, afterEncoding);
  const output = denseLayout(hiddenSize, inputSize, endOfCell(decoder));
  return { encoder, encoding, decoder, output, parameterCount: endOfDense(output) };
}
