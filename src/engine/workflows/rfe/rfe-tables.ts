// The tables of a run as they are exported: the same in the window and on the command line.
import type { RfeResult } from '#shared/results/rfe-result';
import type { PersonColumns } from '../../people/person-columns.ts';
import type { Table, TableColumn } from '../../exports/write-table.ts';

function nameOf(segment: RfeResult['segments'][number]): string {
  return segment.givenName ?? segment.suggestedName;
}

/** A row a person: key, segment, name, margin, and the features in own units. */
export function assignmentsTable(result: RfeResult, columns: PersonColumns): Table {
  const names = new Map(result.segments.map((segment) => [segment.index, nameOf(segment)]));
  const numberOf = (name: string): TableColumn => ({
    name,
    type: 'number',
    value: (row) => columns.numbers[name]?.[row] ?? null,
  });
  return {
    rowCount: columns.persons.length,
    columns: [
      { name: 'person', type: 'text', value: (row) => columns.persons[row] ?? null },
      { name: 'segment', type: 'count', value: (row) => (columns.segment[row] ?? 0) + 1 },
      { name: 'name', type: 'text', value: (row) => names.get(columns.segment[row] ?? 0) ?? null },
      numberOf('margin'),
      ...result.features.map(({ name }) => numberOf(name)),
    ],
  };
}

/** A row a segment, in own units. */
export function profileTable(result: RfeResult): Table {
  const { segments } = result;
  type Read = (segment: RfeResult['segments'][number]) => number | null;
  const number = (name: string, read: Read): TableColumn => ({
    name,
    type: 'number',
    value: (row) => (segments[row] ? read(segments[row]) : null),
  });
  const features = result.features.flatMap((feature, i) => [
    number(`${feature.name}_mean`, (segment) => segment.mean[i] ?? null),
    number(`${feature.name}_median`, (segment) => segment.median[i] ?? null),
    number(`${feature.name}_centroid`, (segment) => segment.centroid[i] ?? null),
    number(`${feature.name}_centroid_z`, (segment) => segment.centroidZ[i] ?? null),
  ]);
  return {
    rowCount: segments.length,
    columns: [
      { name: 'segment', type: 'count', value: (row) => (segments[row]?.index ?? 0) + 1 },
      {
        name: 'name',
        type: 'text',
        value: (row) => (segments[row] ? nameOf(segments[row]) : null),
      },
      { name: 'persons', type: 'count', value: (row) => segments[row]?.personCount ?? null },
      number('person_share', (segment) => segment.personShare),
      number('frequency_share', (segment) => segment.frequencyShare),
      number('engagement_share', (segment) => segment.engagementShare),
      ...features,
      number('stability', (segment) => segment.stability),
      number('silhouette', (segment) => segment.silhouette),
      number('mean_margin', (segment) => segment.meanMargin),
    ],
  };
}
