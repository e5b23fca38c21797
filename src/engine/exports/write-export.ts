// What a person can take out of a run, written to the place they chose.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { documentKinds, type DocumentKind, type ExportKind } from '#shared/calls/export-kinds';
import { PersonaeError } from '#shared/errors';
import { readArrays, readRun, type StoredRun } from '../project/project-runs.ts';
import { pathOfFile } from '../project/project-files.ts';
import type { EngineSession } from '../session.ts';
import { modelDocument } from './model-document.ts';
import { portableRecipe } from './portable-recipe.ts';
import { tableOf } from '../workflows/workflows.ts';
import { writeJson } from './write-json.ts';
import { writeTable, type TableFormat } from './write-table.ts';

export async function writeExport(
  runId: string,
  kind: ExportKind,
  format: TableFormat | 'json',
  target: string,
  session: EngineSession,
): Promise<{ fileName: string; sizeBytes: number }> {
  const run = readRun(session.project, runId);
  if (isDocument(kind)) {
    await writeJson(documentOf(kind, run, target, session), target);
  } else {
    const contents = {
      result: run.result,
      columns: session.people.columns(runId),
      arrays: readArrays(session.project, runId),
    };
    const table = tableOf(kind, contents);
    if (!table) throw noTable(kind, run);
    await writeTable(table, target, format === 'parquet' ? 'parquet' : 'csv');
  }
  return { fileName: path.basename(target), sizeBytes: (await stat(target)).size };
}

function isDocument(kind: ExportKind): kind is DocumentKind {
  return documentKinds.some((document) => document === kind);
}

function noTable(kind: ExportKind, { recipe }: StoredRun): PersonaeError {
  return new PersonaeError({
    code: 'call.invalid',
    message: `A run of workflow ${recipe.workflow} has no table ${kind}.`,
  });
}

function documentOf(
  kind: DocumentKind,
  run: StoredRun,
  target: string,
  session: EngineSession,
): unknown {
  if (kind === 'result') return run.result;
  if (kind === 'recipe') {
    const pathOf = (handle: string) => pathOfFile(session.project, handle);
    return portableRecipe(run.recipe, run.result, pathOf, path.dirname(target));
  }
  const arrays = readArrays(session.project, run.summary.id);
  return modelDocument({ result: run.result, arrays });
}
