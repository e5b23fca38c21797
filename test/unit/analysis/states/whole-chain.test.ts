// Everything that is said of states, on small and awkward panels: numbers or clear errors, never NaN.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnalysisError } from '#analysis/analysis-error';
import { decode } from '#analysis/hidden-markov/decode';
import { fitHiddenMarkov } from '#analysis/hidden-markov/fit-hidden-markov';
import { defaultHiddenMarkovParams } from '#analysis/hidden-markov/hidden-markov-types';
import { renderSentence } from '#analysis/words/sentence';
import { describeStates } from '#analysis/states/describe-states';
import { dormantStates } from '#analysis/states/dormant-states';
import { dwellTimes } from '#analysis/states/dwell-times';
import { emissionDensities } from '#analysis/states/emission-densities';
import { firstToLast } from '#analysis/states/first-to-last';
import { forecastPersons } from '#analysis/states/forecast-states';
import { likelihoodTraces } from '#analysis/states/likelihood-traces';
import { matchStates } from '#analysis/states/match-states';
import { nameStates, wordsForLabel } from '#analysis/states/name-states';
import {
  applyPanelTransform,
  fitPanelTransform,
  keptColumns,
  type PanelTreatment,
} from '#analysis/states/panel-transform';
import { profileStates } from '#analysis/states/profile-states';
import { quietStates } from '#analysis/states/quiet-states';
import { runawayWarnings } from '#analysis/states/runaway-warning';
import { periodsSinceFirst, sharesByPeriod } from '#analysis/states/shares-by-period';
import { stateCriteria } from '#analysis/states/state-criteria';
import { summarisePersons } from '#analysis/states/summarise-persons';
import { transitionTable } from '#analysis/states/transition-table';

const cell = fc.oneof(
  fc.constant(NaN),
  fc.constantFrom(0, 1, 5),
  fc.constantFrom(1e8, 1e8 + 1),
  fc.integer({ min: -9000, max: 9000 }).map((value) => value / 1000),
);
const row = fc.tuple(cell, fc.constantFrom(0, 1, NaN), fc.integer({ min: 0, max: 4 }));
const people = fc.array(fc.array(row, { minLength: 1, maxLength: 5 }), {
  minLength: 1,
  maxLength: 6,
});
const treatments: PanelTreatment[] = [
  { name: 'price', kind: 'continuous', emission: 'gaussian', log1p: true },
  { name: 'cash', kind: 'binary', emission: 'bernoulli', log1p: false },
  { name: 'rides', kind: 'count', emission: 'poisson', log1p: false },
];

function finish<Result>(steps: Generator<unknown, Result>): Result {
  let next = steps.next();
  while (!next.done) next = steps.next();
  return next.value;
}

/** Every number in a result, however deep. */
function* numbersIn(value: unknown): Generator<number> {
  if (typeof value === 'number') yield value;
  else if (value !== null && typeof value === 'object') {
    for (const part of Object.values(value)) yield* numbersIn(part);
  }
}

function sayAll(persons: readonly (readonly [number, number, number][])[], stateCount: number) {
  const starts = new Uint32Array(persons.length + 1);
  persons.forEach((rows, i) => (starts[i + 1] = starts[i]! + rows.length));
  const rowCount = starts[persons.length]!;
  const own = [0, 1, 2].map((j) => Float64Array.from(persons.flat(), (cells) => cells[j]!));
  const transform = fitPanelTransform(own, treatments);
  const kept = keptColumns(transform);
  const panel = { rowCount, starts, columns: applyPanelTransform(transform, own) };
  const params = { ...defaultHiddenMarkovParams, restartCount: 1, maxIterationCount: 20 };
  const kinds = kept.map(({ emission }) => emission);
  const fit = finish(fitHiddenMarkov(panel, kinds, stateCount, params));
  const { model } = fit;
  const decoded = { starts, stateCount, decoding: finish(decode(panel, model)) };
  const summary = summarisePersons(decoded);
  const features = kept.map((column, j) => ({
    label: column.name,
    unit: { one: '', many: '' },
    isShare: column.kind === 'binary',
    values: own[transform.columns.indexOf(column)]!,
    fitted: panel.columns[j]!,
  }));
  const profiles = profileStates(decoded, features, summary);
  const dormant = dormantStates(profiles, 0);
  const quiet = quietStates(profiles, 0);
  const words = features.map(({ label, isShare }) => wordsForLabel(label, isShare));
  const names = kept.map(({ name }) => name);
  const shares = profiles.states.map(({ rowShare }) => rowShare);
  const said = [
    summary,
    profiles,
    stateCriteria(fit, decoded),
    forecastPersons(summary.now, persons.length, model.transitionMatrix, dormant, 12),
    transitionTable(model, decoded),
    dwellTimes(model, decoded),
    firstToLast(decoded),
    sharesByPeriod(decoded, periodsSinceFirst(starts, rowCount)),
    emissionDensities(model, transform, own),
    likelihoodTraces(fit, rowCount),
    runawayWarnings(panel, model, names, shares, params.varianceFloor),
    matchStates({ model, transform }, { model, transform }),
  ];
  const sentences = describeStates(profiles, 'weeks').map(renderSentence);
  const stateNames = nameStates(profiles, words, { noun: '', dormant, quiet });
  return { said, words: [...sentences, ...stateNames] };
}

describe('everything that is said of states', () => {
  it('is a number, or the panel is refused with a clear error', () => {
    let saidCount = 0;
    fc.assert(
      fc.property(people, fc.integer({ min: 1, max: 4 }), (persons, stateCount) => {
        try {
          const { said, words } = sayAll(persons, stateCount);
          for (const value of numbersIn(said)) expect(Number.isFinite(value)).toBe(true);
          expect(words.join()).not.toMatch(/NaN|undefined|Infinity|null/);
          saidCount++;
        } catch (error) {
          if (!(error instanceof AnalysisError)) throw error;
          expect(['input.constant-column', 'input.too-few-rows']).toContain(error.code);
        }
      }),
      { numRuns: 150 },
    );
    expect(saidCount).toBeGreaterThan(75);
  });
});
