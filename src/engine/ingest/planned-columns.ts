// The columns that are read of a SQLite table: how each travels, and where it stands in the staging
// table.
import { PersonaeError } from '#shared/errors';
import type { Mapping } from '#shared/recipe/mapping';
import type { SampleColumn, SourceSample } from '../sources/source-sample.ts';
import { keyLimit, type ReadColumn, type Transport } from '../sources/sqlite/page-reader-plan.ts';
import { quickMoment } from '../sources/sqlite/page-reader-time.ts';
import { eventColumnOf, isTextByHand, type EventRole } from './event-roles.ts';
import type { ExtraColumn } from './extra-columns.ts';

export type PlannedColumn = ReadColumn & {
  /** Its name in the staging table. */
  readonly stage: string;
};

const transportOfRole: Readonly<Record<EventRole, Transport | 'key'>> = {
  person: 'key',
  time: 'time',
  click: 'flag',
  session: 'key',
  order: 'key',
  amount: 'number',
  kind: 'text',
};

/** @throws PersonaeError `column.missing` */
export function plannedColumn(
  mapping: Mapping,
  sample: SourceSample,
  role: EventRole | 'key',
  column: string,
): PlannedColumn {
  const index = indexOfColumn(sample.columns, column);
  const transport = role === 'key' ? role : transportOfRole[role];
  const name = sample.columns[index]?.name ?? column;
  const stage = role === 'key' ? 'event_key' : eventColumnOf[role];
  if (transport === 'time') {
    const { format } = mapping.time;
    if (!isQuick(sample, index, format)) return { name, stage, transport: 'text' };
    return { name, stage, transport, timeFormat: format };
  }
  if (transport !== 'key') return { name, stage, transport };
  const text = isTextByHand(mapping, column) || !holdsIntegers(sample, index);
  return { name, stage, transport: text ? 'text' : 'integer' };
}

export function plannedExtra(
  { name, column, type }: ExtraColumn,
  { columns }: SourceSample,
): PlannedColumn {
  const found = columns[indexOfColumn(columns, column)]?.name ?? column;
  return { name: found, stage: name, transport: type };
}

function indexOfColumn(columns: readonly SampleColumn[], name: string): number {
  const index = columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
  if (index >= 0) return index;
  throw new PersonaeError({
    code: 'column.missing',
    message: `There is no column ${name}.`,
    hint: `There are: ${columns
      .map((column) => column.name)
      .slice(0, 20)
      .join(', ')}.`,
  });
}

function holdsIntegers(sample: SourceSample, index: number): boolean {
  const cells = [...sample.firstRows, ...sample.spreadRows].map((row) => row[index] ?? null);
  return cells.every((cell) => cell === null || typeof cell === 'bigint' || Number.isInteger(cell));
}

/** Whether every cell of the sample is read as a moment without DuckDB. */
function isQuick(sample: SourceSample, index: number, format: string): boolean {
  const rows = [...sample.firstRows, ...sample.spreadRows];
  return rows.every((row) => {
    const cell = row[index] ?? null;
    return cell === null || quickMoment(cell, format) > -Infinity;
  });
}

/** Whether the keys among the events, integers from 0 up to the limit, have a bit each. */
export function keysFitBits(columns: readonly PlannedColumn[], sample: SourceSample): boolean {
  const key = columns.find(({ stage }) => stage === 'event_key');
  if (key?.transport !== 'integer') return false;
  const index = indexOfColumn(sample.columns, key.name);
  return [...sample.firstRows, ...sample.spreadRows].every((row) => {
    const value = row[index] ?? null;
    return value === null || (Number(value) >= 0 && Number(value) < keyLimit);
  });
}
