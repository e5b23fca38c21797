// `personae score`: new people placed by a saved model, as the window does it.
import path from 'node:path';
import { PersonaeError } from '#shared/errors';
import { parseModelDocument } from '#engine/exports/model-document';
import { writeJson } from '#engine/exports/write-json';
import { writeTable, type TableFormat } from '#engine/exports/write-table';
import { openWorkingStore } from '#engine/store/working-store';
import type { FittedModel } from '#engine/workflows/engine-workflow';
import { scoreData, scoreStagesOf } from '#engine/workflows/workflows';
import { cliEnvironment } from './cli-environment.ts';
import { parseCommand, threadsOption, wrongUse } from './command-options.ts';
import { makeFolder } from './make-folder.ts';
import { earlierRun } from './no-project.ts';
import { readJson } from './read-json.ts';
import { readRecipe } from './read-recipe.ts';
import { runJob } from './run-job.ts';
import { withNewFiles } from './with-new-files.ts';

const options = {
  out: { type: 'string' },
  data: { type: 'string' },
  table: { type: 'string', multiple: true },
  identity: { type: 'string', multiple: true },
  format: { type: 'string', default: 'csv' },
  threads: { type: 'string' },
  store: { type: 'string' },
} as const;

const writingStage = { name: 'Writing results', weight: 1 };

export async function scoreCommand(args: string[]): Promise<void> {
  const { values, positionals } = parseCommand({ args, options, allowPositionals: true });
  const [modelPath, recipePath] = positionals;
  if (modelPath === undefined || recipePath === undefined || positionals.length > 2) {
    throw wrongUse('personae score needs one model and the recipe that made it.');
  }
  if (!values.out) throw wrongUse('personae score needs --out DIR.');
  const format = tableFormat(values.format);
  const environment = cliEnvironment(threadsOption(values.threads), values.store);
  const fitted = readModel(modelPath);
  const own = readRecipe(recipePath);
  requireSameWorkflow(fitted, own.workflow);
  const recipe = withNewFiles(own, values);
  const outFolder = makeFolder(values.out);
  const store = openWorkingStore(environment.workingStoreFolder);
  await runJob({
    kind: 'score',
    stages: [...scoreStagesOf(recipe), writingStage],
    run: async (job) => {
      const context = { environment, store, job, earlierRun };
      const { table, drift, segments } = await scoreData(fitted, recipe, context);
      job.progress(writingStage.name, 0);
      await writeTable(table, path.join(outFolder, `assignments.${format}`), format);
      await writeJson({ drift, segments }, path.join(outFolder, 'drift.json'));
      process.stdout.write(`${drift.sentence}\n`);
    },
  });
}

function readModel(modelPath: string): FittedModel {
  const json = readJson(modelPath, {
    name: 'model',
    code: 'model.invalid',
    hint: 'personae --help says which file it is.',
  });
  return parseModelDocument(json, path.basename(modelPath));
}

function requireSameWorkflow({ result }: FittedModel, workflow: string): void {
  if (result.workflow === workflow) return;
  throw new PersonaeError({
    code: 'model.invalid',
    message: `The model is of workflow ${result.workflow}, the recipe of workflow ${workflow}.`,
    hint: 'Give the recipe that made the model.',
  });
}

function tableFormat(format: string): TableFormat {
  if (format === 'csv' || format === 'parquet') return format;
  throw wrongUse(`--format is csv or parquet, not ${format}.`);
}
