// One person of a run: rows, states, and what comes next. Decoded anew from what the run keeps, as
// what is found of a person depends on the model and that person's rows alone.
import { decode } from '#analysis/hidden-markov/decode';
import type { Decoding } from '#analysis/hidden-markov/hidden-markov-types';
import { forecastStates } from '#analysis/states/forecast-states';
import { applyPanelTransform } from '#analysis/states/panel-transform';
import { personTimeline } from '#analysis/states/person-timeline';
import { PersonaeError } from '#shared/errors';
import type { StatesRecipe } from '#shared/recipe/states-recipe';
import type { PersonStatesView, RawEvents } from '#shared/results/person-states';
import { periodStart } from '../../panel/panel-period.ts';
import { personRows } from '../../panel/preview-panel.ts';
import type { StoredArray, StoredArrays } from '../../project/stored-arrays.ts';
import type { WorkflowRun } from '../engine-workflow.ts';
import { personEnding } from './person-ending.ts';
import { parseStatesModel, type StatesModel } from './saved-model.ts';

/** The events where they are at hand, else why they are not. */
export type PersonEvents = Pick<PersonStatesView, 'eventsSentence'> & { events: RawEvents | null };

/** @throws PersonaeError person.missing, project.damaged */
export async function readPerson(
  { result, columns, arrays }: WorkflowRun<'states'>,
  recipe: StatesRecipe,
  person: string,
  eventsOf: () => Promise<PersonEvents>,
): Promise<PersonStatesView> {
  const index = columns.persons.indexOf(person);
  if (index < 0) {
    throw new PersonaeError({
      code: 'person.missing',
      message: `The run has no person ${person}.`,
      hint: 'The person may have been left out: the panel page says who was.',
    });
  }
  const model = parseStatesModel(result.model);
  const kept = rowsOf(arrays, index, result.features.length);
  const rowCount = kept.eventCounts.length;
  const starts = Uint32Array.of(0, rowCount);
  const decoding = decodeRows(model, kept.columns, starts);
  const { stateCount } = model.model;
  const timeline = personTimeline({ starts, stateCount, decoding }, 0);
  const { panel } = recipe.states;
  const rows = personRows({ ...kept, starts }, 0, panel);
  const cellsAt = (values: Float64Array, row: number): number[] =>
    Array.from(values.subarray(row * stateCount, (row + 1) * stateCount));
  const first = kept.firstPeriods[0] ?? 0;
  const latest = result.forecast.periods[0] ?? '';
  const events = await eventsOf();
  return {
    person,
    columns: result.features.map(({ name, label, unit, kind, isShare, fill, emission }) => {
      return { name, label, unit, kind, isShare, fill, emission };
    }),
    rows: rows.map((row, place) => ({
      ...row,
      state: decoding.viterbi[place] ?? 0,
      posterior: cellsAt(decoding.posterior, place),
      filtered: cellsAt(decoding.filtered, place),
    })),
    forecast: forecastOf(model, decoding, result, (ahead) =>
      periodStart(first + rowCount - 1 + ahead, panel),
    ),
    runs: timeline.runs.map(({ state, from, length }) => ({
      state,
      from: periodStart(first + from, panel),
      length,
    })),
    ending: personEnding(first + rowCount - 1, latest, recipe, events.events),
    ...events,
  };
}

function rowsOf(arrays: StoredArrays, index: number, featureCount: number) {
  const array = (name: string): StoredArray => {
    const found = arrays[name];
    if (found) return found;
    throw new PersonaeError({
      code: 'project.damaged',
      message: 'The rows of this run cannot be read.',
      hint: 'Run the recipe again.',
    });
  };
  const starts = array('starts');
  const [from = 0, to = 0] = [starts[index], starts[index + 1]];
  return {
    firstPeriods: Int32Array.of(array('firstPeriods')[index] ?? 0),
    eventCounts: Uint32Array.from(array('eventCounts').subarray(from, to)),
    columns: Array.from({ length: featureCount }, (_, feature) =>
      Float64Array.from(array(`column:${feature}`).subarray(from, to)),
    ),
  };
}

function decodeRows(
  { model, transform }: StatesModel,
  columns: readonly Float64Array[],
  starts: Uint32Array,
): Decoding {
  const rowCount = starts[1] ?? 0;
  const steps = decode(
    { rowCount, starts, columns: applyPanelTransform(transform, columns) },
    model,
  );
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function forecastOf(
  { model }: StatesModel,
  { filtered }: Decoding,
  { forecast, segments }: WorkflowRun<'states'>['result'],
  periodAhead: (ahead: number) => string,
): PersonStatesView['forecast'] {
  const { stateCount, transitionMatrix } = model;
  const now = filtered.slice(filtered.length - stateCount);
  const ahead = forecastStates(now, transitionMatrix, forecast.horizon);
  const dormant = segments.filter((segment) => segment.dormant).map(({ index }) => index);
  return Array.from({ length: forecast.horizon }, (_, place) => {
    const row = Array.from(ahead.subarray(place * stateCount, (place + 1) * stateCount));
    const asleep = dormant.reduce((sum, state) => sum + (row[state] ?? 0), 0);
    return {
      period: periodAhead(place + 1),
      probabilities: row,
      dormancy: dormant.length === 0 ? null : Math.min(1, asleep),
    };
  });
}
