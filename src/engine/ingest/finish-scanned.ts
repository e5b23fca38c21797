// From a file that DuckDB reads to `event`: one pass over the file, then the faulty rows are taken
// out again. Only where there are any is the file looked at once more, for their row numbers.
import type { JobContext } from '../jobs/job-context.ts';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import { identifier } from '../duckdb/sql-text.ts';
import {
  countEvents,
  countPersons,
  droppedRows,
  exampleCount,
  exampleText,
  requireEvents,
  unreadableTimeCount,
} from './event-facts.ts';
import { allProblems, problems, type Problem } from './event-problems.ts';
import { eventColumnOf } from './event-roles.ts';
import type { IngestSummary } from './ingest-summary.ts';
import { missingCounts, readScanned, type ReadFile, type ScannedInput } from './read-scanned.ts';
import { runCancellable } from './run-cancellable.ts';
import { isIntegerType, oddExtra, scanColumn, type ScannedEvents } from './scanned-events.ts';

/** Makes `event` and says what came of it. Only the summary, once written, makes it count. */
export async function finishScanned(
  duckDb: DuckDb,
  input: ScannedInput,
  context: JobContext,
): Promise<IngestSummary> {
  const made = await readScanned(duckDb, input, context);
  const dropped = await droppedRows(made.counts, (problem) =>
    examples(duckDb, input, made.events, problem, context),
  );
  if (dropped.length > 0) {
    await runCancellable(duckDb, `DELETE FROM event WHERE ${made.isFaulty}`, context);
  }
  if (made.rejected) dropped.push(made.rejected);
  for (const column of made.columnsToDrop) {
    await duckDb.run(`ALTER TABLE event DROP COLUMN ${column}`);
  }
  const counted = made.counted ?? (await countEvents(duckDb, missingCounts(input), context));
  const missing = counted.more.map(Number);
  const facts = requireEvents(counted, dropped);
  const personCount = await countPersons(duckDb, counted.personRange, context);
  return {
    fingerprint: input.fingerprint,
    rowsRead: made.rowCount + (made.rejected?.count ?? 0),
    ...facts,
    personCount,
    dropped,
    unreadableTimeCount: unreadableTimeCount(made.counts),
    personType: made.personType,
    timeKind: input.timeKind,
    detail: null,
    unreadableClickCount: made.odd.get('odd_click') ?? 0,
    columns: summaryColumns(input, made, missing),
  };
}

/** Rows are counted from 1, without the header. */
async function examples(
  duckDb: DuckDb,
  { scan, mapping }: ScannedInput,
  events: ScannedEvents,
  problem: Problem,
  context: JobContext,
): Promise<string[]> {
  const reference = problem.role === 'time' ? mapping.time : mapping[problem.role];
  const cell = identifier(scanColumn(scan, reference?.column ?? mapping.person.column).name);
  const rows = await runCancellable(
    duckDb,
    `SELECT row_number, CAST(cell AS VARCHAR) FROM
      (SELECT row_number() OVER () AS row_number, ${cell} AS cell, ${events.problem} AS problem
        FROM ${scan.relation}) WHERE problem = ${problem.number} LIMIT ${exampleCount}`,
    context,
  );
  return rows.map(([row, text]) => exampleText(row, text));
}

const typeOfRole = {
  time: 'time',
  click: 'boolean',
  amount: 'number',
  session: 'text',
  order: 'text',
  kind: 'text',
} as const;

function summaryColumns(
  { scan, roles, extra }: ScannedInput,
  { counts, personType, rowCount, odd }: ReadFile,
  missing: readonly number[],
): IngestSummary['columns'] {
  const countOf = (problem: Problem): number => Number(counts[allProblems.indexOf(problem)] ?? 0);
  const withRole = roles.event.map(({ role, column }, index) => {
    const found = scanColumn(scan, column);
    const type = role === 'person' ? personType : typeOfRole[role];
    const leftOut: Partial<Record<typeof role, number>> = {
      person: countOf(problems.personMissing),
      time: countOf(problems.timeMissing),
      click: -(odd.get('odd_click') ?? 0),
    };
    return {
      role,
      name: found.name,
      eventColumn: eventColumnOf[role],
      type: isIntegerType(found.type) && type === 'text' ? 'integer' : type,
      from: 'event' as const,
      rowCount,
      missingCount: (missing[index] ?? 0) + (leftOut[role] ?? 0),
      unreadableCount: 0,
    };
  });
  const further = extra.map((column, at) => ({
    role: 'extra',
    name: scanColumn(scan, column.column).name,
    eventColumn: column.name,
    type: column.type,
    from: 'event' as const,
    rowCount,
    missingCount: missing[roles.event.length + at] ?? 0,
    unreadableCount: odd.get(oddExtra(column)) ?? 0,
  }));
  return [...withRole, ...further];
}
