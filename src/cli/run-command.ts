// `personae run`: a recipe from file to tables, numbers and pictures.
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PersonaeError } from '#shared/errors';
import { tablesOf } from '#shared/calls/export-kinds';
import { mapSources } from '#shared/recipe/map-sources';
import { asInNotebook } from '#shared/recipe/notebook-preset';
import { parseRecipe, type Recipe } from '#shared/recipe/recipe';
import { writeJson } from '#engine/exports/write-json';
import { writeTable } from '#engine/exports/write-table';
import { openWorkingStore } from '#engine/store/working-store';
import type { WorkflowRun } from '#engine/workflows/engine-workflow';
import { runRecipe, stagesOf, tableOf } from '#engine/workflows/workflows';
import { cliEnvironment } from './cli-environment.ts';
import { countOption, parseCommand, wrongUse } from './command-options.ts';
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
  if (values.out === undefined) throw wrongUse('personae run needs --out DIR.');
  const outFolder = path.resolve(values.out);
  const threadCount =
    values.threads === undefined ? undefined : countOption(values.threads, 'threads', 1);
  const environment = cliEnvironment(threadCount, values.store);
  const own = readRecipe(recipePath);
  const recipe = values['as-in-notebook'] ? notebookRecipe(own) : own;
  makeFolder(outFolder);
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

/** A recipe on its own knows of no project. */
function earlierRun(): never {
  throw new PersonaeError({
    code: 'run.missing',
    message:
      'The recipe takes its labels from a run of a project; the command line has no project.',
    hint: 'Export the assignments of that run, add them as a table, and take the label from there.',
  });
}

async function writeRun(run: WorkflowRun, folder: string): Promise<void> {
  for (const kind of tablesOf[run.result.workflow]) {
    const table = tableOf(kind, run);
    if (table) await writeTable(table, path.join(folder, `${kind}.csv`), 'csv');
  }
  await writeJson(run.result, path.join(folder, 'result.json'));
}

/** Paths in a recipe are relative to the recipe's own folder. */
function readRecipe(recipePath: string): Recipe {
  const name = path.basename(recipePath);
  const recipe = parseRecipe(parseJson(readText(recipePath, name), name), name);
  const folder = path.dirname(recipePath);
  return mapSources(recipe, (source) => ({ ...source, file: path.resolve(folder, source.file) }));
}

function readText(filePath: string, name: string): string {
  try {
    return readFileSync(filePath, 'utf8');
  } catch (thrown) {
    throw new PersonaeError(
      {
        code: 'file.missing',
        message: `${name} cannot be read.`,
        hint: 'Check the path of the recipe.',
      },
      thrown,
    );
  }
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : '';
    throw new PersonaeError(
      {
        code: 'recipe.invalid',
        message: `${name} is not JSON: ${reason}.`,
        hint: 'docs/recipe.md has examples.',
      },
      thrown,
    );
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (thrown) {
    throw new PersonaeError(
      {
        code: 'file.unwritable',
        message: `The folder ${folder} cannot be made.`,
        hint: 'Choose a folder where you may write.',
      },
      thrown,
    );
  }
}
