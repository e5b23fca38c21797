// npm run package: the application for this platform, as a folder and as a tar archive in dist/.
import { build as pack } from 'electron-builder';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import configuration from '../electron-builder.config.ts';
import { archiveFolder } from './package/archive.ts';
import { checkThatItStarts } from './package/start-check.ts';
import { build } from './run/application-build.ts';
import type { ElectronInstallation } from './set-up/installation.ts';
import { projectRoot, storeFolder } from './set-up/paths.ts';
import { reportFailure } from './set-up/set-up-error.ts';
import { setUp } from './set-up/set-up.ts';

/** The program inside the application's folder. */
const programs: Partial<Record<NodeJS.Platform, string>> = {
  darwin: join('Personae.app', 'Contents', 'MacOS', 'personae'),
  win32: 'personae.exe',
};

async function makePackage(): Promise<void> {
  const electron = await setUp();
  await build();
  const { folder, version } = await packWith(electron);
  const title = await checkThatItStarts(join(folder, programs[process.platform] ?? 'personae'));
  console.error(`The packaged application starts: its window shows "${title}".`);
  const name = `personae-${version}-${process.platform}-${process.arch}`;
  console.error(`Packed ${folder}\n   and ${await archiveFolder(folder, name)}`);
}

/** Lets electron-builder assemble the application; it says where only to its own hooks. */
async function packWith(
  electron: ElectronInstallation,
): Promise<{ folder: string; version: string }> {
  let packed = { folder: '', version: '' };
  await pack({
    projectDir: projectRoot,
    dir: true,
    publish: 'never',
    config: {
      ...configuration,
      electronDist: join(storeFolder, electron.folder),
      electronVersion: electron.version,
      afterPack: async ({ appOutDir, packager }) => {
        await rm(join(appOutDir, 'resources', 'default_app.asar'), { force: true });
        packed = { folder: appOutDir, version: packager.appInfo.version };
      },
    },
  });
  return packed;
}

await makePackage().catch(reportFailure);
