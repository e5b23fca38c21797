// Sources of a few rows, written where they are needed, with the plainest of recipes.
import Database from 'better-sqlite3';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recipeOf, temporaryFolder, type RecipeParts } from './ingest-fixture.ts';

export const plain: Pick<RecipeParts, 'mapping' | 'quality'> = {
  mapping: { person: { column: 'who' }, time: { column: 'day', format: 'iso' } },
  quality: { robots: { treatment: 'keep' } },
};

export function csvRecipe(text: string, parts: Partial<RecipeParts> = {}) {
  const file = join(temporaryFolder(), 'events.csv');
  writeFileSync(file, text);
  return recipeOf({ source: { kind: 'delimited', file, options: {} }, ...plain, ...parts });
}

export function sqliteFile(sql: string): string {
  const file = join(temporaryFolder(), 'events.sqlite');
  const database = new Database(file);
  database.exec(sql);
  database.close();
  return file;
}

export function sqliteRecipe(sql: string, parts: Partial<RecipeParts> = {}) {
  const file = sqliteFile(sql);
  return recipeOf({ source: { kind: 'sqlite', file, from: { table: 'e' } }, ...plain, ...parts });
}
