// Electron as its makers publish it: checksums come with the pinned npm package `electron`, the
// download is given up soon where a firewall swallows it.
import { downloadArtifact } from '@electron/get';
import checksums from 'electron/checksums.json' with { type: 'json' };
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pinnedVersion, type ElectronInstallation } from './installation.ts';
import { downloadProgress } from './progress.ts';
import { unpackZip } from './unpack-zip.ts';

const firstByteMilliseconds = 8_000;
const stallMilliseconds = 30_000;

const programs: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/** The key of the official build that package.json asks for. */
export function officialKey(): string {
  return `electron@${pinnedVersion('electron')} ${process.platform}-${process.arch}`;
}

/**
 * Fetches and unpacks the official build, unless its folder is there already.
 *
 * @param store where the finished folder goes
 * @param workFolder scratch folder on the same disk
 * @throws where the download host is out of reach, or the file has not the pinned checksum
 */
export async function installOfficialElectron(
  store: string,
  workFolder: string,
): Promise<ElectronInstallation> {
  const version = pinnedVersion('electron');
  const folder = `electron-${version}-${process.platform}-${process.arch}`;
  if (!existsSync(join(store, folder))) {
    await unpackZip(await download(version), join(workFolder, folder));
    await rename(join(workFolder, folder), join(store, folder));
  }
  const program = programs[process.platform] ?? 'electron';
  return { key: officialKey(), version, folder, program };
}

async function download(version: string): Promise<string> {
  const show = downloadProgress(`Electron ${version}`);
  const watch = new AbortController();
  const giveUp = (): void => watch.abort(new Error('no answer in time'));
  let timer = setTimeout(giveUp, firstByteMilliseconds);
  try {
    return await downloadArtifact({
      version,
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      checksums,
      downloadOptions: {
        quiet: true,
        signal: watch.signal,
        getProgressCallback: (progress: { transferred: number; total: number | null }) => {
          clearTimeout(timer);
          timer = setTimeout(giveUp, stallMilliseconds);
          show(progress.transferred, progress.total);
        },
      },
    });
  } finally {
    clearTimeout(timer);
  }
}
