// Products of rows with weights, and what they add to the gradient, in a fixed order of additions.
import { laneCount, type TileMemory } from './tile-memory.ts';

/** Repeats biases for every lane. */
export function spreadBias(memory: TileMemory, row: number, bias: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const at = (row + i) * laneCount;
    memory.cells.fill(memory.parameters[bias + i]!, at, at + laneCount);
  }
}

/** out[u] = start[u] + sum over j of weights[j][u] input[j], j ascending. Arguments are rows. */
export function addProduct(
  { arithmetic, cells, parameters }: TileMemory,
  out: number,
  start: number,
  input: number,
  weights: number,
  outCount: number,
  inCount: number,
): void {
  const { round } = arithmetic;
  for (let u = 0; u < outCount; u++) {
    for (let lane = 0; lane < laneCount; lane++) {
      let sum = cells[(start + u) * laneCount + lane]!;
      for (let j = 0; j < inCount; j++) {
        const weight = parameters[weights + j * outCount + u]!;
        sum = round(sum + round(weight * cells[(input + j) * laneCount + lane]!));
      }
      cells[(out + u) * laneCount + lane] = sum;
    }
  }
}

/** out[j] += sum over u of weights[j][u] delta[u], u ascending: the way back through addProduct. */
export function addTransposed(
  { arithmetic, cells, parameters }: TileMemory,
  out: number,
  delta: number,
  weights: number,
  outCount: number,
  inCount: number,
): void {
  const { round } = arithmetic;
  for (let j = 0; j < inCount; j++) {
    for (let lane = 0; lane < laneCount; lane++) {
      let sum = cells[(out + j) * laneCount + lane]!;
      for (let u = 0; u < outCount; u++) {
        const weight = parameters[weights + j * outCount + u]!;
        sum = round(sum + round(weight * cells[(delta + u) * laneCount + lane]!));
      }
      cells[(out + j) * laneCount + lane] = sum;
    }
  }
}

/** Rows of several steps: the first, how many lie between two steps, how many count. */
export interface StepRows {
  readonly row: number;
  readonly stride: number;
  readonly count: number;
}

/**
 * gradient[j][u] += sum over steps and lanes of input[j] delta[u]. Lanes 0 and 4 share a sum, as do
 * 1 and 5 and so on, the lower first in each step; then (0 + 1) + (2 + 3).
 */
export function addOuter(
  { arithmetic, cells, gradient }: TileMemory,
  weights: number,
  input: StepRows,
  delta: StepRows,
  stepCount: number,
): void {
  const { round } = arithmetic;
  const sums = [0, 0, 0, 0];
  for (let j = 0; j < input.count; j++) {
    for (let u = 0; u < delta.count; u++) {
      sums.fill(0);
      for (let t = 0; t < stepCount; t++) {
        const x = (input.row + t * input.stride + j) * laneCount;
        const d = (delta.row + t * delta.stride + u) * laneCount;
        for (let lane = 0; lane < laneCount; lane++) {
          const product = round(cells[x + lane]! * cells[d + lane]!);
          sums[lane & 3] = round(sums[lane & 3]! + product);
        }
      }
      const sum = round(round(sums[0]! + sums[1]!) + round(sums[2]! + sums[3]!));
      const at = weights + j * delta.count + u;
      gradient[at] = round(gradient[at]! + sum);
    }
  }
}

/** out[u] = sum over steps of delta[u]; gradient[u] += the sum over lanes of that. */
export function addBiasGradient(
  { arithmetic, cells, gradient }: TileMemory,
  bias: number,
  out: number,
  delta: StepRows,
  stepCount: number,
): void {
  const { round } = arithmetic;
  for (let u = 0; u < delta.count; u++) {
    const at = (out + u) * laneCount;
    for (let lane = 0; lane < laneCount; lane++) {
      let sum = 0;
      for (let t = 0; t < stepCount; t++) {
        sum = round(sum + cells[(delta.row + t * delta.stride + u) * laneCount + lane]!);
      }
      cells[at + lane] = sum;
    }
    const pair = (lane: number) => round(cells[at + lane]! + cells[at + lane + 4]!);
    const sum = round(round(pair(0) + pair(1)) + round(pair(2) + pair(3)));
    gradient[bias + u] = round(gradient[bias + u]! + sum);
  }
}
