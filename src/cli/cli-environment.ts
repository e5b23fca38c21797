// Where the command line keeps its working store, and how many threads it uses.
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { EngineEnvironment } from '#engine/environment';

const packageFile = new URL('../../package.json', import.meta.url);

/** The application's own data folder, as the window has it. */
function dataFolder(): string {
  const home = os.homedir();
  if (process.platform === 'win32') {
    return path.join(process.env['APPDATA'] ?? path.join(home, 'AppData', 'Roaming'), 'Personae');
  }
  if (process.platform === 'darwin') {
    return path.join(home, 'Library', 'Application Support', 'Personae');
  }
  return path.join(process.env['XDG_CONFIG_HOME'] ?? path.join(home, '.config'), 'Personae');
}

export function cliEnvironment(
  threadCount: number | undefined,
  store: string | undefined,
): EngineEnvironment {
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string };
  return {
    workingStoreFolder: store ? path.resolve(store) : path.join(dataFolder(), 'working-store'),
    threadCount: threadCount ?? Math.min(8, os.availableParallelism()),
    threadUrls: {
      job: new URL('../engine/threads/job-thread.ts', import.meta.url),
      team: new URL('../engine/threads/team-thread.ts', import.meta.url),
      reader: new URL('../engine/sources/sqlite/reader-thread.ts', import.meta.url),
    },
    personaeVersion: version,
  };
}
