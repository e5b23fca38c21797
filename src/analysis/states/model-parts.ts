// Variances and long-run shares that a fitted model implies, whatever its kind of covariance.
import type { HiddenMarkovModel } from '../hidden-markov/hidden-markov-types.ts';

/** Places of the Gaussian columns among all columns, in their order. */
export function gaussianColumns({ emissions }: HiddenMarkovModel): number[] {
  return emissions.flatMap((kind, column) => (kind === 'gaussian' ? [column] : []));
}

/**
 * Variance of a Gaussian column in a state, in squares of the column's units.
 *
 * @param place place of the column among the Gaussian ones
 */
export function gaussianVariance(model: HiddenMarkovModel, state: number, place: number): number {
  const size = gaussianColumns(model).length;
  switch (model.covariance) {
    case 'diagonal':
      return model.covariances[state * size + place]!;
    case 'spherical':
      return model.covariances[state]!;
    case 'tied':
      return model.covariances[place * size + place]!;
    case 'full':
      return model.covariances[(state * size + place) * size + place]!;
  }
}

/**
 * Shares of the states after very many periods, from the model's own start: the limit of the chain
 * that stays put every other period, which exists for periodic and for divided chains too.
 */
export function longRunShares(model: HiddenMarkovModel): Float64Array {
  const { stateCount, transitionMatrix, startProbability } = model;
  let power: Float64Array = transitionMatrix.map(
    (value, at) => 0.5 * value + (at % (stateCount + 1) === 0 ? 0.5 : 0),
  );
  for (let doubling = 0; doubling < 60; doubling++) power = squared(power, stateCount);
  const shares = new Float64Array(stateCount);
  for (let from = 0; from < stateCount; from++) {
    for (let to = 0; to < stateCount; to++) {
      shares[to]! += startProbability[from]! * power[from * stateCount + to]!;
    }
  }
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}

/** The square of a stochastic matrix, rows brought back to a sum of one. */
function squared(matrix: Float64Array, size: number): Float64Array {
  const square = new Float64Array(matrix.length);
  for (let i = 0; i < size; i++) {
    let total = 0;
    for (let j = 0; j < size; j++) {
      let sum = 0;
      for (let m = 0; m < size; m++) sum += matrix[i * size + m]! * matrix[m * size + j]!;
      square[i * size + j] = sum;
      total += sum;
    }
    for (let j = 0; j < size; j++) square[i * size + j]! /= total;
  }
  return square;
}
