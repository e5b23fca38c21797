// What of a SQLite database is read, and in which pieces. The same database gives the same plan, so
// that an interrupted ingestion goes on with the same pieces.
import type Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { PersonaeError } from '#shared/errors';
import type { Mapping } from '#shared/recipe/mapping';
import type { Source } from '#shared/recipe/source';
import { identifier } from '../duckdb/sql-text.ts';
import type { SampleColumn, SourceSample } from '../sources/source-sample.ts';
import { listTables } from '../sources/sqlite/list-tables.ts';
import { keyLimit } from '../sources/sqlite/page-reader-plan.ts';
import type {
  Chunk,
  ReadColumn,
  Scan,
  TableScan,
  Transport,
} from '../sources/sqlite/page-reader-plan.ts';
import { quickMoment } from '../sources/sqlite/page-reader-time.ts';
import { sizeOfDatabase } from '../sources/sqlite/is-worth-running.ts';
import { rowIdSpan } from '../sources/sqlite/row-ids.ts';
import { requireTable } from '../sources/sqlite/sample-table.ts';
import { eventColumnOf, eventRoles, isTextByHand, joinOf, type EventRole } from './event-roles.ts';
import { extraColumns, type ExtraColumn } from './extra-columns.ts';
import type { StageColumn } from './stage-columns.ts';

export type SqliteSource = Extract<Source, { kind: 'sqlite' }>;

export interface ScanPlan {
  readonly scan: Scan;
  /** The staging table and its columns, in the order in which they are sent. */
  readonly table: 'stage_event' | 'stage_detail';
  readonly columns: readonly StageColumn[];
  /** For every column of the scan its name in the staging table. */
  readonly stageNames: readonly string[];
}

/** `rows`, or how rows of the source were put together. */
export function shapeOf({ scan }: ScanPlan): TableScan['shape'] {
  return scan.kind === 'table' ? scan.shape : 'rows';
}

export function transportIn(plan: ScanPlan | undefined, name: string): Transport | undefined {
  return plan?.columns.find((column) => column.name === name)?.transport;
}

export interface SqlitePlan {
  readonly scans: readonly ScanPlan[];
  readonly chunks: readonly Chunk[];
}

/** Row ids of a chunk: a few seconds of reading at most, and enough chunks for any progress. */
const chunkLength = 262_144n;
const chunkLimit = 4096n;
/** Its place on the page, its length, its id and its header. */
const leastBytesOfRow = 5;

const transportOfRole: Readonly<Record<EventRole, Transport | 'key'>> = {
  person: 'key',
  time: 'time',
  click: 'flag',
  session: 'key',
  order: 'key',
  amount: 'number',
  kind: 'text',
};

interface PartSamples {
  readonly event: SourceSample;
  readonly detail: SourceSample | null;
}

/** What turned out while reading, and changes the plan. */
export interface PlanFindings {
  /** Columns that hold more than integers. */
  readonly texts: readonly TextColumn[];
  /** Keys that cannot be looked up in bits. */
  readonly keysBeyond: boolean;
}

/** @throws PersonaeError `mapping.incomplete`, `column.missing`, `table.missing` */
export function planSqlite(
  database: Database.Database,
  source: SqliteSource,
  mapping: Mapping,
  samples: PartSamples,
  findings: PlanFindings,
): SqlitePlan {
  const roles = eventRoles(source, mapping);
  const join = joinOf(source);
  const columnFor = (
    sample: SourceSample,
    role: EventRole | 'key',
    column: string,
  ): PlannedColumn => {
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
  };
  const eventColumns = [
    ...roles.event.map(({ role, column }) => columnFor(samples.event, role, column)),
    ...(join ? [columnFor(samples.event, 'key', join.eventKey)] : []),
    ...extraColumns(mapping, samples.event, () => null).map((further) =>
      plannedExtra(further, samples.event),
    ),
  ];
  const withBits = !findings.keysBeyond && keysFitBits(eventColumns, samples.event, findings);
  const scans: ScanPlan[] = [eventScan(database, source, eventColumns, withBits)];
  if (join && samples.detail) {
    const { detail } = samples;
    const detailColumns = [
      columnFor(detail, 'key', join.key),
      ...roles.detail.map(({ role, column }) => columnFor(detail, role, column)),
    ];
    scans.push(detailScan(database, join.table, detailColumns, withBits));
  }
  return withTextColumns({ scans, chunks: chunksOf(database, scans) }, findings.texts);
}

type PlannedColumn = ReadColumn & { readonly stage: string };

function plannedExtra(
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

/** Keys among the events that are integers from 0 up to the limit have a bit each. */
function keysFitBits(
  columns: readonly PlannedColumn[],
  sample: SourceSample,
  { texts }: PlanFindings,
): boolean {
  const key = columns.find(({ stage }) => stage === 'event_key');
  if (key?.transport !== 'integer' || texts.some(({ name }) => name === key.name)) return false;
  const index = indexOfColumn(sample.columns, key.name);
  return [...sample.firstRows, ...sample.spreadRows].every((row) => {
    const value = row[index] ?? null;
    return value === null || (Number(value) >= 0 && Number(value) < keyLimit);
  });
}

function stageColumns(columns: readonly PlannedColumn[]): StageColumn[] {
  return columns.map(({ stage, transport }) => ({ name: stage, transport }));
}

const rowNumber: StageColumn = { name: 'row_number', transport: 'integer' };

function eventScan(
  database: Database.Database,
  source: SqliteSource,
  columns: readonly PlannedColumn[],
  withBits: boolean,
): ScanPlan {
  const place = columns.findIndex(({ stage }) => stage === 'event_key');
  const keyColumn = withBits && place >= 0 ? { keyColumn: place } : {};
  const planned = {
    table: 'stage_event',
    columns: [rowNumber, ...stageColumns(columns)],
    stageNames: columns.map(({ stage }) => stage),
  } as const;
  if ('sql' in source.from) {
    const { sql, parameters } = source.from;
    return { ...planned, scan: { kind: 'query', sql, parameters, columns, ...keyColumn } };
  }
  const scan = tableScan(database, source.from.table, columns, 'rows');
  return { ...planned, scan: { ...scan, ...keyColumn } };
}

/** Where only clicks are wanted, runs of details are sent: sums are all that is asked of them. */
function detailScan(
  database: Database.Database,
  table: string,
  columns: readonly PlannedColumn[],
  withBits: boolean,
): ScanPlan {
  const [key, value] = columns;
  const onlyClicks = columns.length === 2 && value?.transport === 'flag';
  const shape = onlyClicks ? (withBits ? 'ones' : 'runs') : 'rows';
  const scan = tableScan(database, table, columns, shape);
  const stageNames = columns.map(({ stage }) => stage);
  const planned = { table: 'stage_detail', scan, stageNames } as const;
  if (key && scan.kind === 'table' && scan.shape !== 'rows') {
    const ones: StageColumn = { name: 'click_count', transport: 'integer' };
    const rows: StageColumn = { name: 'row_count', transport: 'integer' };
    const counts = scan.shape === 'ones' ? [ones] : [rows, ones];
    return { ...planned, columns: [...stageColumns([key]), ...counts] };
  }
  return { ...planned, columns: [rowNumber, ...stageColumns(columns)] };
}

function tableScan(
  database: Database.Database,
  name: string,
  columns: readonly PlannedColumn[],
  shape: TableScan['shape'],
): Scan {
  const table = requireTable(listTables(database), name);
  if (table.hasRowId) return { kind: 'table', table: table.name, columns, shape };
  const list = columns.map((column) => identifier(column.name)).join(', ');
  const sql = `SELECT ${list} FROM ${identifier(table.name)}`;
  return { kind: 'query', sql, parameters: {}, columns };
}

function chunksOf(database: Database.Database, scans: readonly ScanPlan[]): Chunk[] {
  const chunks: Chunk[] = [];
  for (const [index, { scan }] of scans.entries()) {
    if (scan.kind === 'query') {
      chunks.push({ scan: index, number: 0, after: 0n, until: 1n });
      continue;
    }
    const span = rowIdSpan(database, scan.table, columnNames(database, scan.table));
    if (span === null) continue;
    const { last } = span;
    const share = (last - span.first + 1n) / chunkCountLimit(database);
    const step = share > chunkLength ? share : chunkLength;
    for (let after = span.first - 1n, number = 0; after < last; after += step, number++) {
      const until = after + step < last ? after + step : last;
      chunks.push({ scan: index, number, after, until });
    }
  }
  return chunks;
}

/** Where ids lie far apart, most chunks would hold no row: a file holds so many rows at most. */
function chunkCountLimit(database: Database.Database): bigint {
  const mostRows = BigInt(Math.ceil(sizeOfDatabase(database) / leastBytesOfRow));
  const filled = mostRows / chunkLength + 1n;
  return filled < chunkLimit ? filled : chunkLimit;
}

function columnNames(database: Database.Database, table: string): string[] {
  return z
    .array(z.object({ name: z.string() }))
    .parse(database.pragma(`table_xinfo(${identifier(table)})`))
    .map(({ name }) => name);
}

/** A column of a scan that is read as text, as it turned out to hold more than integers. */
export interface TextColumn {
  readonly scan: number;
  readonly name: string;
}

function withTextColumns(plan: SqlitePlan, texts: readonly TextColumn[]): SqlitePlan {
  const scans = plan.scans.map((of, scan): ScanPlan => {
    const names = texts.filter((text) => text.scan === scan).map(({ name }) => name);
    const isText = of.scan.columns.map(({ name }) => names.includes(name));
    const offset = of.columns[0]?.name === rowNumber.name ? 1 : 0;
    return {
      ...of,
      scan: {
        ...of.scan,
        columns: of.scan.columns.map((column, at) => asText(column, isText[at])),
      },
      columns: of.columns.map((column, at) => asText(column, isText[at - offset])),
    };
  });
  return { ...plan, scans };
}

function asText<C extends { readonly transport: Transport }>(column: C, isText = false): C {
  return isText && column.transport === 'integer' ? { ...column, transport: 'text' } : column;
}

/** Tells plans apart: progress made with another plan is of no use. */
export function planDigest(plan: SqlitePlan): string {
  const json = JSON.stringify(plan, (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
  return createHash('sha256').update(json).digest('hex');
}
