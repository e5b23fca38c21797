// Electron as its makers publish it: checksums come with the pinned npm package `electron`, the
// download is given up soon where a firewall swallows it.
import { downloadArtifact, type MirrorOptions } from '@electron/get';
import checksums from 'electron/checksums.json' with { type: 'json' };
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pinnedVersion, type ElectronInstallation } from './installation.ts';
import { downloadProgress } from './progress.ts';
import { unpackZip } from './unpack-zip.ts';

/** How the official build is fetched; a mirror named in ELECTRON_MIRROR goes before the one here. */
export interface OfficialDownload {
  readonly checksums: Record<string, string>;
  readonly mirrorOptions?: MirrorOptions;
  readonly cacheRoot?: string;
  /** Longest wait for the first bytes, and for more of them. */
  readonly firstByteMilliseconds: number;
  readonly stallMilliseconds: number;
}

const usualDownload: OfficialDownload = {
  checksums,
  firstByteMilliseconds: 8_000,
  stallMilliseconds: 30_000,
};

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
  download = usualDownload,
): Promise<ElectronInstallation> {
  const version = pinnedVersion('electron');
  const folder = `electron-${version}-${process.platform}-${process.arch}`;
  if (!existsSync(join(store, folder))) {
    await unpackZip(await fetchArchive(version, download), join(workFolder, folder));
    await rename(join(workFolder, folder), join(store, folder));
  }
  const program = programs[process.platform] ?? 'electron';
  return { key: officialKey(), version, folder, program };
}

async function fetchArchive(version: string, download: OfficialDownload): Promise<string> {
  const { firstByteMilliseconds, stallMilliseconds, ...source } = download;
  const show = downloadProgress(`Electron ${version}`);
  const watch = new AbortController();
  const giveUp = (): void => watch.abort(new Error('no answer in time'));
  let timer = setTimeout(giveUp, firstByteMilliseconds);
  try {
    return await downloadArtifact({
      ...source,
      version,
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
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
