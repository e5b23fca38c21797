// What an identity map holds: pairs, keys of several persons, persons of several keys.
import { basename } from 'node:path';
import type { JoinedTableReport } from '#shared/results/join-report';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import { asText } from '../duckdb/js-value.ts';
import { runCancellable } from '../ingest/run-cancellable.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { pairsSql } from './join-sql.ts';
import type { PlannedTable } from './join-plan.ts';

const exampleCount = 5;

export async function reportIdentity(
  duckDb: DuckDb,
  table: PlannedTable,
  context: JobContext,
): Promise<JoinedTableReport['identity']> {
  if (!table.identity) return null;
  const pairs = pairsSql(table);
  const [[pairCount, severalKeys] = []] = await runCancellable(
    duckDb,
    `SELECT coalesce(sum(keys), 0), count(*) FILTER (WHERE keys > 1)
      FROM (SELECT person, count(*) AS keys FROM (${pairs}) GROUP BY person)`,
    context,
  );
  const shared = `SELECT key FROM (${pairs}) GROUP BY key HAVING count(*) > 1`;
  const [[sharedCount] = []] = await runCancellable(
    duckDb,
    `SELECT count(*) FROM (${shared})`,
    context,
  );
  const examples = await runCancellable(
    duckDb,
    `SELECT key FROM (${shared}) ORDER BY key LIMIT ${exampleCount}`,
    context,
  );
  return {
    fileName: basename(table.identity.source.file),
    pairCount: Number(pairCount ?? 0),
    sharedKeyCount: Number(sharedCount ?? 0),
    sharedExamples: examples.map(([key]) => asText(key)),
    severalKeysCount: Number(severalKeys ?? 0),
  };
}
