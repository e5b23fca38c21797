// Ingests a database in a process of its own, to be killed at any moment. Says on standard output
// when reading has begun.
import { rfeRecipeSchema } from '#shared/recipe/rfe-recipe';
import { ingest } from '#engine/ingest/ingest';
import { silentContext } from '#engine/jobs/job-context';
import { openWorkingStore } from '#engine/store/working-store';

const [recipeJson = '', storeFolder = '', readerThreadUrl = ''] = process.argv.slice(2);
const recipe = rfeRecipeSchema.parse(JSON.parse(recipeJson));
const context = {
  ...silentContext(),
  progress: (stage: string, fraction: number | null) =>
    process.stdout.write(`${stage} ${fraction}\n`),
};
const tables = await ingest(recipe.source, recipe.mapping, openWorkingStore(storeFolder), context, {
  threadCount: 2,
  readerThreadUrl: new URL(readerThreadUrl),
});
tables.close();
process.stdout.write('finished\n');
