// The set-up as a whole, on the Electron that it installed: quick and without effect the second
// time, and what it installed runs.
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

/** 0.16 s of processor time measured; that, unlike the clock, other tests do not stretch. */
const quickProcessorMilliseconds = 300;

/** A look at the network alone would take longer, where nothing answers. */
const quickMilliseconds = 5_000;

/** Runs the set-up as npm does; it prints its processor time after everything else. */
const measuredSetUp = `process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  console.log((user + system) / 1000);
});
await import(${JSON.stringify(join(projectRoot, 'scripts', 'set-up.ts'))});`;

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
  test('another one is quick, silent and changes nothing', async () => {
    const before = await storeState();
    const start = performance.now();
    const args = ['--input-type=module', '-e', measuredSetUp];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args);
    expect(performance.now() - start).toBeLessThan(quickMilliseconds);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^[\d.]+\n$/);
    expect(Number(stdout)).toBeLessThan(quickProcessorMilliseconds);
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
