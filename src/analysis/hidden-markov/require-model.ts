// Refuses parameters and models that do not make sense, saying what is wrong.
import { AnalysisError } from '../analysis-error.ts';
import type { HiddenMarkovModel, HiddenMarkovParams } from './hidden-markov-types.ts';

/** The greatest number of states: paths are kept in bytes. */
export const greatestStateCount = 255;

/** @throws AnalysisError `parameter.out-of-range` */
export function requireParams(params: HiddenMarkovParams, stateCount: number): void {
  requireWhole('stateCount', stateCount, 1, greatestStateCount);
  requireWhole('restartCount', params.restartCount, 1, 10_000);
  requireWhole('maxIterationCount', params.maxIterationCount, 1, 1_000_000);
  const bounds: [string, number, number, number][] = [
    ['tolerance', params.tolerance, 0, 1],
    ['varianceFloor', params.varianceFloor, 0, 1],
    ['transitionPrior', params.transitionPrior, 1, 1e6],
    ['stickiness', params.stickiness, 0, 1],
  ];
  for (const [name, value, least, greatest] of bounds) {
    if (value >= least && value <= greatest) continue;
    throw outOfRange(`${name} is ${value}; it has to lie between ${least} and ${greatest}.`);
  }
}

function requireWhole(name: string, value: number, least: number, greatest: number): void {
  if (Number.isInteger(value) && value >= least && value <= greatest) return;
  throw outOfRange(`${name} is ${value}; it has to be a whole number, ${least} to ${greatest}.`);
}

/** @throws AnalysisError `parameter.out-of-range` */
export function requireModel(model: HiddenMarkovModel): void {
  const { stateCount: K, emissions } = model;
  requireWhole('stateCount', K, 1, greatestStateCount);
  requireNumbers('startProbability', model.startProbability, K);
  requireNumbers('transitionMatrix', model.transitionMatrix, K * K);
  requireNumbers('means', model.means, K * emissions.length);
  const d = emissions.filter((kind) => kind === 'gaussian').length;
  const length = { diagonal: K * d, spherical: d > 0 ? K : 0, tied: d * d, full: K * d * d };
  requireNumbers('covariances', model.covariances, length[model.covariance]);
  requireDistribution('startProbability', model.startProbability);
  for (let k = 0; k < K; k++) {
    const row = model.transitionMatrix.subarray(k * K, (k + 1) * K);
    requireDistribution(`row ${k} of transitionMatrix`, row);
  }
  emissions.forEach((kind, j) => {
    for (let k = 0; k < K; k++) {
      const mean = model.means[k * emissions.length + j]!;
      if (kind === 'gaussian' || (mean >= 0 && (kind === 'poisson' || mean <= 1))) continue;
      throw outOfRange(`means of state ${k} holds ${mean} for the ${kind} column ${j}.`);
    }
  });
}

function requireNumbers(name: string, values: Float64Array, length: number): void {
  if (values.length === length && values.every(Number.isFinite)) return;
  throw outOfRange(`${name} has to be ${length} finite numbers; it holds ${values.length}.`);
}

function requireDistribution(name: string, values: Float64Array): void {
  const sum = values.reduce((total, value) => total + value, 0);
  if (values.every((value) => value >= 0) && Math.abs(sum - 1) < 1e-6) return;
  throw outOfRange(`${name} has to be probabilities that add up to 1; they add up to ${sum}.`);
}

function outOfRange(message: string): AnalysisError {
  return new AnalysisError('parameter.out-of-range', message, 'Correct the parameter.');
}
