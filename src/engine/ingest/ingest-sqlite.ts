// SQLite: pages by threads into staging tables, committed as they come. `event` is made of the events
// while the details are read, and gets their sums at the end.
import type { Mapping } from '#shared/recipe/mapping';
import { z } from 'zod';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { sampleSource } from '../sources/sample-source.ts';
import { openSqlite } from '../sources/sqlite/open-sqlite.ts';
import { onSqlite } from '../sources/sqlite/sqlite-error.ts';
import { Beside } from './beside.ts';
import { eventsAreRead, knownChunks } from './chunks-left.ts';
import { finishDetails } from './finish-details.ts';
import { finishEvents, type FinishedEvents } from './finish-events.ts';
import { inTransaction, readProgress, readText, writeText } from './ingest-state.ts';
import type { ChunkProgress } from './ingest-state.ts';
import type { IngestSummary } from './ingest-summary.ts';
import { readScans, type PlanChange } from './read-scans.ts';
import { planDigest, planSqlite } from './sqlite-plan.ts';
import type { PlanFindings, SqlitePlan, SqliteSource } from './sqlite-plan.ts';
import { createCellsSql, createStageSql, stageCells } from './stage-columns.ts';
import { stagedSummary } from './staged-summary.ts';
import { readingStage, sortingStage } from './stages.ts';
import { timeKindOf } from './time-kind.ts';
import type { WaitingReaders } from './waiting-readers.ts';

const findingsSchema = z.object({
  texts: z.array(z.object({ scan: z.number(), name: z.string() })),
  keysBeyond: z.boolean(),
});
const noFindings: PlanFindings = { texts: [], keysBeyond: false };

export interface SqliteInput {
  readonly source: SqliteSource;
  readonly mapping: Mapping;
  readonly fingerprint: string;
  /** How many threads read. */
  readonly readerCount: number;
  readonly waiting: WaitingReaders;
}

export async function ingestSqlite(
  duckDb: DuckDb,
  input: SqliteInput,
  context: JobContext,
): Promise<IngestSummary> {
  const { source, mapping, fingerprint } = input;
  context.progress(readingStage.name, 0);
  const event = await sampleSource(source, 'event');
  const detail = source.detail ? await sampleSource(source, 'detail') : null;
  const planWith = (findings: PlanFindings): SqlitePlan => {
    const database = openSqlite(source.file);
    try {
      return onSqlite(source.file, () =>
        planSqlite(database, source, mapping, { event, detail }, findings),
      );
    } finally {
      database.close();
    }
  };
  const { plan, events } = await readAll(duckDb, input, planWith, context);
  const progress = await readProgress(duckDb);
  const details = await finishDetails(duckDb, { plan, mapping, progress }, context);
  const timeKind = timeKindOf(event, mapping.time.column, mapping.time.format);
  return stagedSummary(plan, events, details, { fingerprint, timeKind });
}

interface ReadResult {
  /** By which the staging tables were filled in the end. */
  readonly plan: SqlitePlan;
  readonly events: FinishedEvents;
}

/** Reads what is missing in the staging tables, and makes `event` as soon as all events are there. */
async function readAll(
  duckDb: DuckDb,
  { source, mapping, readerCount, waiting }: SqliteInput,
  planWith: (findings: PlanFindings) => SqlitePlan,
  context: JobContext,
): Promise<ReadResult> {
  let findings = await readFindings(duckDb);
  for (;;) {
    const plan = planWith(findings);
    await prepareStage(duckDb, plan, findings);
    const progress = await readProgress(duckDb);
    const events = new Beside(duckDb, context, (own, ownContext) =>
      finishEvents(own, plan, mapping, ownContext),
    );
    const onCommit = (known: readonly ChunkProgress[]): void => {
      reportReading(plan, known, context);
      if (eventsAreRead(plan.chunks, knownChunks(known))) events.start();
    };
    try {
      onCommit(progress);
      const settings = { file: source.file, plan, progress, readerCount, waiting, onCommit };
      const change = await readScans(duckDb, settings, context);
      if (change === null) {
        context.progress(sortingStage.name, 0);
        return { plan, events: await events.result() };
      }
      findings = withChange(findings, change);
    } finally {
      await events.stop();
    }
  }
}

function withChange(findings: PlanFindings, change: PlanChange): PlanFindings {
  if (change === 'keys-beyond') return { ...findings, keysBeyond: true };
  return { ...findings, texts: [...findings.texts, change] };
}

async function readFindings(duckDb: DuckDb): Promise<PlanFindings> {
  const json = await readText(duckDb, 'findings');
  return json === null ? noFindings : findingsSchema.parse(JSON.parse(json));
}

/** Empty staging tables, unless those that are there belong to the same plan. */
async function prepareStage(
  duckDb: DuckDb,
  plan: SqlitePlan,
  findings: PlanFindings,
): Promise<void> {
  const digest = planDigest(plan);
  const resumable = (await readText(duckDb, 'plan')) === digest;
  await inTransaction(duckDb, async () => {
    await duckDb.run(createCellsSql);
    for (const [scan, of] of plan.scans.entries()) {
      // A query is read in one pass: half of it is of no use.
      if (resumable && (of.scan.kind === 'table' || (await isRead(duckDb, scan)))) continue;
      await duckDb.run(createStageSql(of.table, of.columns));
      await duckDb.run(`DELETE FROM ${stageCells} WHERE scan = ${scan};
        DELETE FROM read_progress WHERE scan = ${scan}`);
    }
    await writeText(duckDb, 'plan', digest);
    await writeText(duckDb, 'findings', JSON.stringify(findings));
  });
}

async function isRead(duckDb: DuckDb, scan: number): Promise<boolean> {
  const progress = await readProgress(duckDb);
  return progress.some((of) => of.scan === scan && of.finished);
}

/** By row ids; a query says only how many rows have come. */
function reportReading(
  { chunks }: SqlitePlan,
  known: readonly ChunkProgress[],
  context: JobContext,
): void {
  const upTo = new Map(known.map((of) => [`${of.scan}/${of.chunk}`, of.upTo]));
  let done = 0n;
  let all = 0n;
  for (const { scan, number, after, until } of chunks) {
    all += until - after;
    done += (upTo.get(`${scan}/${number}`) ?? after) - after;
  }
  const rowCount = known.reduce((sum, of) => sum + of.sourceRowCount, 0);
  const fraction = all > BigInt(chunks.length) ? Number(done) / Number(all) : null;
  context.progress(readingStage.name, fraction, `${rowCount.toLocaleString('en-US')} rows`);
}
