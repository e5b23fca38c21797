// The data files of a project: a handle for the window, a path for the engine.
import { randomUUID } from 'node:crypto';
import { existsSync, statSync, type Stats } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { FileReference } from '#shared/data/project';
import { PersonaeError } from '#shared/errors';
import { fileError } from '../sources/file-error.ts';
import type { ProjectFile } from './project-file.ts';

const rowSchema = z.object({
  handle: z.string(),
  path: z.string(),
  relative_path: z.string(),
  file_name: z.string(),
  size_bytes: z.number(),
});
type Row = z.infer<typeof rowSchema>;

const columns = 'handle, path, relative_path, file_name, size_bytes';

/** @throws PersonaeError file.missing, file.unreadable */
export function registerFile(project: ProjectFile, filePath: string): FileReference {
  const known = rowSchema
    .optional()
    .parse(project.database.prepare(`SELECT ${columns} FROM file WHERE path = ?`).get(filePath));
  const handle = known?.handle ?? `file-${randomUUID()}`;
  const status = statOf(filePath);
  const row: Row = {
    handle,
    path: filePath,
    relative_path: path.relative(path.dirname(project.path), filePath),
    file_name: path.basename(filePath),
    size_bytes: status.isDirectory() ? 0 : status.size,
  };
  project.save((database) =>
    database
      .prepare(
        `INSERT OR REPLACE INTO file (${columns}) VALUES (@handle, @path, @relative_path, @file_name, @size_bytes)`,
      )
      .run(row),
  );
  return toReference(project, row);
}

function statOf(filePath: string): Stats {
  try {
    return statSync(filePath);
  } catch (thrown) {
    throw fileError(thrown, filePath);
  }
}

export function listFiles(project: ProjectFile): FileReference[] {
  const rows = project.database.prepare(`SELECT ${columns} FROM file ORDER BY rowid`).all();
  return z
    .array(rowSchema)
    .parse(rows)
    .map((row) => toReference(project, row));
}

/** @throws PersonaeError handle.unknown, file.missing */
export function pathOfFile(project: ProjectFile, handle: string): string {
  const row = project.database.prepare(`SELECT ${columns} FROM file WHERE handle = ?`).get(handle);
  if (!row) {
    throw new PersonaeError({
      code: 'handle.unknown',
      message: 'The project does not know this file.',
      hint: 'Choose the data again.',
    });
  }
  const parsed = rowSchema.parse(row);
  const found = existingPath(project, parsed);
  if (found) return found;
  throw new PersonaeError({
    code: 'file.missing',
    message: `${parsed.file_name} is not where it was.`,
    hint: 'Put it back, or choose the data again. Earlier results stay.',
  });
}

function existingPath(project: ProjectFile, row: Row): string | undefined {
  const beside = path.resolve(path.dirname(project.path), row.relative_path);
  return [row.path, beside].find((candidate) => existsSync(candidate));
}

function toReference(project: ProjectFile, row: Row): FileReference {
  return {
    handle: row.handle,
    fileName: row.file_name,
    sizeBytes: row.size_bytes,
    available: existingPath(project, row) !== undefined,
  };
}
