// What is kept of every person and row: numbers for the table of persons, arrays for its page.
import type { HiddenMarkovModel } from '#analysis/hidden-markov/hidden-markov-types';
import type { DecodedPanel } from '#analysis/states/decoded-panel';
import { forecastPersons, forecastStates } from '#analysis/states/forecast-states';
import type { PersonStates } from '#analysis/states/summarise-persons';
import type { StatesResult } from '#shared/results/states-result';
import { periodStart } from '../../panel/panel-period.ts';
import { compactColumn } from './compact-column.ts';
import type { StatesAnalysis, StatesAnalysisInput } from './states-input.ts';

/** Periods ahead for which every person's forecast is kept and written, as far as they are asked. */
export function keptHorizons(horizon: number): number[] {
  return [...new Set([1, 4, 12].map((ahead) => Math.min(ahead, horizon)))];
}

export function personResults(
  input: StatesAnalysisInput,
  { stateCount, decoding }: DecodedPanel,
  persons: PersonStates,
  model: HiddenMarkovModel,
  dormant: readonly boolean[],
): Pick<StatesAnalysis, 'personStates' | 'personNumbers' | 'arrays'> {
  const { horizon } = input.choices.states;
  const forecasts = forecastPersons(
    persons.now,
    persons.personCount,
    model.transitionMatrix,
    dormant,
    horizon,
  );
  const kept = keptHorizons(horizon);
  const pick = (values: Float64Array | Uint8Array) =>
    Float64Array.from({ length: persons.personCount * kept.length }, (_, at) => {
      const person = Math.floor(at / kept.length);
      return values[person * horizon + kept[at % kept.length]! - 1]!;
    });
  const dormancy = pick(forecasts.dormancy);
  const hasDormant = dormant.includes(true);
  const middle = Math.min(1, kept.length - 1);
  const ofPath = (probabilities: Float64Array): Float64Array =>
    Float64Array.from(decoding.viterbi, (state, row) => probabilities[row * stateCount + state]!);
  return {
    personStates: persons.stateNow,
    personNumbers: {
      probability: persons.nowProbability,
      usualState: Float64Array.from(persons.dominant, (state) => state + 1),
      usualShare: persons.dominantShare,
      entropy: persons.entropy,
      switches: Float64Array.from(persons.switchCount),
      periods: Float64Array.from(persons.rowCounts),
      sinceEvent: sinceEvent(input),
      dormancy: Float64Array.from({ length: persons.personCount }, (_, person) =>
        hasDormant ? dormancy[person * kept.length + middle]! : NaN,
      ),
    },
    arrays: {
      starts: input.starts,
      firstPeriods: input.firstPeriods,
      eventCounts: input.eventCounts,
      states: decoding.viterbi,
      probability: ofPath(decoding.posterior),
      filtered: ofPath(decoding.filtered),
      forecastState: Uint8Array.from(pick(forecasts.mostProbable)),
      forecastProbability: pick(forecasts.probability),
      forecastDormancy: dormancy,
      ...Object.fromEntries(
        input.columns.map((column, index) => [`column:${index}`, compactColumn(column)]),
      ),
    },
  };
}

/** Periods without an event at the end of the rows; not known of a panel that exists already. */
function sinceEvent({ starts, eventCounts, persons, choices }: StatesAnalysisInput): Float64Array {
  if (choices.states.panel.input === 'panel') return new Float64Array(persons.length).fill(NaN);
  return Float64Array.from(persons, (_, person) => {
    let row = starts[person + 1]! - 1;
    while (row > starts[person]! && eventCounts[row] === 0) row--;
    return starts[person + 1]! - 1 - row;
  });
}

/** The mean of everybody's filtered states, carried on. */
export function forecastAll(
  { choices, lastPeriod }: StatesAnalysisInput,
  { now, personCount, stateCount }: PersonStates,
  { transitionMatrix }: HiddenMarkovModel,
  dormant: readonly boolean[],
): StatesResult['forecast'] {
  const { horizon, panel } = choices.states;
  const mean = new Float64Array(stateCount);
  now.forEach((value, at) => (mean[at % stateCount]! += value / personCount));
  const ahead = forecastStates(mean, transitionMatrix, horizon);
  const shares = [
    Array.from(mean),
    ...Array.from({ length: horizon }, (_, h) =>
      Array.from(ahead.subarray(h * stateCount, (h + 1) * stateCount)),
    ),
  ];
  const asleep = (row: readonly number[]): number =>
    Math.min(
      1,
      row.reduce((sum, value, state) => sum + (dormant[state] ? value : 0), 0),
    );
  return {
    horizon,
    periods: shares.map((_, h) => periodStart(lastPeriod + h, panel)),
    shares,
    dormancy: dormant.includes(true) ? shares.map(asleep) : null,
  };
}
