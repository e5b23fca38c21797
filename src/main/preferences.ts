// The person's habits: so far only light, dark or as the system.
import path from 'node:path';
import { app } from 'electron';
import { z } from 'zod';
import { themes } from '#shared/calls/shell-calls';
import { readJson, writeJson } from './json-file.ts';

const preferencesSchema = z.object({ theme: z.enum(themes) });
export type Preferences = z.infer<typeof preferencesSchema>;

function preferencesFile(): string {
  return path.join(app.getPath('userData'), 'preferences.json');
}

export function readPreferences(): Preferences {
  return readJson(preferencesFile(), preferencesSchema, { theme: 'system' });
}

export function writePreferences(preferences: Preferences): void {
  writeJson(preferencesFile(), preferences);
}
