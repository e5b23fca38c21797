// Where people will be: the filtered state of the last row, carried on by the transition matrix.
import { AnalysisError } from '../analysis-error.ts';
import { requireRange } from '../statistics/require-values.ts';
import { mostProbable } from './most-probable.ts';

/** No forecast reaches further ahead than this number of periods. */
export const longestHorizon = 12;

/** Forecasts of many persons; period h ahead of person i is at i * horizon + h - 1. */
export interface PersonForecasts {
  readonly horizon: number;
  readonly mostProbable: Uint8Array;
  readonly probability: Float64Array;
  /** Probability of being in a dormant state, see `dormantStates`. */
  readonly dormancy: Float64Array;
}

/**
 * p(h) = now A^h, each row brought to a sum of one.
 *
 * @param now K filtered probabilities of the last row; or their mean over persons, for the forecast
 *   of all of them together
 * @param transitionMatrix K x K
 * @returns horizon x K, one period ahead first
 * @throws AnalysisError `input.length-mismatch`, `parameter.out-of-range`
 */
export function forecastStates(
  now: Float64Array,
  transitionMatrix: Float64Array,
  horizon: number,
): Float64Array {
  const stateCount = requireShapes(now.length, 1, transitionMatrix, horizon);
  const forecast = new Float64Array(horizon * stateCount);
  let from = now;
  for (let period = 0; period < horizon; period++) {
    const to = forecast.subarray(period * stateCount, (period + 1) * stateCount);
    step(from, transitionMatrix, to);
    from = to;
  }
  return forecast;
}

/**
 * @param now personCount x K, of `PersonStates`
 * @param dormant one flag a state
 * @throws AnalysisError `input.length-mismatch`, `parameter.out-of-range`
 */
export function forecastPersons(
  now: Float64Array,
  personCount: number,
  transitionMatrix: Float64Array,
  dormant: readonly boolean[],
  horizon: number,
): PersonForecasts {
  const stateCount = requireShapes(now.length, personCount, transitionMatrix, horizon);
  if (dormant.length !== stateCount) throw mismatch(dormant.length, stateCount);
  const forecasts = {
    horizon,
    mostProbable: new Uint8Array(personCount * horizon),
    probability: new Float64Array(personCount * horizon),
    dormancy: new Float64Array(personCount * horizon),
  };
  for (let person = 0; person < personCount; person++) {
    const own = now.subarray(person * stateCount, (person + 1) * stateCount);
    const rows = forecastStates(own, transitionMatrix, horizon);
    for (let period = 0; period < horizon; period++) {
      const offset = period * stateCount;
      const at = person * horizon + period;
      const state = mostProbable(rows, offset, stateCount);
      forecasts.mostProbable[at] = state;
      forecasts.probability[at] = rows[offset + state]!;
      let asleep = 0;
      for (let k = 0; k < stateCount; k++) if (dormant[k]) asleep += rows[offset + k]!;
      forecasts.dormancy[at] = Math.min(1, asleep);
    }
  }
  return forecasts;
}

function step(from: Float64Array, matrix: Float64Array, to: Float64Array): void {
  const stateCount = from.length;
  let total = 0;
  for (let next = 0; next < stateCount; next++) {
    let sum = 0;
    for (let k = 0; k < stateCount; k++) sum += from[k]! * matrix[k * stateCount + next]!;
    to[next] = sum;
    total += sum;
  }
  for (let next = 0; next < stateCount; next++) to[next]! /= total;
}

function requireShapes(
  cellCount: number,
  personCount: number,
  matrix: Float64Array,
  horizon: number,
): number {
  requireRange(horizon, 1, longestHorizon, 'The number of periods ahead');
  const stateCount = Math.sqrt(matrix.length);
  if (!Number.isInteger(stateCount) || cellCount !== personCount * stateCount) {
    throw mismatch(cellCount / personCount, stateCount);
  }
  return stateCount;
}

function mismatch(found: number, stateCount: number): AnalysisError {
  return new AnalysisError(
    'input.length-mismatch',
    `Forecast: ${found} values a person meet a transition matrix of ${stateCount} states.`,
    'Forecast with the model that decoded the panel.',
  );
}
