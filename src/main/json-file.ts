// A small settings file of the application's own: written beside itself and renamed, so that it is
// whole or as before.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';

/** The file's content, or the schema's default where it is absent or damaged. */
export function readJson<S extends z.ZodType>(
  file: string,
  schema: S,
  absent: z.output<S>,
): z.output<S> {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return absent;
  }
}

export function writeJson(file: string, value: unknown): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.new`;
  writeFileSync(draft, JSON.stringify(value, undefined, 2));
  renameSync(draft, file);
}
