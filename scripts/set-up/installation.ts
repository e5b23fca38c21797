// Which Electron is installed, and how to start it. The stamp is written last, so that a set-up
// that was interrupted is never taken for a finished one.
import { existsSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { projectRoot, storeFolder } from './paths.ts';

/** An Electron on this machine. */
export interface ElectronInstallation {
  /** What was asked for; another pinned version makes another key and a new set-up. */
  readonly key: string;
  readonly version: string;
  /** Folder of the distribution, relative to the store. */
  readonly folder: string;
  /** The program, relative to the distribution's folder. */
  readonly program: string;
}

const stampFile = join(storeFolder, 'set-up.json');

/** The finished installation, if it is one of those wanted and is still there. */
export function finishedInstallation(wantedKeys: readonly string[]): ElectronInstallation | null {
  if (!existsSync(stampFile)) return null;
  const stamp = JSON.parse(readFileSync(stampFile, 'utf8')) as ElectronInstallation;
  return wantedKeys.includes(stamp.key) && existsSync(electronProgram(stamp)) ? stamp : null;
}

/** Marks the set-up as finished, in one step. */
export async function writeStamp(installation: ElectronInstallation): Promise<void> {
  const unfinished = `${stampFile}.new`;
  await writeFile(unfinished, `${JSON.stringify(installation, null, 2)}\n`);
  await rename(unfinished, stampFile);
}

/** Absolute path of the Electron program. */
export function electronProgram(installation: ElectronInstallation): string {
  return join(storeFolder, installation.folder, installation.program);
}

/** The environment in which electron-vite, Playwright and `npx electron` find this Electron. */
export function electronEnvironment(installation: ElectronInstallation): Record<string, string> {
  return {
    ELECTRON_EXEC_PATH: electronProgram(installation),
    ELECTRON_OVERRIDE_DIST_PATH: dirname(electronProgram(installation)),
  };
}

/** Flags that this machine, not the application, makes necessary: root has no process sandbox. */
export function electronFlags(): string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/** Major version of an installed Electron. */
export function electronMajor(installation: ElectronInstallation): number {
  return Number.parseInt(installation.version, 10);
}

/** A version pinned in package.json. */
export function pinnedVersion(name: string): string {
  const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >;
  const version = manifest.dependencies[name] ?? manifest.devDependencies[name];
  if (version === undefined) throw new Error(`package.json does not name ${name}.`);
  return version;
}
