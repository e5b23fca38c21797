// What the kernel sums of missing cells of joint columns, as the M-step takes it.
import { triangleLength } from '../gaussian-mixture/cholesky.ts';
import type { Expectation } from './hidden-markov-backend.ts';
import type { HiddenMarkovModel } from './hidden-markov-types.ts';
import type { KernelColumns } from './kernel-columns.ts';
import { pairCountOf, pairOf } from './kernel-gap-tables.ts';
import type { StandardPanel } from './standard-panel.ts';

/** Numbers a chunk has, see addResiduals and addShifts of src/kernels/hidden-markov-passes. */
export function gapSumLength(stateCount: number, { joints, tied }: KernelColumns): number {
  const pairCount = pairCountOf(stateCount);
  const triangle = triangleLength(joints.length);
  return tied ? 2 * (joints.length * pairCount + triangle) : 2 * pairCount * triangle;
}

/** Adds what missing cells add to sums and products about the states' means. */
export function addGapSums(
  numbers: Float64Array,
  model: HiddenMarkovModel,
  panel: StandardPanel,
  columns: KernelColumns,
  total: Expectation,
): void {
  if (columns.tied) addShifts(numbers, model, panel, columns, total);
  else addResiduals(numbers, model.stateCount, panel, columns, total.squares);
}

/** For each pair of states a triangle of columns: what is left of the missing cells' variance. */
function addResiduals(
  residuals: Float64Array,
  stateCount: number,
  { gaussians }: StandardPanel,
  { joints }: KernelColumns,
  squares: Float64Array,
): void {
  const d = gaussians.length;
  for (let k = 0; k < stateCount; k++) {
    const { pair, second } = pairOf(k, stateCount);
    const triangle = pair * triangleLength(joints.length);
    eachCell(d, (i, j, cell) => {
      const value = residuals[2 * (triangle + cell) + second]!;
      squares[(k * d + i) * d + j]! += value;
      if (j < i) squares[(k * d + j) * d + i]! += value;
    });
  }
}

/**
 * For each column what each pair of states adds to its sums; then a triangle of what the products lack,
 * of which two numbers are to be added. Sums s are about means m: products lack - s m' - m s' as well.
 */
function addShifts(
  numbers: Float64Array,
  { stateCount: K, means }: HiddenMarkovModel,
  { gaussians, columns: panelColumns }: StandardPanel,
  { joints }: KernelColumns,
  total: Expectation,
): void {
  const d = gaussians.length;
  const pairCount = pairCountOf(K);
  const shiftOf = (k: number, place: number) => {
    const { pair, second } = pairOf(k, K);
    return numbers[2 * (place * pairCount + pair) + second]!;
  };
  const triangle = 2 * joints.length * pairCount;
  eachCell(d, (i, j, cell) => {
    let value = numbers[triangle + 2 * cell]! + numbers[triangle + 2 * cell + 1]!;
    for (let k = 0; k < K; k++) {
      const meanOf = (place: number) => means[k * panelColumns.length + gaussians[place]!]!;
      value -= shiftOf(k, i) * meanOf(j) + meanOf(i) * shiftOf(k, j);
    }
    total.squares[i * d + j]! += value;
    if (j < i) total.squares[j * d + i]! += value;
  });
  for (let k = 0; k < K; k++) {
    gaussians.forEach((j, place) => {
      total.sums[k * panelColumns.length + j]! += shiftOf(k, place);
    });
  }
}

/** The cells of a d x d triangle. */
function eachCell(d: number, visit: (i: number, j: number, cell: number) => void): void {
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) visit(i, j, triangleLength(i) + j);
  }
}
