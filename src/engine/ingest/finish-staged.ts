// From the staging tables of SQLite to `event`: typed, joined with the sums of the details, sorted.
import type { Mapping } from '#shared/recipe/mapping';
import type { JobContext } from '../jobs/job-context.ts';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import { droppedRows, eventFacts, exampleCount, exampleText } from './event-facts.ts';
import { problemCountsSql, unreadableTimeCount } from './event-facts.ts';
import type { Problem } from './event-problems.ts';
import { eventColumnOf, type EventRole } from './event-roles.ts';
import type { ChunkProgress } from './ingest-state.ts';
import type { IngestSummary } from './ingest-summary.ts';
import { runCancellable } from './run-cancellable.ts';
import { isRuns, transportIn, type ScanPlan, type SqlitePlan } from './sqlite-plan.ts';
import { hasTextBeside, textBeside } from './stage-columns.ts';
import {
  detailRowCountSql,
  joinCondition,
  roleOfStage,
  stagedEvents,
  stagedRoles,
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
  const events = stagedEvents(input.plan, input.mapping);
  const counted = await countProblems(duckDb, events.ownRelation, context);
  const cells = await countCells(duckDb, 'stage_event', events.roles, context);
  const dropped = await droppedRows(counted.problems, (problem) =>
    examples(duckDb, input.plan, problem, events, context),
  );
  const detail = await countDetails(duckDb, input, context);
  await runCancellable(
    duckDb,
    `CREATE OR REPLACE TABLE event AS SELECT ${events.eventColumns.join(', ')}
      FROM ${events.relation} WHERE problem IS NULL ORDER BY person, occurred_at`,
    context,
  );
  const facts = await eventFacts(duckDb, dropped, context);
  return {
    fingerprint: input.fingerprint,
    rowsRead: counted.rowCount,
    ...facts,
    dropped,
    unreadableTimeCount: unreadableTimeCount(counted.problems),
    personType: transportIn(input.plan.scans[0], 'person') === 'text' ? 'text' : 'integer',
    timeKind: input.timeKind,
    detail: detail && { rowCount: detail.rowCount, unmatchedCount: detail.unmatchedCount },
    unreadableClickCount: cells.unreadableClicks + (detail?.unreadableClicks ?? 0),
    columns: [
      ...summaryColumns(input.plan.scans[0], 'event', counted.rowCount, cells),
      ...(detail ? summaryColumns(input.plan.scans[1], 'detail', detail.rowCount, detail) : []),
    ],
  };
}

/** Of one staging table, by role. */
interface CellCounts {
  readonly missing: ReadonlyMap<EventRole, number>;
  readonly unreadableClicks: number;
}

async function countCells(
  duckDb: DuckDb,
  table: ScanPlan['table'],
  roles: StagedRoles,
  context: JobContext,
): Promise<CellCounts> {
  const known = Object.entries(roles) as [EventRole, NonNullable<StagedRoles[EventRole]>][];
  const missing = known.map(([, role]) => `count(*) FILTER (WHERE ${role.missing})`);
  const odd = roles.click
    ? `count(*) FILTER (WHERE ${roles.click.value} IS NULL AND NOT (${roles.click.missing}))`
    : '0';
  const [row] = await runCancellable(
    duckDb,
    `SELECT ${[odd, ...missing].join(', ')} FROM ${table}`,
    context,
  );
  const [unreadableClicks = 0, ...counts] = (row ?? []).map(Number);
  return {
    unreadableClicks,
    missing: new Map(known.map(([role], index) => [role, counts[index] ?? 0])),
  };
}

async function countProblems(
  duckDb: DuckDb,
  ownRelation: string,
  context: JobContext,
): Promise<{ readonly rowCount: number; readonly problems: readonly unknown[] }> {
  const sql = `SELECT count(*), ${problemCountsSql} FROM ${ownRelation}`;
  const [[rowCount, ...problems] = []] = await runCancellable(duckDb, sql, context);
  return { rowCount: Number(rowCount ?? 0), problems };
}

async function examples(
  duckDb: DuckDb,
  plan: SqlitePlan,
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
    `SELECT s.row_number, ${cell} FROM stage_event s
      JOIN (SELECT row_number FROM ${ownRelation} WHERE problem = ${problem.number}
        ORDER BY row_number LIMIT ${exampleCount}) USING (row_number) ORDER BY row_number`,
    context,
  );
  return rows.map(([row, text]) => exampleText(row, text));
}

interface DetailCounts extends CellCounts {
  readonly rowCount: number;
  readonly unmatchedCount: number;
}

async function countDetails(
  duckDb: DuckDb,
  { plan, mapping, progress }: StagedInput,
  context: JobContext,
): Promise<DetailCounts | null> {
  const [, detail] = plan.scans;
  if (!detail) return null;
  const count = detailRowCountSql(detail);
  const [total] = await runCancellable(duckDb, `SELECT ${count} FROM stage_detail`, context);
  const [unmatched] = await runCancellable(
    duckDb,
    `SELECT ${count} FROM stage_detail d WHERE NOT EXISTS
      (SELECT 1 FROM stage_event e WHERE ${joinCondition(plan)})`,
    context,
  );
  const rowCount = Number(total?.[0] ?? 0);
  const cells = isRuns(detail)
    ? countedByThreads(rowCount, progress)
    : await countCells(duckDb, 'stage_detail', stagedRoles(detail, mapping), context);
  return { ...cells, rowCount, unmatchedCount: Number(unmatched?.[0] ?? 0) };
}

/** Of runs only the threads have seen the cells. */
function countedByThreads(rowCount: number, progress: readonly ChunkProgress[]): CellCounts {
  const observed = progress.reduce((sum, of) => sum + of.observedCount, 0);
  const unreadable = progress.reduce((sum, of) => sum + of.unreadableCount, 0);
  const missing = rowCount - observed - unreadable;
  return { missing: new Map([['click', missing]]), unreadableClicks: unreadable };
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
  rowCount: number,
  { missing }: CellCounts,
): IngestSummary['columns'] {
  return (plan?.scan.columns ?? []).flatMap(({ name, transport }, index) => {
    const eventColumn = plan?.stageNames[index] ?? '';
    const role = roleOfStage[eventColumn];
    if (role === undefined) return [];
    const type = typeOfTransport[transport];
    return [
      { role, name, eventColumn, type, from, rowCount, missingCount: missing.get(role) ?? 0 },
    ];
  });
}
