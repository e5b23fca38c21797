// From a file that DuckDB reads to `event`: one pass over the file, then the faulty rows are taken
// out again. Only where there are any is the file looked at once more, for their row numbers.
import type { Mapping } from '#shared/recipe/mapping';
import type { JobContext } from '../jobs/job-context.ts';
import { onDuckDb } from '../duckdb/duckdb-error.ts';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import { identifier } from '../duckdb/sql-text.ts';
import type { Scan } from '../sources/scan.ts';
import { droppedRows, eventFacts, exampleCount, exampleText } from './event-facts.ts';
import { problemCountsSql, unreadableTimeCount, type DroppedRows } from './event-facts.ts';
import { allProblems, problems, type Problem } from './event-problems.ts';
import { eventColumnOf, type EventRoles } from './event-roles.ts';
import type { ExtraColumn } from './extra-columns.ts';
import type { IngestSummary } from './ingest-summary.ts';
import { runCancellable, whileCancellable } from './run-cancellable.ts';
import { isIntegerType, oddExtra, scanColumn, scannedEvents } from './scanned-events.ts';
import type { PersonType, ScannedEvents } from './scanned-events.ts';

export interface ScannedInput {
  /** Named where it cannot be read. */
  readonly file: string;
  readonly scan: Scan;
  readonly roles: EventRoles;
  readonly extra: readonly ExtraColumn[];
  readonly mapping: Mapping;
  /** `integer` where every person of a sample is one. */
  readonly personType: PersonType;
  readonly timeKind: IngestSummary['timeKind'];
  readonly fingerprint: string;
  /** DuckDB's estimate of how much of the file has been read, 0 to 1. */
  readonly onRead: (fraction: number) => void;
}

/** Makes `event` and says what came of it. Only the summary, once written, makes it count. */
export async function finishScanned(
  duckDb: DuckDb,
  input: ScannedInput,
  context: JobContext,
): Promise<IngestSummary> {
  const made = await makeEvents(duckDb, input, context);
  const dropped = await droppedRows(made.counts, (problem) =>
    examples(duckDb, input, made.events, problem, context),
  );
  if (dropped.length > 0) {
    await runCancellable(duckDb, 'DELETE FROM event WHERE problem IS NOT NULL', context);
  }
  if (made.rejected) dropped.push(made.rejected);
  const missing = await countMissing(duckDb, input, context);
  for (const column of ['problem', ...made.events.oddColumns]) {
    await duckDb.run(`ALTER TABLE event DROP COLUMN ${column}`);
  }
  const facts = await eventFacts(duckDb, dropped, context);
  return {
    fingerprint: input.fingerprint,
    rowsRead: made.rowCount + (made.rejected?.count ?? 0),
    ...facts,
    dropped,
    unreadableTimeCount: unreadableTimeCount(made.counts),
    personType: made.personType,
    timeKind: input.timeKind,
    detail: null,
    unreadableClickCount: made.odd.get('odd_click') ?? 0,
    columns: summaryColumns(input, made, missing),
  };
}

interface Made {
  readonly events: ScannedEvents;
  readonly personType: PersonType;
  readonly rowCount: number;
  readonly counts: readonly unknown[];
  /** By odd column. */
  readonly odd: ReadonlyMap<string, number>;
  readonly rejected: DroppedRows | null;
}

/** Reads the file; a second time where a person turned out to be no integer. */
async function makeEvents(duckDb: DuckDb, input: ScannedInput, context: JobContext): Promise<Made> {
  const made = await readFile(duckDb, input, input.personType, context);
  const notIntegers = Number(made.counts[allProblems.indexOf(problems.personNotInteger)] ?? 0);
  return notIntegers > 0 ? readFile(duckDb, input, 'text', context) : made;
}

async function readFile(
  duckDb: DuckDb,
  { file, scan, roles, extra, mapping, onRead }: ScannedInput,
  personType: PersonType,
  context: JobContext,
): Promise<Made> {
  const events = scannedEvents(scan, roles, mapping, personType, extra);
  const sql = `CREATE OR REPLACE TABLE event AS SELECT * FROM ${events.relation}`;
  // What goes wrong here is about the file, not about the store.
  const read = () => onDuckDb(file, () => duckDb.connection.run(sql));
  await whileCancellable(duckDb, context, read, onRead);
  const rejected = await scan.rejectedRows();
  const odd = events.oddColumns.map((column) => `count(*) FILTER (WHERE ${column})`);
  const [[rowCount, ...counts] = []] = await runCancellable(
    duckDb,
    `SELECT ${['count(*)', problemCountsSql, ...odd].join(', ')} FROM event`,
    context,
  );
  const oddCounts = counts.slice(allProblems.length);
  return {
    events,
    personType,
    rowCount: Number(rowCount ?? 0),
    odd: new Map(events.oddColumns.map((column, at) => [column, Number(oddCounts[at])])),
    counts,
    rejected:
      rejected.count === 0
        ? null
        : {
            reason: 'Row does not have the columns of the others',
            count: rejected.count,
            examples: [...rejected.examples],
          },
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

/** Of the rows that are left; persons and times are never missing there. */
async function countMissing(
  duckDb: DuckDb,
  { roles, extra }: ScannedInput,
  context: JobContext,
): Promise<readonly number[]> {
  const columns = [
    ...roles.event.map(({ role }) => eventColumnOf[role]),
    ...extra.map(({ name }) => name),
  ];
  const counts = columns.map((column) => `count(*) - count(${column})`);
  const [row] = await runCancellable(duckDb, `SELECT ${counts.join(', ')} FROM event`, context);
  return (row ?? []).map(Number);
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
  { counts, personType, rowCount, odd }: Made,
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
