// `personae run`: a recipe from file to tables, numbers and pictures.
import path from 'node:path';
import { tablesOf } from '#shared/calls/export-kinds';
import { asInNotebook } from '#shared/recipe/notebook-preset';
import type { Recipe } from '#shared/recipe/recipe';
import { modelDocument } from '#engine/exports/model-document';
import { writeJson } from '#engine/exports/write-json';
import { writeTable } from '#engine/exports/write-table';
import { openWorkingStore } from '#engine/store/working-store';
import type { WorkflowRun } from '#engine/workflows/engine-workflow';
import { runRecipe, stagesOf, tableOf } from '#engine/workflows/workflows';
import { cliEnvironment } from './cli-environment.ts';
import { parseCommand, threadsOption, wrongUse } from './command-options.ts';
import { makeFolder } from './make-folder.ts';
import { earlierRun } from './no-project.ts';
import { readRecipe } from './read-recipe.ts';
import { runJob } from './run-job.ts';
import { writePictures } from './write-pictures.ts';

const options = {
  out: { type: 'string' },
  threads: { type: 'string' },
  store: { type: 'string' },
  'no-pictures': { type: 'boolean', default: false },
  'as-in-notebook': { type: 'boolean', default: false },
} as const;

const writingStage = { name: 'Writing results', weight: 4 };

export async function runCommand(args: string[]): Promise<void> {
  const { values, positionals } = parseCommand({ args, options, allowPositionals: true });
  const [recipePath] = positionals;
  if (recipePath === undefined || positionals.length > 1) {
    throw wrongUse('personae run needs one recipe.');
  }
  if (!values.out) throw wrongUse('personae run needs --out DIR.');
  const environment = cliEnvironment(threadsOption(values.threads), values.store);
  const own = readRecipe(recipePath);
  const recipe = values['as-in-notebook'] ? notebookRecipe(own) : own;
  const outFolder = makeFolder(values.out);
  const store = openWorkingStore(environment.workingStoreFolder);
  await runJob({
    kind: 'fit',
    stages: [...stagesOf(recipe), writingStage],
    run: async (context) => {
      const run = await runRecipe(recipe, { environment, store, job: context, earlierRun });
      context.progress(writingStage.name, 0);
      await writeRun(run, outFolder);
      if (!values['no-pictures']) {
        context.progress(writingStage.name, 0.3);
        await writePictures(run.result, outFolder);
      }
    },
  });
}

function notebookRecipe(recipe: Recipe): Recipe {
  if (recipe.workflow === 'states') return { ...recipe, states: asInNotebook(recipe.states) };
  throw wrongUse('--as-in-notebook is for recipes of workflow states.');
}

async function writeRun(run: WorkflowRun, folder: string): Promise<void> {
  for (const kind of tablesOf[run.result.workflow]) {
    const table = tableOf(kind, run);
    if (table) await writeTable(table, path.join(folder, `${kind}.csv`), 'csv');
  }
  await writeJson(run.result, path.join(folder, 'result.json'));
  await writeJson(modelDocument(run), path.join(folder, 'model.json'));
}
