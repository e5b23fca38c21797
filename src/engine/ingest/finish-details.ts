// From the staged details to their sums in `event`, and what is counted of them.
import type { Mapping } from '#shared/recipe/mapping';
import type { JobContext } from '../jobs/job-context.ts';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import { cellNames, countCells, type CellCounts } from './count-cells.ts';
import type { ChunkProgress } from './ingest-state.ts';
import { runCancellable } from './run-cancellable.ts';
import { shapeOf, type ScanPlan, type SqlitePlan } from './sqlite-plan.ts';
import {
  detailSums,
  joinCondition,
  stagedRoles,
  stagedTable,
  summedDetails,
  type CellNames,
} from './staged-events.ts';

export interface StagedDetails {
  readonly plan: SqlitePlan;
  readonly mapping: Mapping;
  readonly progress: readonly ChunkProgress[];
}

export interface DetailCounts extends CellCounts {
  readonly unmatchedCount: number;
}

/** Counts the details, and puts their sums into `event`; null where there is no such table. */
export async function finishDetails(
  duckDb: DuckDb,
  { plan, mapping, progress }: StagedDetails,
  context: JobContext,
): Promise<DetailCounts | null> {
  const [, detail] = plan.scans;
  if (!detail) return null;
  const cells = await cellNames(duckDb, plan);
  const counts = await countDetails(duckDb, detail, { plan, mapping, progress }, cells, context);
  const sums = detailSums(detail).map(({ name }) => `${name} = d.${name}`);
  if (sums.length > 0) {
    await runCancellable(
      duckDb,
      `UPDATE event AS e SET ${sums.join(', ')} FROM ${summedDetails(plan, cells)} AS d
        WHERE ${joinCondition(plan)}`,
      context,
    );
  }
  return counts;
}

async function countDetails(
  duckDb: DuckDb,
  detail: ScanPlan,
  { plan, mapping, progress }: StagedDetails,
  cells: CellNames,
  context: JobContext,
): Promise<DetailCounts> {
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
