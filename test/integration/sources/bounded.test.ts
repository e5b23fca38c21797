// What is read, and the memory for it, do not grow with the size of a file or the length of its lines.
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentContext } from '#engine/jobs/job-context';
import { describeSource } from '#engine/sources/describe-source';
import { fingerprintSource } from '#engine/sources/fingerprint';
import { previewSource } from '#engine/sources/preview-source';
import { scanSql } from '#engine/sources/scan-sql';
import { brokenBytes, gigabyteLineFurtherDown } from '../../fixtures/bad-input/text-files.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'personae-bounded-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** By how many megabytes `work` raised the most memory that this process has ever had. */
async function peakGrowth(work: () => Promise<void>): Promise<number> {
  const before = process.resourceUsage().maxRSS;
  await work();
  return (process.resourceUsage().maxRSS - before) / 1024;
}

/** Megabytes that this process has read so far, as Linux counts them; elsewhere nobody does. */
function megabytesRead(): number {
  const counters = '/proc/self/io';
  if (!existsSync(counters)) return 0;
  return Number(/^rchar: (\d+)$/m.exec(readFileSync(counters, 'utf8'))?.[1]) / 2 ** 20;
}

/** How much `work` reads; unlike its time, no other program changes that. */
async function readBy(work: () => Promise<unknown>): Promise<number> {
  const before = megabytesRead();
  await work();
  return megabytesRead() - before;
}

const rowsPerBlock = 400_000;

/** One gigabyte in blocks of the same rows. */
function writeGigabyte(path: string): number {
  const rows = Array.from(
    { length: rowsPerBlock },
    (_, row) => `${row % 100_000},2015-05-${10 + (row % 20)} 10:00:00,${row % 977}.5,click\n`,
  );
  const block = Buffer.from(rows.join(''));
  const blockCount = Math.ceil(2 ** 30 / block.length);
  const file = openSync(path, 'w');
  writeSync(file, 'user_id,at,amount,kind\n');
  for (let number = 0; number < blockCount; number += 1) writeSync(file, block);
  closeSync(file);
  return blockCount * rowsPerBlock;
}

describe('a CSV of one gigabyte', () => {
  it('is described, previewed and fingerprinted by a small part of it, in little memory', async () => {
    const path = join(folder, 'gigabyte.csv');
    const rowCount = writeGigabyte(path);
    const growth = await peakGrowth(async () => {
      const { tables, suggested } = await describeSource(path);
      expect(Math.abs((tables[0]?.rowCount ?? 0) / rowCount - 1)).toBeLessThan(0.05);
      const types = tables[0]?.columns.map(({ type }) => type);
      expect(types).toEqual(['integer', 'time', 'number', 'text']);
      expect(await readBy(() => describeSource(path))).toBeLessThan(16);
      expect(await readBy(() => previewSource(suggested, 'event', 100))).toBeLessThan(16);
      expect(await readBy(() => fingerprintSource(suggested))).toBeLessThan(16);
    });
    expect(growth).toBeLessThan(400);
    rmSync(path);
  });
});

describe('a line of one gigabyte', () => {
  it('is named at the beginning of a file', async () => {
    const input = brokenBytes.find(({ name }) => name.includes('one gigabyte'));
    const made = await input?.make(folder);
    const growth = await peakGrowth(async () => {
      await expect(describeSource(made?.path ?? '')).rejects.toMatchObject({
        code: 'row.too-long',
        message: 'long-line.csv, line 3, is longer than 2 MB.',
      });
    });
    expect(growth).toBeLessThan(400);
  });

  it('is found further down before a run begins', async () => {
    const { path } = await gigabyteLineFurtherDown(folder);
    const growth = await peakGrowth(async () => {
      const { suggested } = await describeSource(path);
      const scan = await scanSql(suggested, { copyFolder: join(folder, 'copies') });
      await expect(scan.prepare(silentContext())).rejects.toMatchObject({
        code: 'row.too-long',
        message: 'late-long-line.csv, line 900,002, is longer than 2 MB.',
      });
    });
    expect(growth).toBeLessThan(400);
  });
});
