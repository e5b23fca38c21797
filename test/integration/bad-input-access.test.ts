// Files that may not be read, that vanish, that change, or that lie where nothing can be written.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeSource } from '#engine/sources/describe-source';
import { readPlantedTruth } from '#engine/samples/read-planted-truth';
import { previewSource } from '#engine/sources/preview-source';

const script = join(import.meta.dirname, '../fixtures/bad-input/describe-as-user.ts');
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'personae-access-'));
  chmodSync(folder, 0o755);
});

afterEach(() => {
  // Whoever is not root cannot remove what may not be read or written.
  for (const name of ['closed', 'read-only'].map((each) => join(folder, each)))
    if (existsSync(name)) chmodSync(name, 0o755);
  rmSync(folder, { recursive: true, force: true });
});

/** Root may do everything: as root, another person looks at the file. */
function describedByAnother(path: string): unknown {
  const user = isRoot ? { uid: nobody, gid: nobody } : {};
  const { stdout, stderr } = spawnSync(process.execPath, [script, path], {
    ...user,
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Whether that other person can run the project at all. */
function canDescribe(): boolean {
  const path = join(folder, 'probe.csv');
  writeFileSync(path, 'id,n\n1,2\n');
  try {
    return JSON.stringify(describedByAnother(path)).includes('"previewed":1');
  } catch {
    return false;
  }
}

function makeWalDatabase(path: string, checkpoint: boolean): () => void {
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  database.exec('CREATE TABLE t (user_id INTEGER, n INTEGER); INSERT INTO t VALUES (1, 2), (3, 4)');
  if (checkpoint) database.pragma('wal_checkpoint(TRUNCATE)');
  return () => database.close();
}

describe('files without rights', () => {
  it('says that a file may not be read', (context) => {
    if (!canDescribe()) context.skip('another user cannot run the project from this folder');
    const path = join(folder, 'secret.csv');
    writeFileSync(path, 'id,n\n1,2\n');
    chmodSync(path, 0);
    expect(describedByAnother(path)).toMatchObject({
      code: 'file.unreadable',
      message: 'secret.csv may not be read.',
    });
  });

  it('says that a folder may not be read', (context) => {
    if (!canDescribe()) context.skip('another user cannot run the project from this folder');
    const path = join(folder, 'closed');
    mkdirSync(path);
    chmodSync(path, 0);
    expect(describedByAnother(path)).toMatchObject({ code: 'file.unreadable' });
  });

  it('reads a WAL database without its -shm where nothing can be written, and says so', (context) => {
    if (!canDescribe()) context.skip('another user cannot run the project from this folder');
    const close = makeWalDatabase(join(folder, 'made.sqlite'), true);
    const locked = join(folder, 'read-only');
    mkdirSync(locked);
    copyFileSync(join(folder, 'made.sqlite'), join(locked, 'data.sqlite'));
    close();
    chmodSync(locked, 0o555);
    expect(describedByAnother(join(locked, 'data.sqlite'))).toEqual({
      warnings: [expect.stringMatching(/folder of data.sqlite cannot be written to.*as it stands/)],
      rowCount: 2,
      previewed: 2,
    });
  });

  it('does not leave out changes that wait in a -wal file there', (context) => {
    if (!canDescribe()) context.skip('another user cannot run the project from this folder');
    const close = makeWalDatabase(join(folder, 'made.sqlite'), false);
    const locked = join(folder, 'read-only');
    mkdirSync(locked);
    copyFileSync(join(folder, 'made.sqlite'), join(locked, 'data.sqlite'));
    copyFileSync(join(folder, 'made.sqlite-wal'), join(locked, 'data.sqlite-wal'));
    close();
    chmodSync(locked, 0o555);
    expect(describedByAnother(join(locked, 'data.sqlite'))).toMatchObject({
      code: 'file.unreadable',
      message: expect.stringContaining('changes waiting in data.sqlite-wal') as string,
      hint: expect.stringContaining('Copy data.sqlite and data.sqlite-wal') as string,
    });
  });
});

describe('files that change', () => {
  it('says that a file has vanished between description and preview', async () => {
    for (const fileName of ['data.csv', 'data.sqlite', 'data.parquet']) {
      const path = join(folder, fileName);
      writeFileSync(path, 'id,n\n1,2\n');
      const { suggested } = await describeSource(path);
      const source =
        fileName === 'data.sqlite'
          ? ({ kind: 'sqlite', file: path, from: { table: 't' } } as const)
          : fileName === 'data.parquet'
            ? ({ kind: 'parquet', file: path } as const)
            : suggested;
      rmSync(path);
      await expect(previewSource(source, 'event', 5)).rejects.toMatchObject({
        code: 'file.missing',
        message: `${fileName} is not there.`,
      });
    }
  });

  it('says that a file has become another kind of file', async () => {
    const path = join(folder, 'data.csv');
    writeFileSync(path, 'id,n\n1,2\n');
    const { suggested } = await describeSource(path);
    writeFileSync(path, Buffer.alloc(4096, 0x07));
    await expect(previewSource(suggested, 'event', 5)).rejects.toMatchObject({
      code: 'file.unsupported',
    });
    writeFileSync(path, '');
    await expect(previewSource(suggested, 'event', 5)).rejects.toMatchObject({
      code: 'file.empty',
    });
  });

  it('names the line where a file is not in the encoding that the recipe names', async () => {
    const path = join(folder, 'latin.csv');
    writeFileSync(path, Buffer.from('id,name\n1,Bob\n2,Zo\u00eb\n', 'latin1'));
    const source = { kind: 'delimited', file: path, options: { encoding: 'utf-8' } } as const;
    await expect(previewSource(source, 'event', 5)).rejects.toMatchObject({
      code: 'file.encoding',
      message: 'latin.csv, line 3, holds bytes that are not UTF-8.',
    });
  });

  it('says which names are missing where the recipe names other columns than there are', async () => {
    const path = join(folder, 'plain.csv');
    writeFileSync(path, '1,2\n3,4\n');
    const options = { header: false, columnNames: ['a', 'b', 'c'] };
    await expect(
      previewSource({ kind: 'delimited', file: path, options }, 'event', 5),
    ).rejects.toMatchObject({ code: 'column.missing' });
  });
});

describe('looking for a planted truth', () => {
  it('says in the words of every other reader that a database is damaged', () => {
    const path = join(folder, 'damaged.sqlite');
    writeFileSync(path, Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(4080, 7)]));
    expect(() => readPlantedTruth(path)).toThrow(/damaged\.sqlite is not a SQLite database/);
  });
});
