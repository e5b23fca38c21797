// What a person can take out of a run, written to the place they chose.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { ExportKind } from '#shared/calls/engine-calls';
import { readRun, type StoredRun } from '../project/project-runs.ts';
import { pathOfFile } from '../project/project-files.ts';
import type { EngineSession } from '../session.ts';
import { portableRecipe } from './portable-recipe.ts';
import { assignmentsTable, profileTable } from './result-tables.ts';
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
  const tableFormat = format === 'parquet' ? 'parquet' : 'csv';
  if (kind === 'assignments') {
    const table = assignmentsTable(run.result, session.people.columns(runId));
    await writeTable(table, target, tableFormat);
  } else if (kind === 'profile') {
    await writeTable(profileTable(run.result), target, tableFormat);
  } else {
    await writeJson(documentOf(kind, run, target, session), target);
  }
  return { fileName: path.basename(target), sizeBytes: (await stat(target)).size };
}

function documentOf(
  kind: 'result' | 'recipe' | 'model',
  run: StoredRun,
  target: string,
  session: EngineSession,
): unknown {
  if (kind === 'result') return run.result;
  if (kind === 'recipe') {
    const dataPath = pathOfFile(session.project, run.recipe.source.file);
    return portableRecipe(run.recipe, run.result, dataPath, path.dirname(target));
  }
  const { model, provenance, segments } = run.result;
  return { ...model, provenance, segments };
}
