// The tables of a run as they are exported: the same in the window and on the command line.
import type { StatesResult, StatesSegment } from '#shared/results/states-result';
import type { Table, TableColumn } from '../../exports/write-table.ts';
import { periodStart, type PeriodChoice } from '../../panel/panel-period.ts';
import type { StoredArrays } from '../../project/stored-arrays.ts';
import type { WorkflowRun } from '../engine-workflow.ts';
import { keptHorizons } from './person-results.ts';

type Run = WorkflowRun<'states'>;

export function stateName({ givenName, suggestedName }: StatesSegment): string {
  return givenName ?? suggestedName;
}

function namesOf({ segments }: Pick<StatesResult, 'segments'>): string[] {
  return segments.map(stateName);
}

const text = (name: string, value: (row: number) => string | null): TableColumn => ({
  name,
  type: 'text',
  value,
});
const number = (name: string, value: (row: number) => number | null): TableColumn => ({
  name,
  type: 'number',
  value: (row) => finite(value(row)),
});
const count = (name: string, value: (row: number) => number | null): TableColumn => ({
  name,
  type: 'count',
  value: (row) => finite(value(row)),
});

function finite(value: number | null): number | null {
  return value === null || Number.isNaN(value) ? null : value;
}

/** A row a person and period: the state on the most probable path, and how probable it is. */
export function assignmentsTable({ result, columns, arrays }: Run): Table {
  return rowsTable(result, periodChoice(result), columns.persons, arrays);
}

/** @param arrays starts, first periods, states, their probabilities, and those known at that time */
export function rowsTable(
  result: Pick<StatesResult, 'segments'>,
  choice: PeriodChoice,
  persons: readonly string[],
  { starts, firstPeriods, states, probability, filtered }: StoredArrays,
): Table {
  const names = namesOf(result);
  const rowCount = states?.length ?? 0;
  const personOf = new Uint32Array(rowCount);
  persons.forEach((_, person) => {
    personOf.fill(person, starts?.[person] ?? 0, starts?.[person + 1] ?? 0);
  });
  const periodAt = (row: number): string => {
    const person = personOf[row]!;
    return periodStart((firstPeriods?.[person] ?? 0) + row - (starts?.[person] ?? 0), choice);
  };
  return {
    rowCount,
    columns: [
      text('person', (row) => persons[personOf[row]!] ?? null),
      text('period', periodAt),
      count('state', (row) => (states?.[row] ?? 0) + 1),
      text('name', (row) => names[states?.[row] ?? 0] ?? null),
      number('probability', (row) => probability?.[row] ?? null),
      ...(filtered ? [number('filtered_probability', (row) => filtered[row] ?? null)] : []),
    ],
  };
}

/** The first weekday of the run's weeks is that of their first days. */
function periodChoice({ panel }: Pick<StatesResult, 'panel'>): PeriodChoice {
  const weekday = new Date(`${panel.firstPeriod}T00:00:00Z`).getUTCDay();
  const days = [
    'sunday',
    'monday',
    'tuesday',
    'wednesday',
    'thursday',
    'friday',
    'saturday',
  ] as const;
  return { period: panel.period, firstWeekday: days[weekday] ?? 'monday' };
}

/** A row a person: where now, where usually, how sure, how restless, where next. */
export function personsTable({ result, columns, arrays }: Run): Table {
  const names = namesOf(result);
  const { persons, segment } = columns;
  const own = (name: string) => (row: number) => columns.numbers[name]?.[row] ?? null;
  const kept = keptHorizons(result.forecast.horizon);
  const choice = periodChoice(result);
  const ahead = kept.flatMap((periods, place): TableColumn[] => {
    const at = (row: number): number => row * kept.length + place;
    return [
      text(
        `forecast_${periods}_name`,
        (row) => names[arrays['forecastState']?.[at(row)] ?? 0] ?? null,
      ),
      number(
        `forecast_${periods}_probability`,
        (row) => arrays['forecastProbability']?.[at(row)] ?? null,
      ),
      ...(result.forecast.dormancy === null
        ? []
        : [
            number(
              `forecast_${periods}_dormancy`,
              (row) => arrays['forecastDormancy']?.[at(row)] ?? null,
            ),
          ]),
    ];
  });
  return {
    rowCount: persons.length,
    columns: [
      text('person', (row) => persons[row] ?? null),
      count('state_now', (row) => (segment[row] ?? 0) + 1),
      text('name_now', (row) => names[segment[row] ?? 0] ?? null),
      number('probability_now', own('probability')),
      count('usual_state', own('usualState')),
      text('usual_name', (row) => names[(own('usualState')(row) ?? 1) - 1] ?? null),
      number('usual_share', own('usualShare')),
      count('switches', own('switches')),
      number('entropy', own('entropy')),
      count('periods', own('periods')),
      text('last_period', (row) => periodStart(lastPeriodOf(row, arrays), choice)),
      count('periods_since_event', own('sinceEvent')),
      ...ahead,
    ],
  };
}

function lastPeriodOf(person: number, { starts, firstPeriods }: StoredArrays): number {
  const rowCount = (starts?.[person + 1] ?? 0) - (starts?.[person] ?? 0);
  return (firstPeriods?.[person] ?? 0) + rowCount - 1;
}

/** A row a pair of states. */
export function transitionsTable({ result }: Run): Table {
  const names = namesOf(result);
  const size = names.length;
  const from = (row: number): number => Math.floor(row / size);
  const to = (row: number): number => row % size;
  return {
    rowCount: size * size,
    columns: [
      count('from_state', (row) => from(row) + 1),
      text('from_name', (row) => names[from(row)] ?? null),
      count('to_state', (row) => to(row) + 1),
      text('to_name', (row) => names[to(row)] ?? null),
      number('probability', (row) => result.transitionMatrix[from(row)]?.[to(row)] ?? null),
      count('observed_count', (row) => result.transitionCounts[from(row)]?.[to(row)] ?? null),
    ],
  };
}

/** A row a state, in own units. */
export function profileTable({ result }: Run): Table {
  const { segments, features } = result;
  type Read = (segment: StatesSegment) => number | null;
  const of = (name: string, read: Read, make: typeof number = number): TableColumn =>
    make(name, (row) => (segments[row] ? read(segments[row]) : null));
  return {
    rowCount: segments.length,
    columns: [
      of('state', ({ index }) => index + 1, count),
      text('name', (row) => (segments[row] ? stateName(segments[row]) : null)),
      of('rows', ({ rowCount }) => rowCount, count),
      of('row_share', ({ rowShare }) => rowShare),
      of('persons_now', ({ nowCount }) => nowCount, count),
      of('persons_usually', ({ dominantPersonCount }) => dominantPersonCount, count),
      of('dwell_mean', ({ dwellMean }) => dwellMean),
      of('stationary_share', ({ stationaryShare }) => stationaryShare),
      of('start_probability', ({ startProbability }) => startProbability),
      ...features.flatMap(({ name }, index) => [
        of(`${name}_mean`, ({ profile }) => profile[index]?.mean ?? null),
        of(`${name}_z`, ({ profile }) => profile[index]?.z ?? null),
        of(`${name}_missing_share`, ({ profile }) => profile[index]?.missingShare ?? null),
      ]),
    ],
  };
}
