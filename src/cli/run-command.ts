// `personae run`: a recipe from file to tables, numbers and pictures.
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PersonaeError } from '#shared/errors';
import { parseRecipe, type Recipe } from '#shared/recipe/recipe';
import { assignmentsTable, profileTable } from '#engine/exports/result-tables';
import { writeJson } from '#engine/exports/write-json';
import { writeTable } from '#engine/exports/write-table';
import { openWorkingStore } from '#engine/store/working-store';
import { runRfe, rfeStages, type RfeRun } from '#engine/workflows/rfe/run-rfe';
import { cliEnvironment } from './cli-environment.ts';
import { countOption, parseCommand, wrongUse } from './command-options.ts';
import { runJob } from './run-job.ts';
import { writePictures } from './write-pictures.ts';

const options = {
  out: { type: 'string' },
  threads: { type: 'string' },
  store: { type: 'string' },
  'no-pictures': { type: 'boolean', default: false },
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
  const recipe = readRecipe(recipePath);
  makeFolder(outFolder);
  const store = openWorkingStore(environment.workingStoreFolder);
  await runJob({
    kind: 'rfe',
    stages: [...rfeStages, writingStage],
    run: async (context) => {
      const run = await runRfe(recipe, environment, store, context);
      context.progress(writingStage.name, 0);
      await writeRun(run, outFolder);
      if (!values['no-pictures']) {
        context.progress(writingStage.name, 0.3);
        await writePictures(run.result, outFolder);
      }
    },
  });
}

async function writeRun({ result, columns }: RfeRun, folder: string): Promise<void> {
  await writeTable(assignmentsTable(result, columns), path.join(folder, 'assignments.csv'), 'csv');
  await writeTable(profileTable(result), path.join(folder, 'profile.csv'), 'csv');
  await writeJson(result, path.join(folder, 'result.json'));
}

/** Paths in a recipe are relative to the recipe's own folder. */
function readRecipe(recipePath: string): Recipe {
  const name = path.basename(recipePath);
  const recipe = parseRecipe(parseJson(readText(recipePath, name), name), name);
  const file = path.resolve(path.dirname(recipePath), recipe.source.file);
  return { ...recipe, source: { ...recipe.source, file } };
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
