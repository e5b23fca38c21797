// The quality page before anything is fitted: reads the source and says what is in it.
import type { QualityReport } from '#shared/data/quality-report';
import type { EventRecipe } from '#shared/recipe/event-recipe';
import { readingOptions, type EngineEnvironment } from '../environment.ts';
import { ingest } from '../ingest/ingest.ts';
import { ingestStages, qualityStage } from '../ingest/stages.ts';
import type { JobContext, Stage } from '../jobs/job-context.ts';
import { buildQualityReport } from './build-quality-report.ts';
import type { WorkingStore } from '../store/working-store.ts';

export const qualityStages: readonly Stage[] = [...ingestStages, qualityStage];

/** @param recipe its source's file is a path */
export async function checkQuality(
  recipe: EventRecipe,
  environment: EngineEnvironment,
  store: WorkingStore,
  context: JobContext,
): Promise<QualityReport> {
  const options = readingOptions(environment);
  const tables = await ingest(recipe.source, recipe.mapping, store, context, options);
  try {
    return await buildQualityReport(tables, recipe, context);
  } finally {
    tables.close();
  }
}
