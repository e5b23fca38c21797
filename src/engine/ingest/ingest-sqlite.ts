// SQLite: pages by threads into staging tables, committed as they come, then joined into `event`.
import type { Mapping } from '#shared/recipe/mapping';
import { z } from 'zod';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { sampleSource } from '../sources/sample-source.ts';
import { openSqlite } from '../sources/sqlite/open-sqlite.ts';
import { onSqlite } from '../sources/sqlite/sqlite-error.ts';
import { finishStaged } from './finish-staged.ts';
import { inTransaction, readProgress, readText, writeText } from './ingest-state.ts';
import type { ChunkProgress } from './ingest-state.ts';
import type { IngestSummary } from './ingest-summary.ts';
import type { IngestOptions } from './ingest.ts';
import { readScans } from './read-scans.ts';
import { planDigest, planSqlite } from './sqlite-plan.ts';
import type { PlanFindings, SqlitePlan, SqliteSource } from './sqlite-plan.ts';
import { createCellsSql, createStageSql, stageCells } from './stage-columns.ts';
import { readingStage, sortingStage } from './stages.ts';
import { timeKindOf } from './time-kind.ts';

const findingsSchema = z.object({
  texts: z.array(z.object({ scan: z.number(), name: z.string() })),
  keysBeyond: z.boolean(),
});
const noFindings: PlanFindings = { texts: [], keysBeyond: false };

export async function ingestSqlite(
  duckDb: DuckDb,
  source: SqliteSource,
  mapping: Mapping,
  fingerprint: string,
  context: JobContext,
  options: IngestOptions,
): Promise<IngestSummary> {
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
  const plan = await readAll(duckDb, source.file, planWith, context, options);
  context.progress(sortingStage.name, 0);
  const timeKind = timeKindOf(event, mapping.time.column, mapping.time.format);
  const progress = await readProgress(duckDb);
  return finishStaged(duckDb, { plan, mapping, progress, timeKind, fingerprint }, context);
}

/** Reads what is missing in the staging tables; says by which plan they were filled in the end. */
async function readAll(
  duckDb: DuckDb,
  file: string,
  planWith: (findings: PlanFindings) => SqlitePlan,
  context: JobContext,
  { threadCount, readerThreadUrl }: IngestOptions,
): Promise<SqlitePlan> {
  let findings = await readFindings(duckDb);
  for (;;) {
    const plan = planWith(findings);
    await prepareStage(duckDb, plan, findings);
    const progress = await readProgress(duckDb);
    const report = (known: readonly ChunkProgress[]): void => reportReading(plan, known, context);
    report(progress);
    const settings = { file, plan, progress, threadCount, readerThreadUrl, onCommit: report };
    const change = await readScans(duckDb, settings, context);
    if (change === null) return plan;
    findings =
      change === 'keys-beyond'
        ? { ...findings, keysBeyond: true }
        : { ...findings, texts: [...findings.texts, change] };
  }
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
