// A seeded sample of persons, drawn by a digest of their keys: the same on every machine, whatever
// the order of rows.
import type { StatesRecipe } from '#shared/recipe/states-recipe';
import type { PanelSummary } from '#shared/results/states-result';
import type { IngestedTables } from '../ingest/ingested-tables.ts';
import { runCancellable } from '../ingest/run-cancellable.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { countedSql, type PanelQuery } from './panel-sql.ts';

const table = 'panel_sample';

export interface PersonSample {
  readonly conditions: readonly string[];
  readonly summary: PanelSummary['sample'];
}

export async function sampleConditions(
  { duckDb }: IngestedTables,
  query: PanelQuery,
  { seed, states }: StatesRecipe,
  context: JobContext,
): Promise<PersonSample> {
  const size = states.panel.personSample;
  if (size === null) return { conditions: [], summary: null };
  const persons = `SELECT DISTINCT person FROM (${countedSql(query)})`;
  const [row] = await runCancellable(duckDb, `SELECT count(*) FROM (${persons})`, context);
  const of = Number(row?.[0] ?? 0);
  if (of <= size) return { conditions: [], summary: null };
  await runCancellable(
    duckDb,
    `CREATE OR REPLACE TEMP TABLE ${table} AS SELECT person FROM (${persons})
      ORDER BY md5('${seed}:' || CAST(person AS VARCHAR)), person LIMIT ${size}`,
    context,
  );
  return {
    conditions: [`person IN (SELECT person FROM ${table})`],
    summary: { personCount: size, of, seed },
  };
}
