// Reads a file with DuckDB into `event`: in a quick pass that takes every cell to be written plainly,
// or else in a careful one that says of every row what is wrong with it.
import { PersonaeError, type ErrorCode } from '#shared/errors';
import type { Mapping } from '#shared/recipe/mapping';
import type { JobContext } from '../jobs/job-context.ts';
import { onDuckDb } from '../duckdb/duckdb-error.ts';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import type { RejectedRows, Scan } from '../sources/scan.ts';
import {
  countEvents,
  problemCountsSql,
  type DroppedRows,
  type EventCounts,
} from './event-facts.ts';
import { allProblems, problems } from './event-problems.ts';
import { eventColumnOf, type EventRoles } from './event-roles.ts';
import type { ExtraColumn } from './extra-columns.ts';
import type { IngestSummary } from './ingest-summary.ts';
import { runCancellable, whileCancellable } from './run-cancellable.ts';
import { scannedEvents, type PersonType, type ScannedEvents } from './scanned-events.ts';
import { strictEvents } from './strict-events.ts';

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

/** The table `event` as it was read, faulty rows among it. */
export interface ReadFile {
  readonly events: ScannedEvents;
  readonly personType: PersonType;
  readonly rowCount: number;
  readonly counts: readonly unknown[];
  /** Of rows that are all kept, what `countEvents` gives with `missingCounts`; null: not known. */
  readonly counted: EventCounts | null;
  /** SQL that is true for the rows of `event` that are to be left out. */
  readonly isFaulty: string;
  readonly columnsToDrop: readonly string[];
  /** By odd column. */
  readonly odd: ReadonlyMap<string, number>;
  readonly rejected: DroppedRows | null;
}

/** Reads the file; once more where it has to be read with care, or where a person is no integer. */
export async function readScanned(
  duckDb: DuckDb,
  input: ScannedInput,
  context: JobContext,
): Promise<ReadFile> {
  const quick = await readStrictly(duckDb, input, context);
  if (quick) return quick;
  const made = await readCarefully(duckDb, input, input.personType, context);
  const notIntegers = Number(made.counts[allProblems.indexOf(problems.personNotInteger)] ?? 0);
  return notIntegers > 0 ? readCarefully(duckDb, input, 'text', context) : made;
}

/** SQL for every column of `event`, in the order of roles and further columns: rows without a value. */
export function missingCounts({ roles, extra }: ScannedInput): string[] {
  const columns = [
    ...roles.event.map(({ role }) => eventColumnOf[role]),
    ...extra.map(({ name }) => name),
  ];
  return columns.map((column) => `count(*) - count(${column})`);
}

async function createEvents(
  duckDb: DuckDb,
  { file, onRead }: ScannedInput,
  relation: string,
  context: JobContext,
): Promise<void> {
  const sql = `CREATE OR REPLACE TABLE event AS SELECT * FROM ${relation}`;
  // What goes wrong here is about the file, not about the store.
  const read = () => onDuckDb(file, () => duckDb.connection.run(sql));
  await whileCancellable(duckDb, context, read, onRead);
}

/** Errors that the careful way would meet as well. */
const final: readonly ErrorCode[] = ['job.cancelled', 'disk.full', 'memory.full'];

/** Null where a cell has to be read with care. */
async function readStrictly(
  duckDb: DuckDb,
  input: ScannedInput,
  context: JobContext,
): Promise<ReadFile | null> {
  const { scan, roles, extra, mapping, personType } = input;
  const events = scannedEvents(scan, roles, mapping, personType, extra);
  const strict = strictEvents(scan, roles, mapping, personType, events);
  if (strict === null) return null;
  try {
    await createEvents(duckDb, input, strict.relation, context);
  } catch (thrown) {
    if (thrown instanceof PersonaeError && final.includes(thrown.code)) throw thrown;
    return null;
  }
  const checks = [
    strict.isSound,
    'count(*) FILTER (WHERE person IS NULL)',
    'count(*) FILTER (WHERE person IS NOT NULL AND occurred_at IS NULL)',
  ];
  const counted = await countEvents(duckDb, [...checks, ...missingCounts(input)], context);
  const [isSound, noPerson, noTime, ...missing] = counted.more;
  if (isSound !== true) return null;
  const isWhole = Number(noPerson) + Number(noTime) === 0;
  const counts = new Map<number, number>([
    [problems.personMissing.number, Number(noPerson)],
    [problems.timeMissing.number, Number(noTime)],
  ]);
  return {
    events,
    personType,
    rowCount: counted.rowsKept,
    counted: isWhole ? { ...counted, more: missing } : null,
    counts: allProblems.map(({ number }) => counts.get(number) ?? 0),
    isFaulty: 'person IS NULL OR occurred_at IS NULL',
    columnsToDrop: [],
    odd: new Map(),
    rejected: rejectedReason(await scan.rejectedRows()),
  };
}

function rejectedReason({ count, examples }: RejectedRows): DroppedRows | null {
  if (count === 0) return null;
  return {
    reason: 'Row does not have the columns of the others',
    count,
    examples: [...examples],
  };
}

async function readCarefully(
  duckDb: DuckDb,
  input: ScannedInput,
  personType: PersonType,
  context: JobContext,
): Promise<ReadFile> {
  const { scan, roles, extra, mapping } = input;
  const events = scannedEvents(scan, roles, mapping, personType, extra);
  await createEvents(duckDb, input, events.relation, context);
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
    counted: null,
    isFaulty: 'problem IS NOT NULL',
    columnsToDrop: ['problem', ...events.oddColumns],
    rejected: rejectedReason(await scan.rejectedRows()),
  };
}
