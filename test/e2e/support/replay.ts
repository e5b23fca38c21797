// A run of the window against the same recipe on the command line: equal bytes, table by table.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import type { Personae } from './personae.ts';
import { saveExport } from './workflow.ts';

const projectRoot = path.resolve(import.meta.dirname, '../../..');

/** At the export page, with the tables already saved as `<kind>.csv` in the test's folder. */
export async function expectSameBytes(
  personae: Personae,
  tables: readonly string[],
): Promise<void> {
  const at = (name: string): string => path.join(personae.folder, name);
  await saveExport(personae, 'Save recipe as json', at('recipe.json'));
  const args = ['run', at('recipe.json'), '--out', at('replayed'), '--threads', '1'];
  await promisify(execFile)(process.execPath, ['src/cli/index.ts', ...args, '--no-pictures'], {
    cwd: projectRoot,
    env: { ...process.env, XDG_CONFIG_HOME: at('config') },
  });
  for (const kind of tables) {
    const replayed = readFileSync(at(`replayed/${kind}.csv`), 'utf8');
    expect(replayed === readFileSync(at(`${kind}.csv`), 'utf8'), kind).toBe(true);
  }
}
