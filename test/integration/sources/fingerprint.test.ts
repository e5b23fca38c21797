// A changed source has another fingerprint, an unchanged one the same.
import Database from 'better-sqlite3';
import {
  appendFileSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  utimesSync,
} from 'node:fs';
import { writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprintSource } from '#engine/sources/fingerprint';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'personae-fingerprint-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const past = new Date('2024-01-15T12:00:00Z');

function ofFile(path: string): Promise<string> {
  return fingerprintSource({ kind: 'delimited', file: path, options: {} });
}

/** With the same moment of change, so that only the content differs. */
function overwrite(path: string, at: number, byte: string): void {
  const file = openSync(path, 'r+');
  writeSync(file, byte, at);
  closeSync(file);
  utimesSync(path, past, past);
}

describe('fingerprintSource', () => {
  it('stays the same for the same file', async () => {
    const path = join(folder, 'a.csv');
    writeFileSync(path, 'id,n\n1,2\n');
    expect(await ofFile(path)).toMatch(/^[0-9a-f]{64}$/);
    expect(await ofFile(path)).toBe(await ofFile(path));
  });

  it('changes with a byte, with a row and with the moment of change', async () => {
    const path = join(folder, 'a.csv');
    writeFileSync(path, 'id,n\n1,2\n');
    utimesSync(path, past, past);
    const seen = [await ofFile(path)];
    overwrite(path, 5, '7');
    seen.push(await ofFile(path));
    appendFileSync(path, '3,4\n');
    utimesSync(path, past, past);
    seen.push(await ofFile(path));
    utimesSync(path, past, new Date());
    seen.push(await ofFile(path));
    expect(new Set(seen).size).toBe(4);
  });

  it('sees the beginning, the end and a changed size of a large file', async () => {
    const path = join(folder, 'large.csv');
    writeFileSync(path, Buffer.alloc(5_000_000, 'x'));
    utimesSync(path, past, past);
    const before = await ofFile(path);
    for (const at of [0, 65_000, 4_999_999]) {
      overwrite(path, at, 'y');
      expect(await ofFile(path)).not.toBe(before);
      overwrite(path, at, 'x');
      expect(await ofFile(path)).toBe(before);
    }
  });

  it('looks at all files of a folder', async () => {
    const inside = join(folder, 'days');
    mkdirSync(inside);
    const source = { kind: 'folder', file: inside, format: 'delimited', options: {} } as const;
    writeFileSync(join(inside, '1.csv'), 'id\n1\n');
    const one = await fingerprintSource(source);
    writeFileSync(join(inside, '2.csv'), 'id\n2\n');
    expect(await fingerprintSource(source)).not.toBe(one);
    rmSync(join(inside, '2.csv'));
    expect(await fingerprintSource(source)).toBe(one);
  });

  it('counts what waits in the -wal file of SQLite', async () => {
    const path = join(folder, 'a.sqlite');
    const source = { kind: 'sqlite', file: path, from: { table: 't' } } as const;
    const database = new Database(path);
    database.pragma('journal_mode = WAL');
    database.exec('CREATE TABLE t (x)');
    database.pragma('wal_checkpoint(TRUNCATE)');
    const before = await fingerprintSource(source);
    database.exec('INSERT INTO t VALUES (1)');
    expect(await fingerprintSource(source)).not.toBe(before);
    database.close();
  });

  it('says that a file is missing', async () => {
    await expect(ofFile(join(folder, 'gone.csv'))).rejects.toMatchObject({ code: 'file.missing' });
  });
});
