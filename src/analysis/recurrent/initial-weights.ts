// Seeded first weights, by the rules that Keras uses unless told otherwise.
import { createRandom, deriveSeed, type Random } from '../random.ts';
import {
  networkLayout,
  type CellLayout,
  type DenseLayout,
  type NetworkShape,
} from './parameter-layout.ts';

/**
 * Input and dense weights: uniform within sqrt(6 / (inputs + outputs)) of zero (Glorot and Bengio
 * 2010). State weights: orthonormal rows (Saxe et al. 2014). Biases zero; an LSTM's forget gates one
 * (Jozefowicz et al. 2015).
 */
export function initialWeights(shape: NetworkShape, seed: number): Float32Array {
  const layout = networkLayout(shape);
  const parameters = new Float32Array(layout.parameterCount);
  const random = (part: string) => createRandom(deriveSeed(seed, 'weights', part));
  initialCell(parameters, layout.encoder, random('encoder'));
  initialDense(parameters, layout.encoding, random('encoding'));
  if (layout.decoder) initialCell(parameters, layout.decoder, random('decoder'));
  initialDense(parameters, layout.output, random('output'));
  return parameters;
}

function initialCell(parameters: Float32Array, cell: CellLayout, random: Random): void {
  const { inputSize, hiddenSize, inputColumns, stateColumns } = cell;
  fillGlorot(parameters, cell.inputWeights, inputSize, inputColumns, random);
  parameters.set(orthonormalRows(hiddenSize, stateColumns, random), cell.stateWeights);
  if (cell.cell !== 'lstm') return;
  const forget = cell.bias + hiddenSize;
  parameters.fill(1, forget, forget + hiddenSize);
}

function initialDense(parameters: Float32Array, layer: DenseLayout, random: Random): void {
  fillGlorot(parameters, layer.weights, layer.inputSize, layer.outputSize, random);
}

function fillGlorot(
  parameters: Float32Array,
  at: number,
  inputSize: number,
  outputSize: number,
  random: Random,
): void {
  const limit = Math.sqrt(6 / (inputSize + outputSize));
  const end = at + inputSize * outputSize;
  for (let i = at; i < end; i++) parameters[i] = limit * (2 * random.uniform() - 1);
}

/** Random directions made orthogonal (Gram-Schmidt, each row cleaned twice); rows <= columns. */
function orthonormalRows(rowCount: number, columnCount: number, random: Random): Float64Array {
  const cells = Float64Array.from({ length: rowCount * columnCount }, () => random.normal());
  const row = (i: number) => cells.subarray(i * columnCount, (i + 1) * columnCount);
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, x, k) => sum + x * b[k]!, 0);
  for (let i = 0; i < rowCount; i++) {
    const own = row(i);
    for (let other = 0; other < 2 * i; other++) {
      const earlier = row(other % i);
      const overlap = dot(own, earlier);
      own.forEach((x, k) => (own[k] = x - overlap * earlier[k]!));
    }
    const length = Math.sqrt(dot(own, own));
    own.forEach((x, k) => (own[k] = x / length));
  }
  return cells;
}
