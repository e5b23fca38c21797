// What of a SQLite database is read, and in which pieces. The same database gives the same plan, so
// that an interrupted ingestion goes on with the same pieces.
import type Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import type { Mapping } from '#shared/recipe/mapping';
import type { Source } from '#shared/recipe/source';
import { identifier } from '../duckdb/sql-text.ts';
import type { SourceSample } from '../sources/source-sample.ts';
import { listTables } from '../sources/sqlite/list-tables.ts';
import type { Chunk, Scan, TableScan, Transport } from '../sources/sqlite/page-reader-plan.ts';
import { requireTable } from '../sources/sqlite/sample-table.ts';
import { eventRoles, joinOf } from './event-roles.ts';
import { extraColumns } from './extra-columns.ts';
import { keysFitBits, plannedColumn, plannedExtra, type PlannedColumn } from './planned-columns.ts';
import { chunksOf } from './sqlite-chunks.ts';
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
  { event, detail }: PartSamples,
  findings: PlanFindings,
): SqlitePlan {
  const roles = eventRoles(source, mapping);
  const join = joinOf(source);
  const eventColumns = [
    ...roles.event.map(({ role, column }) => plannedColumn(mapping, event, role, column)),
    ...(join ? [plannedColumn(mapping, event, 'key', join.eventKey)] : []),
    ...extraColumns(mapping, event, () => null).map((further) => plannedExtra(further, event)),
  ];
  const isText = ({ stage, name }: PlannedColumn): boolean =>
    stage === 'event_key' && findings.texts.some((text) => text.name === name);
  const withBits =
    !findings.keysBeyond && !eventColumns.some(isText) && keysFitBits(eventColumns, event);
  const scans: ScanPlan[] = [eventScan(database, source, eventColumns, withBits)];
  if (join && detail) {
    const detailColumns = [
      plannedColumn(mapping, detail, 'key', join.key),
      ...roles.detail.map(({ role, column }) => plannedColumn(mapping, detail, role, column)),
    ];
    scans.push(detailScan(database, join.table, detailColumns, withBits));
  }
  const chunks = chunksOf(
    database,
    scans.map(({ scan }) => scan),
  );
  return withTextColumns({ scans, chunks }, findings.texts);
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
