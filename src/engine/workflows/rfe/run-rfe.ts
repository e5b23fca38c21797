// A run of workflow RFE from the source to result and person columns; the same for window and
// command line.
import type { RfeRecipe } from '#shared/recipe/rfe-recipe';
import { rfeResultSchema, type RfeResult } from '#shared/results/rfe-result';
import { computeFeatures } from '../../features/compute-features.ts';
import { explainFeatures } from '../../features/explain-features.ts';
import type { PersonFeatures } from '../../features/person-features.ts';
import type { IngestedTables } from '../../ingest/ingested-tables.ts';
import { featuresStage, ingestStages, qualityStage } from '../../ingest/stages.ts';
import type { JobContext, Stage } from '../../jobs/job-context.ts';
import type { PersonColumns } from '../../people/person-columns.ts';
import { buildQualityReport } from '../../quality/build-quality-report.ts';
import { runInThread } from '../../threads/run-in-thread.ts';
import { analysisStages } from './analysis-context.ts';
import type {
  EarlierPersons,
  FeatureColumns,
  FeatureFacts,
  RfeAnalysis,
} from './analysis-input.ts';
import { earlierDate } from './earlier-date.ts';
import { plantedTruthOf } from '../planted-truth.ts';
import { eventsProvenance } from '../provenance.ts';
import { readEvents } from '../read-events.ts';
import type { WorkflowContext, WorkflowRun } from '../engine-workflow.ts';

export const rfeStages: readonly Stage[] = [
  ...ingestStages,
  qualityStage,
  featuresStage,
  ...Object.values(analysisStages),
];

/** @param recipe its source's file is a path */
export async function runRfe(
  recipe: RfeRecipe,
  { environment, store, job: context }: WorkflowContext,
): Promise<WorkflowRun<'rfe'>> {
  const tables = await readEvents(recipe, { environment, store, job: context });
  try {
    const quality = await buildQualityReport(tables, recipe, context);
    const persons = await computeFeatures(tables, recipe, context);
    const earlier = await earlierPersons(tables, recipe, persons, context);
    const analysis = await runInThread(
      'rfe.analyse',
      {
        personCount: persons.persons.length,
        asOf: persons.asOf,
        features: columnsOf(persons),
        facts: factsOf(recipe),
        earlier,
        truth: plantedTruthOf(recipe.source, persons.persons),
        choices: recipe,
      },
      environment,
      context,
    );
    const { personSegments, personMargins, ...shown } = analysis;
    const result = rfeResultSchema.parse({
      workflow: 'rfe',
      resultVersion: 1,
      provenance: eventsProvenance(recipe, tables, environment, {
        asOf: persons.asOf,
        personCount: persons.persons.length,
      }),
      quality,
      personColumns: personColumnsOf(shown.features),
      ...shown,
    });
    const columns = personColumns(persons, personSegments, personMargins);
    return { result, columns, arrays: {} };
  } finally {
    tables.close();
  }
}

export function columnsOf(persons: PersonFeatures): FeatureColumns {
  return [persons.recency, persons.frequency, persons.engagement];
}

function personColumns(
  persons: PersonFeatures,
  segment: RfeAnalysis['personSegments'],
  margin: RfeAnalysis['personMargins'],
): PersonColumns {
  const { recency, frequency, engagement } = persons;
  const numbers = { margin, recency, frequency, engagement };
  return { persons: persons.persons, segment, numbers };
}

function personColumnsOf(features: RfeAnalysis['features']): RfeResult['personColumns'] {
  return [
    { name: 'margin', label: 'Margin', kind: 'share' },
    ...features.map(({ name, label, unit }) => ({
      name,
      label,
      kind: unit === 'days' ? ('days' as const) : ('number' as const),
    })),
  ];
}

function factsOf(recipe: RfeRecipe): [FeatureFacts, FeatureFacts, FeatureFacts] {
  const [recency, frequency, engagement] = explainFeatures(
    recipe.mapping,
    recipe.features,
    recipe.asOf,
  );
  if (!recency || !frequency || !engagement) throw new Error('a recipe has three features');
  return [recency, frequency, engagement];
}

async function earlierPersons(
  tables: IngestedTables,
  recipe: RfeRecipe,
  now: PersonFeatures,
  context: JobContext,
): Promise<EarlierPersons | null> {
  const asOf = recipe.migrationFrom ?? earlierDate(tables.summary.firstTime, now.asOf);
  if (asOf === null || asOf >= now.asOf) return null;
  const then = await computeFeatures(tables, recipe, context, asOf);
  const rowOf = new Map(now.persons.map((person, row) => [person, row]));
  const kept = then.persons.flatMap((person, i) => (rowOf.has(person) ? [i] : []));
  if (kept.length === 0) return null;
  const take = (values: Float64Array): Float64Array => Float64Array.from(kept, (i) => values[i]!);
  return {
    asOf,
    features: [take(then.recency), take(then.frequency), take(then.engagement)],
    rows: Int32Array.from(kept, (i) => rowOf.get(then.persons[i]!)!),
  };
}
