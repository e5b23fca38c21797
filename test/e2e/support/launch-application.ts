// Starts the built application in a window, with a data folder of its own.
import path from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';
import { electronFlags } from '../../../scripts/set-up/installation.ts';
import { projectRoot } from '../../../scripts/set-up/paths.ts';

/**
 * @param folder where `user-data` is made
 * @param environment has ELECTRON_EXEC_PATH, and a display where there is none
 * @param projects are opened at the start
 */
export function launchApplication(
  folder: string,
  environment: NodeJS.ProcessEnv,
  projects: readonly string[] = [],
): Promise<ElectronApplication> {
  const executablePath = environment['ELECTRON_EXEC_PATH'];
  if (!executablePath) throw new Error('ELECTRON_EXEC_PATH is not set: npm run test:e2e sets it');
  const userData = `--user-data-dir=${path.join(folder, 'user-data')}`;
  return _electron.launch({
    executablePath,
    args: [...electronFlags(), userData, projectRoot, ...projects],
    env: { ...environment, LANG: 'en_US.UTF-8' },
  });
}
