// Cancelled, killed, out of disk: nothing that was stored is lost, and the result is the same.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { computeFeatures } from '#engine/features/compute-features';
import type { PersonFeatures } from '#engine/features/person-features';
import { ingest } from '#engine/ingest/ingest';
import { silentContext, type JobContext } from '#engine/jobs/job-context';
import { writeAvitoSample } from '#engine/samples/write-avito-sample';
import { openWorkingStore } from '#engine/store/working-store';
import type { RfeRecipe } from '#shared/recipe/rfe-recipe';
import {
  avitoMapping,
  avitoSource,
  ingested,
  readerThreadUrl,
  recipeOf,
} from './ingest-fixture.ts';
import { temporaryFolder, temporaryFolderOfFile } from './ingest-fixture.ts';
import { lookSlowly } from './slow-clock.ts';

function digest({ persons, recency, frequency, engagement }: PersonFeatures): string {
  const hash = createHash('sha256').update(JSON.stringify(persons));
  for (const column of [recency, frequency, engagement]) hash.update(new Uint8Array(column.buffer));
  return hash.digest('hex');
}

async function featuresDigest(recipe: RfeRecipe, folder: string): Promise<string> {
  const tables = await ingested(recipe, { store: openWorkingStore(folder) });
  return digest(await computeFeatures(tables, recipe, silentContext()));
}

let recipe: RfeRecipe;
/** Of an ingestion that nobody interrupted. */
let expected: string;
beforeAll(async () => {
  const file = join(temporaryFolderOfFile(), 'avito.sqlite');
  writeAvitoSample({ file, streamRowCount: 1_500_000, seed: 3 });
  recipe = recipeOf({
    source: avitoSource(file),
    mapping: avitoMapping,
    features: { frequency: { measure: 'clicks' } },
  });
  const store = openWorkingStore(join(temporaryFolderOfFile(), 'store'));
  const options = { threadCount: 1, readerThreadUrl };
  const { source, mapping } = recipe;
  const tables = await ingest(source, mapping, store, silentContext(), options);
  expected = digest(await computeFeatures(tables, recipe, silentContext()));
  tables.close();
});

/** A context that is cancelled at the first report for which `when` is true. */
function cancelledWhen(when: (stage: string, fraction: number | null) => boolean): JobContext {
  const abort = new AbortController();
  const cancelFlag = new Int32Array(new SharedArrayBuffer(4));
  return {
    ...silentContext(),
    signal: abort.signal,
    cancelFlag,
    progress: (stage, fraction) => {
      if (abort.signal.aborted || !when(stage, fraction)) return;
      Atomics.store(cancelFlag, 0, 1);
      abort.abort();
    },
  };
}

const between = (fraction: number | null): boolean =>
  fraction !== null && fraction > 0 && fraction < 1;

describe('cancelled', () => {
  test.each([
    ['before anything is read', () => true],
    ['while rows are read', (_stage: string, fraction: number | null) => between(fraction)],
    ['while rows are sorted', (stage: string) => stage.startsWith('Sorting')],
  ])('%s: it stops, and goes on later', async (_when, when) => {
    const folder = join(temporaryFolder(), 'store');
    vi.spyOn(performance, 'now').mockImplementation(lookSlowly());
    const context = cancelledWhen(when);
    await expect(
      ingested(recipe, { store: openWorkingStore(folder), context }),
    ).rejects.toMatchObject({
      code: 'job.cancelled',
    });
    vi.restoreAllMocks();
    expect(await featuresDigest(recipe, folder)).toBe(expected);
  });
});

/** Ingests in a process that kills itself once it has reported `stage` at least at `fraction`. */
async function killedAt(folder: string, stage: string, fraction: number): Promise<void> {
  const script = join(import.meta.dirname, 'ingest-until-killed.ts');
  const place = [JSON.stringify(recipe), folder, readerThreadUrl.href];
  const child = spawn(process.execPath, [script, ...place, stage, String(fraction)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
}

/** The fractions of reading that are reported when an ingestion goes on. */
async function fractionsOfTheRest(folder: string): Promise<number[]> {
  const seen: number[] = [];
  const context: JobContext = {
    ...silentContext(),
    progress: (stage, fraction) => {
      if (stage === 'Reading rows' && fraction !== null) seen.push(fraction);
    },
  };
  await ingested(recipe, { store: openWorkingStore(folder), context });
  return seen;
}

describe('killed', () => {
  test.each([
    ['Reading rows', 0],
    ['Reading rows', 0.01],
    ['Reading rows', 0.5],
    ['Sorting rows by person', 0],
  ])('at "%s" %d: goes on, with the same features', async (stage, fraction) => {
    const folder = join(temporaryFolder(), 'store');
    await killedAt(folder, stage, fraction);
    expect(await featuresDigest(recipe, folder)).toBe(expected);
  });

  test('what was committed is not read again', async () => {
    const folder = join(temporaryFolder(), 'store');
    await killedAt(folder, 'Reading rows', 0.5);
    const half = await fractionsOfTheRest(folder);
    expect(half.find((fraction) => fraction > 0)).toBeGreaterThanOrEqual(0.5);
    const other = join(temporaryFolder(), 'store');
    await killedAt(other, 'Sorting rows by person', 0);
    expect((await fractionsOfTheRest(other)).filter(between)).toEqual([]);
  });
});

/** A file system of `size` in memory; null where this machine does not allow one. */
function smallFileSystem(size: string): string | null {
  const folder = join(temporaryFolder(), 'small');
  mkdirSync(folder);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], {
      stdio: 'ignore',
    });
  } catch {
    return null;
  }
  onTestFinished(() => void execFileSync('umount', [folder]));
  return folder;
}

test('a full disk says so, and the rest is done when there is room', async ({ skip }) => {
  const folder = smallFileSystem('6m');
  if (folder === null) {
    skip('this machine does not allow a small file system to be mounted');
    return;
  }
  await expect(ingested(recipe, { store: openWorkingStore(folder) })).rejects.toMatchObject({
    code: 'disk.full',
  });
  execFileSync('mount', ['-o', 'remount,size=400m', folder]);
  expect(await featuresDigest(recipe, folder)).toBe(expected);
});
