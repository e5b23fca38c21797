// The panel: a row a person and period, in the order of persons and periods, on shared memory.
import { PersonaeError } from '#shared/errors';
import type { StatesRecipe } from '#shared/recipe/states-recipe';
import type { PanelSummary } from '#shared/results/states-result';
import { countText } from '../count-text.ts';
import type { IngestedTables } from '../ingest/ingested-tables.ts';
import { runCancellable } from '../ingest/run-cancellable.ts';
import type { JobContext, Stage } from '../jobs/job-context.ts';
import { panelQuery } from './panel-query.ts';
import { countedSql, parts, seenSql, shownPanelSql, spansSql } from './panel-sql.ts';
import type { PanelQuery } from './panel-sql.ts';
import { summarisePanel } from './panel-summary.ts';
import { requireOneRow } from './require-one-row.ts';
import type { ResolvedFeature } from './resolve-features.ts';
import { sampleConditions } from './sample-persons.ts';
import { streamPanel, type PanelRows } from './stream-panel.ts';

export const panelStage: Stage = { name: 'Building the panel', weight: 8 };

export interface BuiltPanel extends PanelRows {
  readonly features: readonly ResolvedFeature[];
  /** SQL of each feature alone, as it is shown. */
  readonly featureSql: readonly string[];
  readonly asOf: string;
  readonly lastPeriod: number;
  readonly summary: Omit<PanelSummary, 'lengths'>;
  readonly warnings: readonly string[];
}

/**
 * @throws PersonaeError `recipe.invalid`, `mapping.incomplete`, `column.type`, `data.duplicate-rows`,
 *   `data.too-few-persons` where nobody has enough periods
 */
export async function buildPanel(
  tables: IngestedTables,
  recipe: StatesRecipe,
  context: JobContext,
): Promise<BuiltPanel> {
  context.progress(panelStage.name, null);
  const asked = await panelQuery(tables, recipe, context);
  if (asked.query.settings.input === 'panel') await requireOneRow(tables, asked.query, context);
  const sample = await sampleConditions(tables, asked.query, recipe, context);
  const query = {
    ...asked.query,
    conditions: [...asked.query.conditions, ...sample.conditions],
  };
  await preparePanel(tables, query, context);
  const summary = await summarisePanel(tables, query, asked.robotCount, sample.summary, context);
  if (summary.personCount === 0) throw nobody(summary, query);
  const rows = await streamPanel(tables, query, summary, context);
  context.progress(panelStage.name, 1);
  return {
    ...rows,
    features: query.features,
    featureSql: query.features.map((feature) => shownPanelSql({ ...query, features: [feature] })),
    asOf: query.asOf,
    lastPeriod: query.lastPeriod,
    summary: { ...summary, sql: shownPanelSql(query) },
    warnings: asked.warnings,
  };
}

/** What was seen, and the span of every person, as temporary tables. */
export async function preparePanel(
  tables: IngestedTables,
  query: PanelQuery,
  context: JobContext,
): Promise<void> {
  const counted = `(${countedSql(query)})`;
  const statements = [
    `CREATE OR REPLACE TEMP TABLE ${parts.seen} AS ${seenSql(query, counted)}`,
    `CREATE OR REPLACE TEMP TABLE ${parts.spans} AS ${spansSql(query)}`,
  ];
  for (const sql of statements) await runCancellable(tables.duckDb, sql, context);
}

function nobody({ leftOut }: Pick<PanelSummary, 'leftOut'>, { until }: PanelQuery): PersonaeError {
  const reasons = leftOut.map(({ reason, personCount }) => {
    return `${countText(personCount)} ${personCount === 1 ? 'person' : 'people'}: ${reason}`;
  });
  return new PersonaeError({
    code: 'data.too-few-periods',
    message: `Nobody is left in the panel of the time before ${until}. ${reasons.join('; ')}.`,
    hint: 'Take shorter periods, a later as-of date, or fewer periods as the least.',
  });
}
