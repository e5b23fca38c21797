// The list of recent projects on the start page. The window sees ids and names, never paths.
import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { app } from 'electron';
import { z } from 'zod';
import type { RecentProject } from '#shared/data/project';
import { readJson, writeJson } from './json-file.ts';

const entrySchema = z.object({
  path: z.string(),
  openedAt: z.string(),
  sizeBytes: z.number(),
  shares: z.array(z.object({ share: z.number(), colour: z.number() })),
});
type Entry = z.infer<typeof entrySchema>;

const limit = 12;

function recentFile(): string {
  return path.join(app.getPath('userData'), 'recent-projects.json');
}

function readEntries(): Entry[] {
  return readJson(recentFile(), z.array(entrySchema), []);
}

function idOf(projectPath: string): string {
  return createHash('sha256').update(projectPath).digest('hex').slice(0, 16);
}

function readableFolder(projectPath: string): string {
  const folder = path.dirname(projectPath);
  const home = os.homedir();
  return folder.startsWith(home) ? `~${folder.slice(home.length)}` : folder;
}

export function listRecentProjects(): RecentProject[] {
  return readEntries().map((entry) => {
    const available = existsSync(entry.path);
    return {
      id: idOf(entry.path),
      name: path.basename(entry.path, '.personae'),
      folder: readableFolder(entry.path),
      openedAt: entry.openedAt,
      sizeBytes: available ? statSync(entry.path).size : entry.sizeBytes,
      available,
      shares: entry.shares,
    };
  });
}

export function recentProjectPath(id: string): string | undefined {
  return readEntries().find((entry) => idOf(entry.path) === id)?.path;
}

export function rememberProject(projectPath: string, sizeBytes: number): void {
  const entries = readEntries();
  const shares = entries.find((entry) => entry.path === projectPath)?.shares ?? [];
  const rest = entries.filter((entry) => entry.path !== projectPath);
  const entry = { path: projectPath, openedAt: new Date().toISOString(), sizeBytes, shares };
  writeJson(recentFile(), [entry, ...rest].slice(0, limit));
}

export function rememberShares(projectPath: string, shares: Entry['shares']): void {
  const entries = readEntries();
  const entry = entries.find((candidate) => candidate.path === projectPath);
  if (!entry) return;
  entry.shares = shares;
  writeJson(recentFile(), entries);
}

export function forgetProject(id: string): void {
  writeJson(
    recentFile(),
    readEntries().filter((entry) => idOf(entry.path) !== id),
  );
}
