// The tables of a run of journeys as they are written: the same in the window and on the command line.
import type { JourneysResult } from '#shared/results/journeys-result';
import type { Table, TableColumn } from '../../exports/write-table.ts';
import type { WorkflowRun } from '../engine-workflow.ts';

type Run = WorkflowRun<'journeys'>;

const nameOf = ({ givenName, suggestedName }: JourneysResult['segments'][number]): string =>
  givenName ?? suggestedName;

/** A row a person: key, segment, name, noise flag, outcome probability, and the journey in numbers. */
export function assignmentsTable({ result, columns }: Run): Table {
  const byIndex = new Map(result.segments.map((segment) => [segment.index, segment]));
  const segmentOf = (row: number) => byIndex.get(columns.segment[row] ?? -1);
  return {
    rowCount: columns.persons.length,
    columns: [
      { name: 'person', type: 'text', value: (row) => columns.persons[row] ?? null },
      {
        name: 'segment',
        type: 'count',
        value: (row) => (segmentOf(row)?.byRule ? null : (columns.segment[row] ?? 0) + 1),
      },
      {
        name: 'name',
        type: 'text',
        value: (row) => {
          const segment = segmentOf(row);
          return segment ? nameOf(segment) : null;
        },
      },
      { name: 'noise', type: 'count', value: (row) => (segmentOf(row)?.byRule ? 1 : 0) },
      ...result.personColumns.map(({ name }): TableColumn => ({
        name,
        type: 'number',
        value: (row) => known(columns.numbers[name]?.[row]),
      })),
    ],
  };
}

function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** A row a person: the whitened numbers that were clustered. */
export function encodingsTable({ result, columns, arrays }: Run): Table {
  const { dimensionCount } = result.clustering;
  const { encodings } = arrays;
  return {
    rowCount: columns.persons.length,
    columns: [
      { name: 'person', type: 'text', value: (row) => columns.persons[row] ?? null },
      ...Array.from({ length: dimensionCount }, (_, d): TableColumn => ({
        name: `dimension_${d + 1}`,
        type: 'number',
        value: (row) => known(encodings?.[row * dimensionCount + d]),
      })),
    ],
  };
}

/** The article's table: a row a segment, with 95 % intervals. */
export function profileTable({ result }: Run): Table {
  const { segments, kinds, outcome } = result;
  const number = (
    name: string,
    read: (row: JourneysResult['everybody']) => number | null | undefined,
  ): TableColumn => ({
    name,
    type: 'number',
    value: (at) => (segments[at] ? (read(segments[at].row) ?? null) : null),
  });
  const withInterval = (
    name: string,
    read: (
      row: JourneysResult['everybody'],
    ) => { mean: number; low: number | null; high: number | null } | null | undefined,
  ): TableColumn[] => [
    number(`${name}_mean`, (row) => read(row)?.mean),
    number(`${name}_low`, (row) => read(row)?.low),
    number(`${name}_high`, (row) => read(row)?.high),
  ];
  return {
    rowCount: segments.length,
    columns: [
      {
        name: 'segment',
        type: 'count',
        value: (at) => (segments[at]?.byRule ? null : (segments[at]?.index ?? 0) + 1),
      },
      { name: 'name', type: 'text', value: (at) => (segments[at] ? nameOf(segments[at]) : null) },
      { name: 'persons', type: 'count', value: (at) => segments[at]?.personCount ?? null },
      number('share', ({ share }) => share.share),
      number('share_low', ({ share }) => share.low),
      number('share_high', ({ share }) => share.high),
      ...kinds.flatMap((kind, i) => withInterval(kind, (row) => row.kinds[i])),
      ...withInterval('length', (row) => row.length),
      ...withInterval('first_day', (row) => row.firstDay),
      ...withInterval('last_day', (row) => row.lastDay),
      ...withInterval('tenure', (row) => row.tenure),
      ...(outcome
        ? [
            number('outcome_share', (row) => row.outcome?.share),
            number('outcome_low', (row) => row.outcome?.low),
            number('outcome_high', (row) => row.outcome?.high),
          ]
        : []),
    ],
  };
}
