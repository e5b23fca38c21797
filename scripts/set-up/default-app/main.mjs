// Stands in for Electron's default application: runs the folder named on the command line.
// It awaits the application's main module, so that `ready` cannot fire before that has run.
import { app } from 'electron';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const { folder, preloads } = readArguments(process.argv.slice(1));
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
app.setAppPath(folder);
app.setName(manifest.productName ?? manifest.name);
if (manifest.version !== undefined) app.setVersion(manifest.version);
if (!app.commandLine.hasSwitch('user-data-dir')) {
  app.setPath('userData', join(app.getPath('appData'), app.getName()));
}
for (const preload of preloads) require(resolve(preload));
await import(pathToFileURL(resolve(folder, manifest.main ?? 'index.js')).href);

/** The first argument that is no option is the application; `-r` names a module to load before. */
function readArguments(args) {
  const preloads = [];
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '-r' || args[i] === '--require') preloads.push(args[++i]);
    else if (!args[i].startsWith('-')) return { folder: resolve(args[i]), preloads };
  }
  console.error('Name the folder of the application to run.');
  process.exit(1);
}
