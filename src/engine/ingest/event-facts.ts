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

export interface EventFacts {
  readonly rowsKept: number;
  readonly personCount: number;
  readonly firstTime: string | null;
  readonly lastTime: string | null;
  /** Of the further counts that were asked for. */
  readonly counts: readonly number[];
}

/**
 * @param counts more of them, as SQL over `event`
 * @throws PersonaeError `data.all-missing` where no row of the source is an event
 */
export async function eventFacts(
  duckDb: DuckDb,
  dropped: readonly DroppedRows[],
  context: JobContext,
  counts: readonly string[] = [],
): Promise<EventFacts> {
  const [row] = await runCancellable(
    duckDb,
    `SELECT ${[
      'count(*)',
      'count(DISTINCT person)',
      'CAST(min(occurred_at) AS VARCHAR)',
      'CAST(max(occurred_at) AS VARCHAR)',
      ...counts,
    ].join(', ')} FROM event`,
    context,
  );
  const [rowsKept, personCount, firstTime, lastTime, ...found] = row ?? [];
  if (Number(rowsKept) === 0) throw noEvents(dropped);
  return {
    rowsKept: Number(rowsKept),
    personCount: Number(personCount),
    firstTime: typeof firstTime === 'string' ? firstTime : null,
    lastTime: typeof lastTime === 'string' ? lastTime : null,
    counts: found.map(Number),
  };
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
