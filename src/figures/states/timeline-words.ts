// One person's timeline as a table of numbers and in a sentence.
import type { PersonStatesView } from '#shared/results/person-states';
import type { NumbersTable } from '../figure.ts';
import { numberColumn, textColumn } from '../figure-parts.ts';
import { shareText } from '../number-text.ts';
import type { StateLook } from './states-looks.ts';

type Row = PersonStatesView['rows'][number];

export interface Unit {
  one: string;
  many: string;
}

export function timelineTable(view: PersonStatesView, looks: readonly StateLook[]): NumbersTable {
  const nameOf = ({ state }: Row): string =>
    looks.find(({ segment }) => segment.index === state)?.name ?? '';
  return {
    columns: [
      textColumn('Period from'),
      textColumn('State'),
      ...looks.map(({ name }) => numberColumn(name)),
      ...view.columns.map(({ label }) => numberColumn(label)),
      textColumn('Filled in'),
    ],
    rows: view.rows.map((row) => [
      row.period,
      nameOf(row),
      ...looks.map(({ segment }) => row.posterior[segment.index] ?? null),
      ...view.columns.map((_, i) => row.cells[i] ?? null),
      view.columns
        .filter((_, i) => row.origins[i] === 'filled')
        .map(({ label }) => label)
        .join(', '),
    ]),
  };
}

export function describeTimeline(
  view: PersonStatesView,
  looks: readonly StateLook[],
  unit: Unit,
): string {
  const nameOf = (state: number): string =>
    looks.find(({ segment }) => segment.index === state)?.name ?? '';
  const runs = view.runs
    .slice(-6)
    .map(
      ({ state, length }) =>
        `${nameOf(state)} for ${length} ${length === 1 ? unit.one : unit.many}`,
    );
  const last = view.rows.at(-1);
  const now = last
    ? ` Now: ${nameOf(last.state)} with ${shareText(last.filtered[last.state] ?? 0)}.`
    : '';
  return `${view.rows.length} ${view.rows.length === 1 ? unit.one : unit.many} of ${view.person}: ${runs.join(', then ')}.${now}`;
}
