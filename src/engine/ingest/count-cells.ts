// Counts cells in the staging tables: those without a value, and those that cannot be read.
import type { JobContext } from '../jobs/job-context.ts';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import type { EventRole } from './event-roles.ts';
import { runCancellable } from './run-cancellable.ts';
import type { SqlitePlan } from './sqlite-plan.ts';
import { stageCells } from './stage-columns.ts';
import { stagedExtra, stagedTable, type CellNames, type StagedRoles } from './staged-events.ts';

/** Of one table of the source, by role. */
export interface CellCounts {
  readonly rowCount: number;
  readonly missing: ReadonlyMap<EventRole, number>;
  readonly unreadableClicks: number;
  /** Of the further aggregates that were asked for. */
  readonly more: readonly number[];
}

export async function cellNames(duckDb: DuckDb, { scans }: SqlitePlan): Promise<CellNames> {
  const rows = await duckDb.rows(`SELECT DISTINCT scan, name FROM ${stageCells}`);
  return scans.map(
    (_plan, scan) =>
      new Set(
        rows.flatMap(([of, name]) => (of === scan && typeof name === 'string' ? [name] : [])),
      ),
  );
}

export async function countCells(
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

export type FurtherCounts = ReadonlyMap<
  string,
  { readonly missing: number; readonly unreadable: number }
>;

/** Cells of further columns without a value, and those of them that are no number. */
export async function countFurther(
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
