// Builds the application where that has not been done since the last change of its sources.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand } from '../set-up/npm.ts';
import { projectRoot } from '../set-up/paths.ts';
import { SetUpError } from '../set-up/set-up-error.ts';
import { runInForeground } from './foreground.ts';

const products = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];
const sources = ['src', 'electron.vite.config.ts', 'package.json'];

const kernels = join('src', 'kernels');

/** Runs `npm run build` if a part of the build is missing or older than a source. */
export async function buildIfStale(): Promise<void> {
  if (!isStale(projectRoot)) return;
  console.error('Building the application ...');
  await build();
}

/** Runs `npm run build`; throws where it fails. */
export async function build(): Promise<void> {
  const npm = npmCommand(['run', '--silent', 'build']);
  const code = await runInForeground(npm.command, npm.args);
  if (code !== 0) throw new SetUpError('The application could not be built; see above.');
}

/** Whether a part of the build in this folder is missing or older than a source. */
export function isStale(root: string): boolean {
  return newestChange(root) > Math.min(...products.map((file) => changedAt(join(root, file))));
}

/** Folders count as well: their times tell of files that were removed. */
function newestChange(root: string): number {
  const inside = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const paths = [...sources, ...inside.map((path) => join('src', path))].filter(isSource);
  return Math.max(...paths.map((path) => changedAt(join(root, path))));
}

/** The build makes `compiled` out of the kernels' sources, and so changes the folder around it. */
function isSource(path: string): boolean {
  return path !== kernels && !path.startsWith(join(kernels, 'compiled'));
}

function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;
}
