// The set-up as a whole, on the Electron that it installed: only a look the second time, and what it
// installed runs.
import Database from 'better-sqlite3';
import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { wantedKeys } from '../../scripts/set-up/electron.ts';
import { finishedInstallation } from '../../scripts/set-up/installation.ts';
import { nativeModuleIsReady } from '../../scripts/set-up/native-modules.ts';
import { projectRoot, storeFolder } from '../../scripts/set-up/paths.ts';
import { selfTest } from '../../scripts/set-up/self-test.ts';

/** Runs the set-up as npm does; a connection of any kind ends it. */
const offlineSetUp = `import { subscribe } from 'node:diagnostics_channel';
subscribe('net.client.socket', () => process.exit(3));
await import(${JSON.stringify(join(projectRoot, 'scripts', 'set-up.ts'))});`;

/** Node refuses everything else: writing, native modules, programs and threads. */
const onlyReading = ['--permission', '--allow-fs-read=*'];

async function storeState(): Promise<string[]> {
  const names = await readdir(storeFolder, { recursive: true });
  const lines = names.map(async (name) => {
    const { size, mtimeMs } = await stat(join(storeFolder, name));
    return `${name} ${size} ${mtimeMs}`;
  });
  return (await Promise.all(lines)).sort();
}

function installed(): NonNullable<ReturnType<typeof finishedInstallation>> {
  const installation = finishedInstallation(wantedKeys());
  if (installation === null) throw new Error('Run `npm run setup` before these tests.');
  return installation;
}

describe('after the set-up', () => {
  test('another one only looks: it writes nothing, starts nothing, asks nobody, and is silent', async () => {
    const before = await storeState();
    const args = [...onlyReading, '--input-type=module', '-e', offlineSetUp];
    // A set-up that had anything to do would be refused, and this would reject.
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args);
    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' });
    expect(await storeState()).toEqual(before);
  });

  test('Electron opens a window and the same SQLite as Node', async () => {
    const installation = installed();
    const result = await selfTest(installation);
    const database = new Database(':memory:');
    const sqlite = database.prepare('SELECT sqlite_version()').pluck().get();
    database.close();
    expect(result).toEqual({ electron: installation.version, title: 'ready', sqlite });
  });

  test('the native module is the one made for this Electron', () => {
    expect(nativeModuleIsReady(installed())).toBe(true);
    expect(nativeModuleIsReady({ ...installed(), version: '34.0.0' })).toBe(false);
  });

  test('another pinned version makes a new set-up necessary', () => {
    expect(finishedInstallation([`${installed().key} of tomorrow`])).toBeNull();
  });
});
