// Ingests a database in a process of its own that kills itself, threads and all, at a given report of
// progress: no other process has to be quick enough to do so.
import { rfeRecipeSchema } from '#shared/recipe/rfe-recipe';
import { ingest } from '#engine/ingest/ingest';
import { silentContext } from '#engine/jobs/job-context';
import { openWorkingStore } from '#engine/store/working-store';
import { lookSlowly } from './slow-clock.ts';

const [recipeJson = '', storeFolder = '', readerThreadUrl = '', stage = '', fraction = ''] =
  process.argv.slice(2);
const recipe = rfeRecipeSchema.parse(JSON.parse(recipeJson));
const context = {
  ...silentContext(),
  progress: (name: string, reached: number | null) => {
    if (name !== stage || reached === null || reached < Number(fraction)) return;
    process.kill(process.pid, 'SIGKILL');
  },
};
performance.now = lookSlowly();
const tables = await ingest(recipe.source, recipe.mapping, openWorkingStore(storeFolder), context, {
  threadCount: 2,
  readerCount: 2,
  readerThreadUrl: new URL(readerThreadUrl),
});
tables.close();
