// From the staged events to `event`: typed, with the pause before every event. What comes from the
// details stays empty: this runs while they are read.
import type { Mapping } from '#shared/recipe/mapping';
import type { JobContext } from '../jobs/job-context.ts';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import {
  cellNames,
  countCells,
  countFurther,
  type CellCounts,
  type FurtherCounts,
} from './count-cells.ts';
import {
  countEvents,
  droppedRows,
  exampleCount,
  exampleText,
  problemCountsSql,
  requireEvents,
  unreadableTimeCount,
  type DroppedRows,
  type EventFacts,
} from './event-facts.ts';
import type { Problem } from './event-problems.ts';
import { eventColumnOf } from './event-roles.ts';
import { pauseColumn, pauseSql, personCountSql } from './pauses.ts';
import { runCancellable } from './run-cancellable.ts';
import { transportIn, type SqlitePlan } from './sqlite-plan.ts';
import { hasTextBeside, textBeside } from './stage-columns.ts';
import {
  detailSums,
  stagedEvents,
  stagedTable,
  type CellNames,
  type StagedEvents,
} from './staged-events.ts';

export interface FinishedEvents {
  readonly facts: EventFacts;
  readonly cells: CellCounts;
  readonly further: FurtherCounts;
  readonly dropped: readonly DroppedRows[];
  readonly unreadableTimeCount: number;
}

/** @throws PersonaeError `data.all-missing`, `table.empty` where no row of the source is an event */
export async function finishEvents(
  duckDb: DuckDb,
  plan: SqlitePlan,
  mapping: Mapping,
  context: JobContext,
): Promise<FinishedEvents> {
  const names = await cellNames(duckDb, plan);
  const events = stagedEvents(plan, mapping, names);
  const flagged = `(SELECT *, ${events.problem} AS problem FROM ${stagedTable(plan, 0, names)})`;
  const cells = await countCells(duckDb, flagged, events.roles, context, [problemCountsSql]);
  const problems = cells.more;
  const dropped = await droppedRows(problems, (problem) =>
    examples(duckDb, plan, names, problem, events, context),
  );
  const further = await countFurther(duckDb, plan, names, context);
  const toCome = detailSums(plan.scans[1]).map(
    ({ name, type }) => `CAST(NULL AS ${type}) AS ${name}`,
  );
  await runCancellable(
    duckDb,
    `CREATE OR REPLACE TABLE event AS SELECT ${[...toCome, ...events.columns].join(', ')},
      ${pauseSql()} AS ${pauseColumn} FROM ${events.relation} WHERE problem IS NULL`,
    context,
  );
  const counted = await countEvents(duckDb, [personCountSql], context);
  const facts = { ...requireEvents(counted, dropped), personCount: Number(counted.more[0]) };
  return { facts, cells, further, dropped, unreadableTimeCount: unreadableTimeCount(problems) };
}

async function examples(
  duckDb: DuckDb,
  plan: SqlitePlan,
  cells: CellNames,
  problem: Problem,
  { relation }: StagedEvents,
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
      JOIN (SELECT row_number FROM ${relation} WHERE problem = ${problem.number}
        ORDER BY row_number LIMIT ${exampleCount}) USING (row_number) ORDER BY row_number`,
    context,
  );
  return rows.map(([row, text]) => exampleText(row, text));
}
