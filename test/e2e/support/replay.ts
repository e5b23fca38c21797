// A run of the window against the same recipe on the command line: equal bytes, table by table.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { personaeCommand } from '../../fixtures/personae-command.ts';
import type { Personae } from './personae.ts';
import { saveExport } from './workflow.ts';

/** At the export page, with the tables already saved as `<kind>.csv` in the test's folder. */
export async function expectSameBytes(
  personae: Personae,
  tables: readonly string[],
): Promise<void> {
  const at = (name: string): string => path.join(personae.folder, name);
  await saveExport(personae, 'Save recipe as json', at('recipe.json'));
  const options = ['--out', at('replayed'), '--threads', '1', '--no-pictures'];
  await personaeCommand(personae.folder, ['run', at('recipe.json'), ...options]);
  for (const kind of tables) {
    const replayed = readFileSync(at(`replayed/${kind}.csv`), 'utf8');
    expect(replayed === readFileSync(at(`${kind}.csv`), 'utf8'), kind).toBe(true);
  }
}
