// The recipe under work, saved as often as it changes.
import { z } from 'zod';
import { draftSchema, type Draft } from '#shared/data/project';
import type { ProjectFile } from './project-file.ts';

const rowSchema = z.object({ json: z.string() });

export function readDraft(project: ProjectFile): Draft {
  const row = project.database.prepare('SELECT json FROM draft WHERE id = 1').get();
  if (!row) return draftSchema.parse({});
  const stored = draftSchema.safeParse(parsed(rowSchema.parse(row).json));
  return stored.success ? stored.data : draftSchema.parse({});
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** @returns the moment of the save, ISO 8601 */
export function saveDraft(project: ProjectFile, draft: Draft): string {
  const savedAt = new Date().toISOString();
  project.save((database) =>
    database
      .prepare('INSERT OR REPLACE INTO draft (id, json, saved_at) VALUES (1, ?, ?)')
      .run(JSON.stringify(draft), savedAt),
  );
  return savedAt;
}
