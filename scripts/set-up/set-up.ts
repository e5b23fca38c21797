// Makes this machine able to run Personae: system packages, Electron, better-sqlite3 for it.
// Everything is made aside and moved into place, so that it may be interrupted at any moment.
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import { finishedInstallation, writeStamp, type ElectronInstallation } from './installation.ts';
import { installElectron, wantedKeys } from './electron.ts';
import {
  nativeBuildIsKept,
  nativeModuleIsReady,
  needsNativeBuild,
  placeNativeModule,
} from './native-modules.ts';
import { storeFolder } from './paths.ts';
import { selfTest } from './self-test.ts';
import { missingRequirements, provideSystemPackages } from './system-packages.ts';

const scratchPrefix = 'unfinished-';
const waitForOtherSetUp = { retries: 900, factor: 1, minTimeout: 1000, maxTimeout: 1000 };

/** Sets up what is missing; quick where nothing is. Throws a SetUpError with what to do. */
export async function setUp(): Promise<ElectronInstallation> {
  return finished() ?? (await underLock(async () => finished() ?? (await complete())));
}

function finished(): ElectronInstallation | null {
  const installation = finishedInstallation(wantedKeys());
  if (installation === null || !nativeModuleIsReady(installation)) return null;
  return missingRequirements(false).length === 0 ? installation : null;
}

async function complete(): Promise<ElectronInstallation> {
  await removeScratch();
  const scratch = await mkdtemp(join(storeFolder, scratchPrefix));
  try {
    await provideSystemPackages(false);
    const electron = finishedInstallation(wantedKeys()) ?? (await installElectron(scratch));
    await provideSystemPackages(needsNativeBuild(electron) && !nativeBuildIsKept(electron));
    await placeNativeModule(electron, scratch);
    const { electron: version, sqlite } = await selfTest(electron);
    await writeStamp(electron);
    console.error(`Ready: Electron ${version}, SQLite ${sqlite}.`);
    return electron;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function underLock<T>(work: () => Promise<T>): Promise<T> {
  await mkdir(storeFolder, { recursive: true });
  const options = { lockfilePath: join(storeFolder, 'lock'), stale: 20_000 };
  const release = await lock(storeFolder, options).catch(() => {
    console.error('Waiting for another set-up of this folder to finish ...');
    return lock(storeFolder, { ...options, retries: waitForOtherSetUp });
  });
  try {
    return await work();
  } finally {
    await release();
  }
}

/** What an interrupted set-up left behind. */
async function removeScratch(): Promise<void> {
  for (const name of await readdir(storeFolder)) {
    if (name.startsWith(scratchPrefix)) {
      await rm(join(storeFolder, name), { recursive: true, force: true });
    }
  }
}
