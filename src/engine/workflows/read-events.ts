// The events of a recipe as tables, with every column that its settings refer to.
import { readingOptions } from '../environment.ts';
import { ingest } from '../ingest/ingest.ts';
import type { IngestedTables } from '../ingest/ingested-tables.ts';
import type { WorkflowContext } from './engine-workflow.ts';
import { eventsMapping, type DatedRecipe } from './events-mapping.ts';

/** The tables must be closed by whoever asked for them. */
export async function readEvents(
  recipe: DatedRecipe,
  { environment, store, job }: Pick<WorkflowContext, 'environment' | 'store' | 'job'>,
): Promise<IngestedTables> {
  const mapping = await eventsMapping(recipe);
  return ingest(recipe.source, mapping, store, job, readingOptions(environment));
}
