// A working store in a folder of its own, and recipes in few words.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { rfeRecipeSchema, type RfeRecipe, type RfeRecipeInput } from '#shared/recipe/rfe-recipe';
import type { IngestedTables } from '#engine/ingest/ingested-tables';
import { ingest } from '#engine/ingest/ingest';
import { silentContext, type JobContext } from '#engine/jobs/job-context';
import { openWorkingStore, type WorkingStore } from '#engine/store/working-store';

export const readerThreadUrl = new URL(
  '../../../src/engine/sources/sqlite/reader-thread.ts',
  import.meta.url,
);

/** Removed when the test has finished. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'personae-ingest-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Removed when all tests of the file have finished; to be called in a hook of the file. */
export function temporaryFolderOfFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'personae-ingest-'));
  foldersOfFile.push(folder);
  return folder;
}

const foldersOfFile: string[] = [];
afterAll(() => {
  for (const folder of foldersOfFile) rmSync(folder, { recursive: true, force: true });
});

export type RecipeParts = Omit<RfeRecipeInput, 'version' | 'workflow'>;

export function recipeOf(parts: RecipeParts): RfeRecipe {
  return rfeRecipeSchema.parse({ version: 1, workflow: 'rfe', ...parts });
}

/** The tables of a recipe, closed when the test has finished. */
export async function ingested(
  recipe: RfeRecipe,
  {
    store = openWorkingStore(join(temporaryFolder(), 'store')),
    context = silentContext(),
    threadCount = 2,
  }: { store?: WorkingStore; context?: JobContext; threadCount?: number } = {},
): Promise<IngestedTables> {
  // However small the files, several threads read them.
  const options = { threadCount, readerCount: threadCount, readerThreadUrl };
  const tables = await ingest(recipe.source, recipe.mapping, store, context, options);
  onTestFinished(() => tables.close());
  return tables;
}

export const avitoSource = (file: string): RecipeParts['source'] => ({
  kind: 'sqlite',
  file,
  from: { table: 'SearchInfo' },
  detail: { table: 'trainSearchStream', key: 'SearchID', eventKey: 'SearchID' },
});

export const avitoMapping: RecipeParts['mapping'] = {
  person: { column: 'UserID' },
  time: { column: 'SearchDate', format: 'iso' },
  click: { column: 'IsClick', from: 'detail' },
};
