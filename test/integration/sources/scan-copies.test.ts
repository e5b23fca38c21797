// Text files that DuckDB cannot read directly are copied first: what happens where that fails.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentContext } from '#engine/jobs/job-context';
import { scanSql } from '#engine/sources/scan-sql';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'personae-scan-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(fileName: string, bytes: string | Uint8Array): void {
  writeFileSync(join(folder, fileName), bytes);
}

it.skipIf(!existsSync('/dev/full'))('says that the disk is full, and leaves nothing', async () => {
  write('a.csv', Buffer.from(`id,x\n${'1,\u00fc\n'.repeat(300_000)}`, 'latin1'));
  const copyFolder = join(folder, 'copies');
  const source = { kind: 'delimited', file: join(folder, 'a.csv'), options: {} } as const;
  const scan = await scanSql(source, { copyFolder });
  const copyName = /copy-[0-9a-f]+\.txt/.exec(scan.relation)?.[0] ?? '';
  mkdirSync(copyFolder);
  // A device on which there is never room.
  symlinkSync('/dev/full', join(copyFolder, `${copyName}.part`));
  await expect(scan.prepare(silentContext())).rejects.toMatchObject({
    code: 'disk.full',
    message: expect.stringContaining('a.csv') as string,
  });
  expect(readdirSync(copyFolder)).toEqual([]);
});

it.each([
  ['as it stands', 'utf8'],
  ['by way of a copy', 'latin1'],
] as const)(
  'finds a gz file that was cut off far behind its head, read %s',
  async (_, encoding) => {
    const text = Array.from({ length: 700_000 }, (_unused, index) => `${index},\u00fc\n`).join('');
    const packed = gzipSync(Buffer.from(`id,x\n${text}`, encoding));
    write('a.csv.gz', packed.subarray(0, packed.length - 50));
    const source = { kind: 'delimited', file: join(folder, 'a.csv.gz'), options: {} } as const;
    const scan = await scanSql(source, { copyFolder: join(folder, 'copies') });
    await expect(scan.prepare(silentContext())).rejects.toMatchObject({
      code: 'file.damaged',
      message: expect.stringContaining('a.csv.gz') as string,
    });
  },
);

it('says that the working store cannot be written', async () => {
  write('a.csv', Buffer.from('id,x\n1,\u00fc\n', 'latin1'));
  const source = { kind: 'delimited', file: join(folder, 'a.csv'), options: {} } as const;
  const copyFolder = join(folder, 'copies');
  const scan = await scanSql(source, { copyFolder });
  const copyName = /copy-[0-9a-f]+\.txt/.exec(scan.relation)?.[0] ?? '';
  mkdirSync(join(copyFolder, `${copyName}.part`), { recursive: true });
  await expect(scan.prepare(silentContext())).rejects.toMatchObject({ code: 'file.unwritable' });
});

it('stops when it is cancelled and leaves nothing half done', async () => {
  write('a.csv', Buffer.from(`id,x\n${'1,\u00fc\n'.repeat(300_000)}`, 'latin1'));
  const copyFolder = join(folder, 'copies');
  const source = { kind: 'delimited', file: join(folder, 'a.csv'), options: {} } as const;
  const scan = await scanSql(source, { copyFolder });
  const context = silentContext();
  Atomics.store(context.cancelFlag, 0, 1);
  await expect(scan.prepare(context)).rejects.toMatchObject({ code: 'job.cancelled' });
  expect(readdirSync(copyFolder)).toEqual([]);
});
