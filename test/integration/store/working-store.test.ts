// The working store: shared by engines, emptied on request, made again when damaged.
import { fork } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createRandom } from '#analysis/random';
import { computeFeatures } from '#engine/features/compute-features';
import { openWorkingStore } from '#engine/store/working-store';
import { silentContext } from '#engine/jobs/job-context';
import { ingest } from '#engine/ingest/ingest';
import { ingested, readerThreadUrl, recipeOf, temporaryFolder } from '../ingest/ingest-fixture.ts';

const key = 'ab12';

function filled(folder: string, slotKey: string, bytes: number, usedSecondsAgo = 0): void {
  const slot = openWorkingStore(folder).take(slotKey);
  writeFileSync(slot.databasePath, Buffer.alloc(bytes));
  slot.release();
  const used = new Date(Date.now() - usedSecondsAgo * 1000);
  utimesSync(join(folder, `store-${slotKey}-0`, 'lock'), used, used);
}

describe('slots', () => {
  test('one that is in use is left alone; the next of the same key is taken', () => {
    const store = openWorkingStore(temporaryFolder());
    const first = store.take(key);
    const second = store.take(key);
    expect(second.databasePath).not.toBe(first.databasePath);
    first.release();
    const third = store.take(key);
    expect(third.databasePath).toBe(first.databasePath);
    second.release();
    third.release();
  });

  test('the lock of a thread or process that ended goes with it', async () => {
    const folder = temporaryFolder();
    const store = openWorkingStore(folder);
    const module = new URL('../../../src/engine/store/working-store.ts', import.meta.url).href;
    // Whoever lets go of the slot lets go of the lock: it is kept.
    const take = `import(${JSON.stringify(module)}).then(({ openWorkingStore }) => {
      globalThis.slot = openWorkingStore(${JSON.stringify(folder)}).take(${JSON.stringify(key)});
      setInterval(() => globalThis.slot, 1000);
      return globalThis.slot.databasePath;
    })`;
    const worker = new Worker(
      `${take}.then((path) => require('node:worker_threads').parentPort.postMessage(path))`,
      { eval: true },
    );
    onTestFinished(async () => void (await worker.terminate()));
    const inThread = await new Promise((resolve) => worker.once('message', resolve));
    const script = join(folder, 'take.mjs');
    writeFileSync(script, `${take}.then((path) => process.send(path))`);
    const child = fork(script);
    onTestFinished(() => void child.kill('SIGKILL'));
    const inProcess = await new Promise((resolve) => child.once('message', resolve));
    const third = store.take(key);
    expect(new Set([inThread, inProcess, third.databasePath]).size).toBe(3);
    await worker.terminate();
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    const again = [store.take(key), store.take(key)];
    expect(again.map(({ databasePath }) => databasePath).toSorted()).toEqual(
      [inThread, inProcess].toSorted(),
    );
    for (const slot of [third, ...again]) slot.release();
  });
});

describe('size', () => {
  test('purged: all but what is in use, and nothing that is not ours', () => {
    const folder = temporaryFolder();
    filled(folder, 'aa', 1000);
    mkdirSync(join(folder, 'holiday'));
    writeFileSync(join(folder, 'holiday', 'photo.jpg'), 'x');
    const store = openWorkingStore(folder);
    const used = store.take('bb');
    writeFileSync(used.databasePath, Buffer.alloc(500));
    expect(store.sizeBytes()).toBe(1501);
    expect(store.purge()).toBe(1000);
    expect(existsSync(used.databasePath)).toBe(true);
    expect(existsSync(join(folder, 'holiday', 'photo.jpg'))).toBe(true);
    used.release();
  });

  test('above the total, what was not used for longest goes first', () => {
    const folder = temporaryFolder();
    filled(folder, 'aa', 600, 30);
    filled(folder, 'bb', 600, 20);
    filled(folder, 'cc', 600, 10);
    const store = openWorkingStore(folder, { maximumBytes: 1300 });
    store.take('cc').release();
    const sizes = ['aa', 'bb', 'cc'].map((name) =>
      existsSync(join(folder, `store-${name}-0`, 'store.duckdb')),
    );
    expect(sizes).toEqual([false, true, true]);
  });

  test('an empty or missing folder has size 0', () => {
    const store = openWorkingStore(join(temporaryFolder(), 'nowhere'));
    expect(store.sizeBytes()).toBe(0);
    expect(store.purge()).toBe(0);
  });

  test('a folder that cannot be made', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(() => openWorkingStore(join(file, 'store')).take(key)).toThrow(
      expect.objectContaining({ code: 'file.unwritable' }),
    );
  });
});

describe('damage', () => {
  function smallRecipe() {
    const file = join(temporaryFolder(), 'events.csv');
    writeFileSync(file, 'who,day\na,2020-01-01\nb,2020-01-02\n');
    return recipeOf({
      source: { kind: 'delimited', file, options: {} },
      mapping: { person: { column: 'who' }, time: { column: 'day', format: 'iso' } },
    });
  }

  test.each([
    ['cut off', (path: string) => truncateSync(path, Math.floor(statSync(path).size / 2))],
    ['not a database', (path: string) => writeFileSync(path, 'nonsense'.repeat(10_000))],
    ['empty', (path: string) => writeFileSync(path, '')],
    ['with a broken log', (path: string) => writeFileSync(`${path}.wal`, 'nonsense'.repeat(1000))],
  ])('%s: thrown away and made again', async (_how, damage) => {
    const folder = join(temporaryFolder(), 'store');
    const recipe = smallRecipe();
    const store = openWorkingStore(folder);
    const { source, mapping } = recipe;
    const options = { threadCount: 1, readerThreadUrl };
    const first = await ingest(source, mapping, store, silentContext(), options);
    const expected = first.summary;
    first.close();
    const [slot = ''] = readdirSync(folder);
    damage(join(folder, slot, 'store.duckdb'));
    const again = await ingested(recipe, { store });
    expect(again.summary).toEqual(expected);
    expect(await again.duckDb.rows('SELECT count(*) FROM event')).toEqual([[2n]]);
  });

  test('found out only when the events are read: said, and made again the next time', async () => {
    const folder = join(temporaryFolder(), 'store');
    // Keys that do not compress, so that most of the file is rows.
    const random = createRandom(1);
    const digits = () =>
      random
        .integerBelow(16 ** 6)
        .toString(16)
        .padStart(6, '0');
    const lines = Array.from(
      { length: 60_000 },
      () => `${Array.from({ length: 12 }, digits).join('')},2020-01-01`,
    );
    const file = join(temporaryFolder(), 'events.csv');
    writeFileSync(file, `who,day\n${lines.join('\n')}\n`);
    const recipe = recipeOf({
      ...smallRecipe(),
      source: { kind: 'delimited', file, options: {} },
      // Sessions would write the rows once more, behind room that is free from then on.
      features: { engagement: { measure: 'events' } },
    });
    const store = openWorkingStore(folder);
    const options = { threadCount: 1, readerThreadUrl };
    const first = await ingest(recipe.source, recipe.mapping, store, silentContext(), options);
    const expected = await computeFeatures(first, recipe, silentContext());
    first.close();
    const path = join(folder, readdirSync(folder)[0] ?? '', 'store.duckdb');
    const bytes = readFileSync(path);
    bytes.fill(7, Math.floor(bytes.length * 0.4), Math.floor(bytes.length * 0.6));
    writeFileSync(path, bytes);
    const attempt = async () => {
      const tables = await ingest(recipe.source, recipe.mapping, store, silentContext(), options);
      try {
        return await computeFeatures(tables, recipe, silentContext());
      } finally {
        tables.close();
      }
    };
    const damaged = await attempt().catch((thrown: unknown) => thrown);
    expect(damaged).toMatchObject({ code: 'file.damaged' });
    expect(await attempt()).toEqual(expected);
  });

  test('two engines at once each have tables of their own', async () => {
    const recipe = smallRecipe();
    const store = openWorkingStore(join(temporaryFolder(), 'store'));
    const [first, second] = await Promise.all([
      ingested(recipe, { store }),
      ingested(recipe, { store }),
    ]);
    expect(second.summary).toEqual(first.summary);
  });
});
