// From the staging tables of SQLite to `event`: typed, joined with the sums of the details, with the pause
// before every event.
import type { Mapping } from '#shared/recipe/mapping';
import type { JobContext } from '../jobs/job-context.ts';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import { countEvents, droppedRows, eventFacts, exampleCount, exampleText } from './event-facts.ts';
import { problemCountsSql, unreadableTimeCount } from './event-facts.ts';
import type { Problem } from './event-problems.ts';
import { eventColumnOf, type EventRole } from './event-roles.ts';
import { isExtraColumn } from './extra-columns.ts';
import type { ChunkProgress } from './ingest-state.ts';
import type { IngestSummary } from './ingest-summary.ts';
import { pauseColumn, pauseSql } from './pauses.ts';
import { runCancellable } from './run-cancellable.ts';
import { shapeOf, transportIn, type ScanPlan, type SqlitePlan } from './sqlite-plan.ts';
import { hasTextBeside, stageCells, textBeside } from './stage-columns.ts';
import {
  joinCondition,
  roleOfStage,
  stagedEvents,
  stagedExtra,
  stagedRoles,
  stagedTable,
  type CellNames,
  type StagedEvents,
  type StagedRoles,
} from './staged-events.ts';

export interface StagedInput {
  readonly plan: SqlitePlan;
  readonly mapping: Mapping;
  readonly progress: readonly ChunkProgress[];
  readonly timeKind: IngestSummary['timeKind'];
  readonly fingerprint: string;
}

/** Makes `event` and says what came of it. Only the summary, once written, makes it count. */
export async function finishStaged(
  duckDb: DuckDb,
  input: StagedInput,
  context: JobContext,
): Promise<IngestSummary> {
  const { plan, mapping, fingerprint, timeKind } = input;
  const cells = await cellNames(duckDb, plan);
  const events = stagedEvents(plan, mapping, cells);
  const flagged = `(SELECT *, ${events.problem} AS problem FROM ${stagedTable(plan, 0, cells)})`;
  const own = await countCells(duckDb, flagged, events.roles, context, [problemCountsSql]);
  const problems = own.more;
  const further = await countFurther(duckDb, plan, cells, context);
  const dropped = await droppedRows(problems, (problem) =>
    examples(duckDb, input, cells, problem, events, context),
  );
  const detail = await countDetails(duckDb, input, cells, context);
  await runCancellable(
    duckDb,
    `CREATE OR REPLACE TABLE event AS SELECT ${events.eventColumns.join(', ')},
      ${pauseSql()} AS ${pauseColumn} FROM ${events.relation} WHERE problem IS NULL`,
    context,
  );
  const facts = await eventFacts(duckDb, await countEvents(duckDb, [], context), dropped, context);
  return {
    fingerprint,
    rowsRead: own.rowCount,
    ...facts,
    dropped,
    unreadableTimeCount: unreadableTimeCount(problems),
    personType: transportIn(plan.scans[0], 'person') === 'text' ? 'text' : 'integer',
    timeKind,
    detail: detail && { rowCount: detail.rowCount, unmatchedCount: detail.unmatchedCount },
    unreadableClickCount: own.unreadableClicks + (detail?.unreadableClicks ?? 0),
    columns: [
      ...summaryColumns(plan.scans[0], 'event', own),
      ...(detail ? summaryColumns(plan.scans[1], 'detail', detail) : []),
      ...furtherColumns(plan.scans[0], own.rowCount, further),
    ],
  };
}

/** Of one table of the source, by role. */
interface CellCounts {
  readonly rowCount: number;
  readonly missing: ReadonlyMap<EventRole, number>;
  readonly unreadableClicks: number;
  /** Of the further aggregates that were asked for. */
  readonly more: readonly number[];
}

async function cellNames(duckDb: DuckDb, { scans }: SqlitePlan): Promise<CellNames> {
  const rows = await duckDb.rows(`SELECT DISTINCT scan, name FROM ${stageCells}`);
  return scans.map(
    (_plan, scan) =>
      new Set(
        rows.flatMap(([of, name]) => (of === scan && typeof name === 'string' ? [name] : [])),
      ),
  );
}

async function countCells(
  duckDb: DuckDb,
  table: string,
  roles: StagedRoles,
  context: JobContext,
  more: readonly string[] = [],
): Promise<CellCounts> {
  const known = Object.entries(roles) as [EventRole, NonNullable<StagedRoles[EventRole]>][];
  const missing = known.map(([, role]) => `count(*) FILTER (WHERE ${role.missing})`);
  const odd = roles.click
    ? `count(*) FILTER (WHERE ${roles.click.value} IS NULL AND NOT (${roles.click.missing}))`
    : '0';
  const sql = `SELECT ${['count(*)', odd, ...missing, ...more].join(', ')} FROM ${table}`;
  const [row] = await runCancellable(duckDb, sql, context);
  const [rowCount = 0, unreadableClicks = 0, ...counts] = (row ?? []).map(Number);
  return {
    rowCount,
    unreadableClicks,
    missing: new Map(known.map(([role], index) => [role, counts[index] ?? 0])),
    more: counts.slice(known.length),
  };
}

type FurtherCounts = ReadonlyMap<string, { readonly missing: number; readonly unreadable: number }>;

/** Cells of further columns without a value, and those of them that are no number. */
async function countFurther(
  duckDb: DuckDb,
  plan: SqlitePlan,
  cells: CellNames,
  context: JobContext,
): Promise<FurtherCounts> {
  const columns = [...stagedExtra(plan.scans[0])];
  if (columns.length === 0) return new Map();
  const counts = columns.flatMap(([, { value, missing }]) => [
    `count(*) FILTER (WHERE ${value} IS NULL)`,
    `count(*) FILTER (WHERE ${value} IS NULL AND NOT (${missing}))`,
  ]);
  const sql = `SELECT ${counts.join(', ')} FROM ${stagedTable(plan, 0, cells)}`;
  const [row = []] = await runCancellable(duckDb, sql, context);
  return new Map(
    columns.map(([name], at) => {
      return [name, { missing: Number(row[2 * at]), unreadable: Number(row[2 * at + 1]) }];
    }),
  );
}

async function examples(
  duckDb: DuckDb,
  { plan }: StagedInput,
  cells: CellNames,
  problem: Problem,
  { ownRelation }: StagedEvents,
  context: JobContext,
): Promise<string[]> {
  const name = eventColumnOf[problem.role];
  const transport = transportIn(plan.scans[0], name);
  const cell =
    transport && hasTextBeside(transport)
      ? `coalesce(s.${textBeside(name)}, CAST(s.${name} AS VARCHAR))`
      : `CAST(s.${name} AS VARCHAR)`;
  const rows = await runCancellable(
    duckDb,
    `SELECT s.row_number, ${cell} FROM ${stagedTable(plan, 0, cells)} s
      JOIN (SELECT row_number FROM ${ownRelation} WHERE problem = ${problem.number}
        ORDER BY row_number LIMIT ${exampleCount}) USING (row_number) ORDER BY row_number`,
    context,
  );
  return rows.map(([row, text]) => exampleText(row, text));
}

interface DetailCounts extends CellCounts {
  readonly unmatchedCount: number;
}

async function countDetails(
  duckDb: DuckDb,
  { plan, mapping, progress }: StagedInput,
  cells: CellNames,
  context: JobContext,
): Promise<DetailCounts | null> {
  const [, detail] = plan.scans;
  if (!detail) return null;
  const shape = shapeOf(detail);
  const counted =
    shape === 'rows'
      ? await countCells(duckDb, stagedTable(plan, 1, cells), stagedRoles(detail, mapping), context)
      : countedByThreads(progress);
  if (shape === 'ones') return { ...counted, unmatchedCount: sumOf(progress, 'unmatchedCount') };
  const [unmatched] = await runCancellable(
    duckDb,
    `SELECT ${shape === 'runs' ? 'sum(row_count)' : 'count(*)'} FROM stage_detail d WHERE NOT EXISTS
      (SELECT 1 FROM stage_event e WHERE ${joinCondition(plan)})`,
    context,
  );
  return { ...counted, unmatchedCount: Number(unmatched?.[0] ?? 0) };
}

function sumOf(
  progress: readonly ChunkProgress[],
  name: 'sourceRowCount' | 'observedCount' | 'unreadableCount' | 'unmatchedCount',
): number {
  return progress.reduce((sum, of) => sum + (of.scan === 1 ? of[name] : 0), 0);
}

/** Where details were put together, only the threads have seen their cells. */
function countedByThreads(progress: readonly ChunkProgress[]): CellCounts {
  const rowCount = sumOf(progress, 'sourceRowCount');
  const unreadableClicks = sumOf(progress, 'unreadableCount');
  const missing = rowCount - sumOf(progress, 'observedCount') - unreadableClicks;
  return { rowCount, missing: new Map([['click', missing]]), unreadableClicks, more: [] };
}

const typeOfTransport = {
  integer: 'integer',
  text: 'text',
  time: 'time',
  number: 'number',
  flag: 'boolean',
} as const;

/** The columns of the mapping as they were found. */
function summaryColumns(
  plan: ScanPlan | undefined,
  from: 'event' | 'detail',
  { rowCount, missing }: CellCounts,
): IngestSummary['columns'] {
  return (plan?.scan.columns ?? []).flatMap(({ name, transport }, index) => {
    const eventColumn = plan?.stageNames[index] ?? '';
    const role = roleOfStage[eventColumn];
    if (role === undefined) return [];
    const type = typeOfTransport[transport];
    return [
      {
        role,
        name,
        eventColumn,
        type,
        from,
        rowCount,
        missingCount: missing.get(role) ?? 0,
        unreadableCount: 0,
      },
    ];
  });
}

function furtherColumns(
  plan: ScanPlan | undefined,
  rowCount: number,
  counts: FurtherCounts,
): IngestSummary['columns'] {
  return (plan?.scan.columns ?? []).flatMap(({ name, transport }, index) => {
    const eventColumn = plan?.stageNames[index] ?? '';
    const count = counts.get(eventColumn);
    if (!isExtraColumn(eventColumn) || !count) return [];
    return [
      {
        role: 'extra',
        name,
        eventColumn,
        type: typeOfTransport[transport],
        from: 'event' as const,
        rowCount,
        missingCount: count.missing,
        unreadableCount: count.unreadable,
      },
    ];
  });
}
