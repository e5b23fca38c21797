// What is counted of a finished `event`, and the words for rows that were left out.
import type { z } from 'zod';
import type { droppedRowsSchema } from '#shared/data/quality-report';
import { PersonaeError } from '#shared/errors';
import type { JobContext } from '../jobs/job-context.ts';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import { allProblems, problems, type Problem } from './event-problems.ts';
import { runCancellable } from './run-cancellable.ts';

export type DroppedRows = z.infer<typeof droppedRowsSchema>;

export const exampleCount = 5;

/** Counts by problem, from a row that `problemCountsSql` gave. */
export const problemCountsSql = allProblems
  .map(({ number }) => `count(*) FILTER (WHERE problem = ${number})`)
  .join(', ');

/** An example as "row 17: 2015-13-40". */
export function exampleText(rowNumber: unknown, cell: unknown): string {
  const row = `row ${Number(rowNumber).toLocaleString('en-US')}`;
  const text = typeof cell === 'string' || typeof cell === 'number' ? String(cell) : '';
  return text.trim() === '' ? row : `${row}: ${text.slice(0, 80)}`;
}

/** Rows left out by reason; `examplesOf` is asked only where there are any. */
export async function droppedRows(
  counts: readonly unknown[],
  examplesOf: (problem: Problem) => Promise<readonly string[]>,
): Promise<DroppedRows[]> {
  const dropped: DroppedRows[] = [];
  for (const [index, problem] of allProblems.entries()) {
    const count = Number(counts[index] ?? 0);
    if (count === 0 || problem === problems.personNotInteger) continue;
    dropped.push({ reason: problem.reason, count, examples: [...(await examplesOf(problem))] });
  }
  return dropped;
}

export function unreadableTimeCount(counts: readonly unknown[]): number {
  return Number(counts[allProblems.indexOf(problems.timeUnreadable)] ?? 0);
}

export interface EventCounts {
  readonly rowsKept: number;
  readonly firstTime: string | null;
  readonly lastTime: string | null;
  /** The smallest and the largest person, where persons are integers. */
  readonly personRange: readonly [bigint, bigint] | null;
  /** Of the further expressions that were asked for. */
  readonly more: readonly unknown[];
}

/** @param more aggregates over `event` */
export async function countEvents(
  duckDb: DuckDb,
  more: readonly string[],
  context: JobContext,
): Promise<EventCounts> {
  const expressions = [
    'count(*)',
    'CAST(min(occurred_at) AS VARCHAR)',
    'CAST(max(occurred_at) AS VARCHAR)',
    'min(person)',
    'max(person)',
    ...more,
  ];
  const sql = `SELECT ${expressions.join(', ')} FROM event`;
  const [row] = await runCancellable(duckDb, sql, context);
  const [rowsKept, firstTime, lastTime, first, last, ...found] = row ?? [];
  return {
    rowsKept: Number(rowsKept),
    firstTime: typeof firstTime === 'string' ? firstTime : null,
    lastTime: typeof lastTime === 'string' ? lastTime : null,
    personRange: typeof first === 'bigint' && typeof last === 'bigint' ? [first, last] : null,
    more: found,
  };
}

/** A bit for every person that there could be: 16 MB for each thread. */
const bitLimit = 2n ** 27n;

/** Integers that lie close together have a bit each, which takes half the time of a set of them. */
export async function countPersons(
  duckDb: DuckDb,
  range: EventCounts['personRange'],
  context: JobContext,
): Promise<number> {
  const count =
    range && range[1] - range[0] < bitLimit
      ? `bit_count(bitstring_agg(person, ${range[0]}, ${range[1]}))`
      : 'count(DISTINCT person)';
  const [row] = await runCancellable(duckDb, `SELECT ${count} FROM event`, context);
  return Number(row?.[0] ?? 0);
}

export type EventFacts = Pick<EventCounts, 'rowsKept' | 'firstTime' | 'lastTime'> & {
  readonly personCount: number;
};

/** @throws PersonaeError `data.all-missing`, `table.empty` where no row of the source is an event */
export function requireEvents(
  { rowsKept, firstTime, lastTime }: EventCounts,
  dropped: readonly DroppedRows[],
): Omit<EventFacts, 'personCount'> {
  if (rowsKept === 0) throw noEvents(dropped);
  return { rowsKept, firstTime, lastTime };
}

function noEvents(dropped: readonly DroppedRows[]): PersonaeError {
  if (dropped.length === 0) {
    return new PersonaeError({
      code: 'table.empty',
      message: 'The source has no rows.',
      hint: 'Choose another table or file.',
    });
  }
  const reasons = dropped.map(({ reason, count, examples: [example] }) => {
    const words = `${reason}: ${count.toLocaleString('en-US')} rows`;
    return example === undefined ? words : `${words}, such as ${example}`;
  });
  return new PersonaeError({
    code: 'data.all-missing',
    message: `No row can be used. ${reasons.join('; ')}.`,
    hint: 'Check which columns are the person and the time, and how the time is written.',
  });
}
