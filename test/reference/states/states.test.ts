// Summaries of states against hmmlearn, numpy and scipy on one panel (make-numbers.py), to 1e-9.
import { describe, expect, it } from 'vitest';
import { decode } from '#analysis/hidden-markov/decode';
import type { HiddenMarkovModel, SequencePanel } from '#analysis/hidden-markov/hidden-markov-types';
import { dwellTimes } from '#analysis/states/dwell-times';
import { forecastStates } from '#analysis/states/forecast-states';
import { longRunShares } from '#analysis/states/model-parts';
import { profileStates } from '#analysis/states/profile-states';
import { stateCriteria } from '#analysis/states/state-criteria';
import { summarisePersons } from '#analysis/states/summarise-persons';
import numbers from './numbers.json' with { type: 'json' };

const model: HiddenMarkovModel = {
  stateCount: 3,
  emissions: ['gaussian', 'gaussian'],
  covariance: 'diagonal',
  startProbability: Float64Array.from(numbers.startProbability),
  transitionMatrix: Float64Array.from(numbers.transitionMatrix.flat()),
  means: Float64Array.from(numbers.means.flat()),
  covariances: Float64Array.from(numbers.variances.flat()),
};
const panel: SequencePanel = {
  rowCount: numbers.rows.length,
  starts: Uint32Array.from(numbers.starts),
  columns: [0, 1].map((j) => Float64Array.from(numbers.rows, (row) => row[j]!)),
};

function decoded() {
  const steps = decode(panel, model);
  let next = steps.next();
  while (!next.done) next = steps.next();
  return { starts: panel.starts, stateCount: 3, decoding: next.value };
}

const states = decoded();
const closeTo = (found: ArrayLike<number>, expected: readonly number[]) => {
  expect(found).toHaveLength(expected.length);
  expected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 9));
};

describe('states of a small panel', () => {
  it('have the criteria of hmmlearn', () => {
    const { logLikelihood } = states.decoding;
    const fit = { model, logLikelihood, converged: true, traces: [], warnings: [] };
    const criteria = stateCriteria(fit, states);
    expect(criteria.logLikelihood).toBeCloseTo(numbers.logLikelihood, 9);
    expect(criteria.aic).toBeCloseTo(numbers.aic, 9);
    expect(criteria.bicRows).toBeCloseTo(numbers.bicRows, 9);
    expect(criteria.entropy).toBeCloseTo(numbers.entropy, 9);
    expect(criteria.icl).toBeCloseTo(numbers.bicRows + 2 * numbers.entropy, 9);
    const rowsToPersons = criteria.parameterCount * Math.log(76 / 12);
    expect(criteria.bicRows - criteria.bicPersons).toBeCloseTo(rowsToPersons, 9);
  });

  it('give persons the same summaries', () => {
    const persons = summarisePersons(states);
    closeTo(persons.entropy, numbers.meanEntropies);
    closeTo(persons.dominantShare, numbers.dominantShares);
    closeTo(persons.switchCount, numbers.switches);
    closeTo(persons.now, numbers.now.flat());
  });

  it('forecast by powers of the transition matrix', () => {
    const { now } = summarisePersons(states);
    numbers.now.forEach((_, person) => {
      const rows = forecastStates(
        now.subarray(3 * person, 3 * person + 3),
        model.transitionMatrix,
        12,
      );
      closeTo(
        rows,
        numbers.forecasts.flatMap((persons) => persons[person]!),
      );
    });
    closeTo(longRunShares(model), numbers.longRun);
  });

  it('have means weighted by the posterior', () => {
    const unit = { one: '', many: '' };
    const features = panel.columns.map((values, j) => ({
      label: `column ${j}`,
      unit,
      isShare: false,
      values,
      fitted: values,
    }));
    profileStates(states, features).states.forEach(({ features: found }, state) => {
      closeTo(
        found.map(({ mean }) => mean!),
        numbers.profileMeans[state]!,
      );
    });
  });

  it('last as long as the Kaplan-Meier estimate says', () => {
    dwellTimes(model, states).forEach(({ survival }, state) => {
      closeTo(survival, numbers.survivals[state]!.slice(0, survival.length));
      const beyond = numbers.survivals[state]!.slice(survival.length);
      expect(beyond.every((value) => value === survival[survival.length - 1])).toBe(true);
    });
  });
});
