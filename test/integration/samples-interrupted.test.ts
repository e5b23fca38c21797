// Samples that cannot be finished: nothing is left behind, and the error says what to do.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { writeAvitoSample } from '#engine/samples/write-avito-sample';
import { writeSample } from '#engine/samples/write-sample';
import { writeShopSample } from '#engine/samples/write-shop-sample';
import type { SampleControl } from '#engine/samples/sample-pace';

const root = mkdtempSync(path.join(tmpdir(), 'personae-interrupted-'));
let folder: string;

const writers = {
  avito: (file: string, control: SampleControl = {}) =>
    writeAvitoSample({ file, streamRowCount: 200_000, seed: 1, ...control }),
  shop: (file: string, control: SampleControl = {}) =>
    writeShopSample({ file, customerCount: 20_000, seed: 1, ...control }),
};
const kinds = Object.entries(writers);

beforeEach(() => {
  folder = mkdtempSync(path.join(root, 'case-'));
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe.each(kinds)('%s, cancelled', (_, write) => {
  test.each([0, 0.02, 0.3, 0.6, 0.9, 0.97])('at fraction %d it leaves no file', (stopAt) => {
    let fraction = 0;
    const error = thrownBy(() =>
      write(path.join(folder, 'sample'), {
        onProgress: (now) => (fraction = now),
        shouldStop: () => fraction >= stopAt,
      }),
    );
    expect(error).toMatchObject({ code: 'job.cancelled' });
    expect(fraction).toBeLessThan(stopAt + 0.05);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a file that stood there before is untouched', () => {
    const file = path.join(folder, 'sample');
    writeFileSync(file, 'mine');
    expect(thrownBy(() => write(file, { shouldStop: () => true }))).toMatchObject({
      code: 'job.cancelled',
    });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(readdirSync(folder)).toEqual(['sample']);
  });
});

describe.each(kinds)('%s, while it is written', (_, write) => {
  test('progress never falls and ends at 1; stopping is looked at often', () => {
    const fractions: number[] = [];
    let looks = 0;
    write(path.join(folder, 'sample'), {
      onProgress: (fraction) => fractions.push(fraction),
      shouldStop: () => {
        looks++;
        return false;
      },
    });
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    expect(fractions.at(-2)).toBeGreaterThan(0.85);
    // A look before every piece of work but the last word; how long a piece takes depends on the
    // machine, and is a matter of the bench.
    expect(looks).toBeGreaterThanOrEqual(fractions.length - 1);
    expect(looks).toBeGreaterThanOrEqual(40);
  });
});

describe.each(kinds)('%s, where it cannot be written', (_, write) => {
  test('a folder that does not exist', () => {
    expect(thrownBy(() => write(path.join(folder, 'nowhere', 'sample')))).toMatchObject({
      code: 'file.unwritable',
      hint: expect.any(String) as string,
    });
  });

  test('a folder in the place of the file', () => {
    const file = path.join(folder, 'sample');
    mkdirSync(file);
    expect(thrownBy(() => write(file))).toMatchObject({ code: 'file.unwritable' });
    expect(readdirSync(folder)).toEqual(['sample']);
  });

  test.skipIf(process.getuid?.() === 0)('a folder without the right to write', () => {
    chmodSync(folder, 0o500);
    expect(thrownBy(() => write(path.join(folder, 'sample')))).toMatchObject({
      code: 'file.unwritable',
    });
    chmodSync(folder, 0o700);
  });
});

describe('a full disk', () => {
  const disk = path.join(root, 'disk');
  mkdirSync(disk);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]).status === 0;
  afterAll(() => {
    if (mounted) spawnSync('umount', [disk]);
  });

  // Only root may mount a small file system to fill.
  test.skipIf(!mounted).each(kinds)('%s says so and leaves nothing', (_, write) => {
    const error = thrownBy(() => write(path.join(disk, 'sample')));
    expect(error).toMatchObject({ code: 'disk.full' });
    expect(readdirSync(disk)).toEqual([]);
  });
});

test('the task of a job thread writes both kinds, shows its stage and heeds the flag', () => {
  const cancelFlag = new Int32Array(new SharedArrayBuffer(4));
  const stages = new Set<string>();
  const context = { progress: (stage: string) => stages.add(stage), cancelFlag };
  const order = { size: 500, seed: 1, stage: 'Making the sample' } as const;
  for (const sample of ['avito', 'shop'] as const) {
    const file = path.join(folder, sample);
    const written = writeSample({ ...order, sample, file }, context);
    expect(written.fileBytes).toBe(readFileSync(file).length);
  }
  expect([...stages]).toEqual(['Making the sample']);
  Atomics.store(cancelFlag, 0, 1);
  const file = path.join(folder, 'cancelled');
  expect(thrownBy(() => writeSample({ ...order, sample: 'avito', file }, context))).toMatchObject({
    code: 'job.cancelled',
  });
  expect(existsSync(file)).toBe(false);
});
