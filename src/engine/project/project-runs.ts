// Finished runs: recipe, result, person columns and names, written together or not at all.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { RunSummary } from '#shared/data/project';
import { PersonaeError } from '#shared/errors';
import { recipeSchema, workflows, type Recipe } from '#shared/recipe/recipe';
import { resultSchema, type Result } from '#shared/results/result';
import type { PersonColumns } from '../people/person-columns.ts';
import { fromColumnBytes, toColumnBytes } from './column-bytes.ts';
import type { ProjectFile } from './project-file.ts';
import { withGivenNames } from './segment-names.ts';
import { fromArrayBytes, toArrayBytes, type StoredArrays } from './stored-arrays.ts';

export interface NewRun {
  readonly recipe: Recipe;
  readonly result: Result;
  readonly columns: PersonColumns;
  readonly arrays: StoredArrays;
  readonly durationMs: number;
}

export interface StoredRun {
  readonly summary: RunSummary;
  readonly recipe: Recipe;
  readonly result: Result;
}

const rowSchema = z.object({
  id: z.string(),
  title: z.string(),
  workflow: z.enum(workflows),
  recipe_json: z.string(),
  result_json: z.string(),
  finished_at: z.string(),
  duration_ms: z.number(),
});

const columns = 'id, title, workflow, recipe_json, result_json, finished_at, duration_ms';

/** @returns the new run's id */
export function saveRun(project: ProjectFile, run: NewRun): string {
  const id = `run-${randomUUID()}`;
  const row = {
    id,
    title: run.recipe.title || nextTitle(project),
    workflow: run.recipe.workflow,
    recipe_json: JSON.stringify(run.recipe),
    result_json: JSON.stringify(run.result),
    finished_at: new Date().toISOString(),
    duration_ms: Math.round(run.durationMs),
  };
  project.save((database) => {
    database
      .prepare(
        `INSERT INTO run (${columns}) VALUES (@id, @title, @workflow, @recipe_json, @result_json, @finished_at, @duration_ms)`,
      )
      .run(row);
    const insert = database.prepare(
      'INSERT INTO run_column (run_id, name, bytes) VALUES (?, ?, ?)',
    );
    const blobs = { ...toColumnBytes(run.columns), ...toArrayBytes(run.arrays) };
    for (const [name, bytes] of Object.entries(blobs)) insert.run(id, name, bytes);
  });
  return id;
}

export function readRun(project: ProjectFile, runId: string): StoredRun {
  const found = project.database
    .prepare(`SELECT ${columns} FROM run WHERE id = ? AND removed_at IS NULL`)
    .get(runId);
  if (!found) throw missingRun();
  const row = rowSchema.parse(found);
  return orDamaged(project, row.title, () => toStoredRun(project, row));
}

export function listRuns(project: ProjectFile): RunSummary[] {
  const rows = project.database
    .prepare(
      `SELECT ${columns} FROM run WHERE removed_at IS NULL ORDER BY finished_at DESC, rowid DESC`,
    )
    .all();
  return rows.map((found) => {
    const row = rowSchema.parse(found);
    try {
      return toStoredRun(project, row).summary;
    } catch {
      // One run that cannot be read does not take the others with it.
      return unreadableSummary(row);
    }
  });
}

export function readColumns(project: ProjectFile, runId: string): PersonColumns {
  const blobs = readBlobs(project, runId, "name NOT LIKE 'array:%'");
  return orDamaged(project, titleOf(project, runId), () => fromColumnBytes(blobs));
}

export function readArrays(project: ProjectFile, runId: string): StoredArrays {
  const blobs = readBlobs(project, runId, "name LIKE 'array:%'");
  return orDamaged(project, titleOf(project, runId), () => fromArrayBytes(blobs));
}

function titleOf(project: ProjectFile, runId: string): string {
  const sql = 'SELECT title FROM run WHERE id = ?';
  return z.string().parse(project.database.prepare(sql).pluck().get(runId));
}

/** @throws PersonaeError `project.damaged` where what was stored is not what a run consists of */
function orDamaged<T>({ fileName }: ProjectFile, title: string, read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof PersonaeError) throw thrown;
    throw new PersonaeError(
      {
        code: 'project.damaged',
        message: `${title} cannot be read: it is damaged in ${fileName}, or another version of Personae saved it.`,
        hint: 'Run its recipe again; the other runs of the project are not touched.',
      },
      thrown,
    );
  }
}

const blobsSchema = z.array(z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) }));

function readBlobs(
  project: ProjectFile,
  runId: string,
  condition: string,
): Record<string, Uint8Array> {
  const known = project.database.prepare('SELECT 1 FROM run WHERE id = ?').get(runId);
  if (!known) throw missingRun();
  const rows = project.database
    .prepare(`SELECT name, bytes FROM run_column WHERE run_id = ? AND ${condition}`)
    .all(runId);
  return Object.fromEntries(blobsSchema.parse(rows).map(({ name, bytes }) => [name, bytes]));
}

/** A removed run can come back until the project is closed. */
export function setRemoved(project: ProjectFile, runId: string, removed: boolean): void {
  const removedAt = removed ? new Date().toISOString() : null;
  const changed = project.save((database) =>
    database.prepare('UPDATE run SET removed_at = ? WHERE id = ?').run(removedAt, runId),
  );
  if (changed.changes === 0) throw missingRun();
}

function nextTitle(project: ProjectFile): string {
  const count = z
    .number()
    .parse(project.database.prepare('SELECT count(*) FROM run').pluck().get());
  return `Run ${count + 1}`;
}

type Row = z.infer<typeof rowSchema>;

function toStoredRun(project: ProjectFile, row: Row): StoredRun {
  const stored = resultSchema.parse(JSON.parse(row.result_json));
  const result = withGivenNames(project, row.id, stored);
  const summary: RunSummary = {
    id: row.id,
    title: row.title,
    workflow: row.workflow,
    finishedAt: row.finished_at,
    durationMs: row.duration_ms,
    headline: result.headline,
    segmentCount: result.segments.length,
    personCount: result.provenance.personCount,
    shares: result.segments.map(({ personShare, colour }) => ({ share: personShare, colour })),
  };
  return { summary, recipe: recipeSchema.parse(JSON.parse(row.recipe_json)), result };
}

function unreadableSummary(row: Row): RunSummary {
  return {
    id: row.id,
    title: row.title,
    workflow: row.workflow,
    finishedAt: row.finished_at,
    durationMs: row.duration_ms,
    headline: 'This run cannot be read: it is damaged, or another version of Personae saved it.',
    segmentCount: 0,
    personCount: 0,
    shares: [],
  };
}

function missingRun(): PersonaeError {
  return new PersonaeError({
    code: 'run.missing',
    message: 'This run is not in the project any more.',
    hint: 'Choose another run, or run the recipe again.',
  });
}
