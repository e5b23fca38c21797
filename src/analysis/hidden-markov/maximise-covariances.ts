// The M-step's covariances, kept above their floor.
import { floorCovariance } from '../gaussian-mixture/floor-covariance.ts';
import type { Expectation } from './hidden-markov-backend.ts';
import type { HiddenMarkovModel } from './hidden-markov-types.ts';
import type { StandardPanel } from './standard-panel.ts';

/** Below this share of a column's variance, a variance is rounding. */
const leastFloor = 1e-12;

export interface MaximisedCovariances {
  readonly covariances: Float64Array;
  readonly floored: readonly { readonly state: number; readonly column: number }[];
}

/** Variances of the Gaussian columns in standard units; 1 for a constant column. */
export function referenceVariances({ gaussians, measures, scale }: StandardPanel): Float64Array {
  return Float64Array.from(gaussians, (j) => {
    const { variance, constant } = measures[j]!;
    return constant ? 1 : variance * scale[j]! * scale[j]!;
  });
}

/**
 * The covariances of highest expected likelihood about the means that follow from the sums.
 *
 * @param varianceFloor share of a column's variance
 * @param leastWeight a state of no more expected cells keeps its covariance
 */
export function maximiseCovariances(
  model: HiddenMarkovModel,
  expectation: Expectation,
  panel: StandardPanel,
  varianceFloor: number,
  leastWeight: number,
): MaximisedCovariances {
  if (panel.gaussians.length === 0) return { covariances: new Float64Array(0), floored: [] };
  const task = {
    model,
    expectation,
    panel,
    leastWeight,
    floor: Math.max(varianceFloor, leastFloor),
    references: referenceVariances(panel),
  };
  if (model.covariance === 'diagonal') return diagonal(task);
  if (model.covariance === 'spherical') return spherical(task);
  return model.covariance === 'full' ? full(task) : tied(task);
}

interface Task {
  readonly model: HiddenMarkovModel;
  readonly expectation: Expectation;
  readonly panel: StandardPanel;
  readonly leastWeight: number;
  readonly floor: number;
  readonly references: Float64Array;
}

/** Sum of squares of a state's column about its new mean, and the weight it is divided by. */
function squaresOf({ expectation, panel }: Task, k: number, index: number) {
  const at = k * panel.columns.length + panel.gaussians[index]!;
  const weight = expectation.weights[at]!;
  const sum = expectation.sums[at]!;
  const squares = expectation.squares[k * panel.gaussians.length + index]!;
  return { weight, squares: weight > 0 ? Math.max(0, squares - (sum * sum) / weight) : 0 };
}

function diagonal(task: Task): MaximisedCovariances {
  const { model, panel, floor, references, leastWeight } = task;
  const d = panel.gaussians.length;
  const floored: { state: number; column: number }[] = [];
  const covariances = model.covariances.map((before, cell) => {
    const state = Math.floor(cell / d);
    const index = cell % d;
    const { weight, squares } = squaresOf(task, state, index);
    if (weight <= leastWeight) return before;
    const least = floor * references[index]!;
    if (squares / weight > least) return squares / weight;
    floored.push({ state, column: panel.gaussians[index]! });
    return least;
  });
  return { covariances, floored };
}

function spherical(task: Task): MaximisedCovariances {
  const { model, panel, floor, references, leastWeight } = task;
  const least = floor * (references.reduce((sum, value) => sum + value, 0) / references.length);
  const floored: { state: number; column: number }[] = [];
  const covariances = model.covariances.map((before, state) => {
    let weights = 0;
    let sum = 0;
    panel.gaussians.forEach((_, index) => {
      const { weight, squares } = squaresOf(task, state, index);
      weights += weight;
      sum += squares;
    });
    if (weights <= leastWeight) return before;
    if (sum / weights > least) return sum / weights;
    for (const column of panel.gaussians) floored.push({ state, column });
    return least;
  });
  return { covariances, floored };
}

/** Moves d x d sums of products from a state's mean to its new mean; returns the state's weight. */
function moveToMean(
  { expectation, panel, leastWeight }: Task,
  k: number,
  products: Float64Array,
): number {
  const { gaussians, columns } = panel;
  const d = gaussians.length;
  const weight = expectation.weights[k * columns.length + gaussians[0]!]!;
  if (weight <= leastWeight) return weight;
  const sums = gaussians.map((j) => expectation.sums[k * columns.length + j]!);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) products[i * d + j]! -= (sums[i]! * sums[j]!) / weight;
  }
  return weight;
}

function full(task: Task): MaximisedCovariances {
  const { model, panel, leastWeight } = task;
  const d = panel.gaussians.length;
  const covariances = model.covariances.slice();
  const floored: { state: number; column: number }[] = [];
  for (let state = 0; state < model.stateCount; state++) {
    const products = task.expectation.squares.slice(state * d * d, (state + 1) * d * d);
    const weight = moveToMean(task, state, products);
    if (weight <= leastWeight) continue;
    const raised = floorCovariance(
      products.map((value) => value / weight),
      task.references,
      task.floor,
    );
    covariances.set(raised.covariance, state * d * d);
    if (raised.floored) for (const column of panel.gaussians) floored.push({ state, column });
  }
  return { covariances, floored };
}

function tied(task: Task): MaximisedCovariances {
  const { model, panel } = task;
  const sum = task.expectation.squares.slice();
  let weights = 0;
  for (let state = 0; state < model.stateCount; state++) weights += moveToMean(task, state, sum);
  if (!(weights > 0)) return { covariances: model.covariances.slice(), floored: [] };
  const raised = floorCovariance(
    sum.map((value) => value / weights),
    task.references,
    task.floor,
  );
  const columns = raised.floored ? panel.gaussians : [];
  const states = Array.from({ length: model.stateCount }, (_, state) => state);
  const floored = states.flatMap((state) => columns.map((column) => ({ state, column })));
  return { covariances: raised.covariance, floored };
}
