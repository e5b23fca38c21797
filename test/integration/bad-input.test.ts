// Every bad input gives a clear error, or is described, previewed and read with what is wrong said.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb, type DuckDb } from '#engine/duckdb/open-duckdb';
import { silentContext } from '#engine/jobs/job-context';
import { describeSource } from '#engine/sources/describe-source';
import { previewSource } from '#engine/sources/preview-source';
import { scanSql } from '#engine/sources/scan-sql';
import { suggestMapping } from '#engine/sources/suggest-mapping';
import { previewSchema, sourceDescriptionSchema } from '#shared/data/description';
import type { SourceDescription } from '#shared/data/description';
import { PersonaeError } from '#shared/errors';
import type { Source } from '#shared/recipe/source';
import { badInputs } from '../fixtures/bad-input/bad-input-files.ts';
import type { Accepted, Made, Refused } from '../fixtures/bad-input/bad-input.ts';

let folder: string;
let duckDb: DuckDb;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'personae-bad-input-'));
  duckDb = await openDuckDb(':memory:', { threadCount: 2 });
});

afterAll(() => {
  duckDb.close();
  rmSync(folder, { recursive: true, force: true });
});

async function errorOf(path: string): Promise<unknown> {
  return describeSource(path).then(
    () => new Error('It was accepted.'),
    (thrown: unknown) => thrown,
  );
}

async function expectRefused(path: string, expected: Refused): Promise<void> {
  const error = await errorOf(path);
  expect(error).toBeInstanceOf(PersonaeError);
  if (!(error instanceof PersonaeError)) return;
  expect({ code: error.code, message: error.message }).toEqual({
    code: expected.code,
    message: expect.stringMatching(expected.saying) as string,
  });
  // A folder's fault may lie in one of its files, which the expected words name themselves.
  if (!expected.saying.source.includes('\\.csv')) expect(error.message).toContain(basename(path));
  expect(error.message).not.toContain(folder);
  expect(error.hint).toBeTruthy();
}

function remarksOf({ warnings, tables }: SourceDescription): string {
  const notes = tables.flatMap(({ columns }) => columns.map(({ note }) => note ?? ''));
  return [...warnings, ...notes].filter(Boolean).join('\n');
}

async function expectRead(source: Source, expected: Accepted): Promise<void> {
  if (source.kind === 'sqlite') return;
  const scan = await scanSql(source, { copyFolder: join(folder, 'copies') });
  await scan.prepare(silentContext());
  await duckDb.run(`CREATE OR REPLACE TABLE everything AS SELECT * FROM ${scan.relation}`);
  const rejected = await scan.rejectedRows();
  const [kept] = await duckDb.rows('SELECT count(*)::INTEGER FROM everything');
  expect(kept?.[0]).toBe(expected.read);
  expect(rejected.count).toBe(expected.leftOut ?? 0);
}

async function expectAccepted(path: string, expected: Accepted): Promise<void> {
  const description = sourceDescriptionSchema.parse(await describeSource(path));
  const remarks = remarksOf(description);
  if (expected.noting === null) expect(description.warnings).toEqual([]);
  else expect(remarks).toMatch(expected.noting);
  const columns = description.tables.find(({ columns }) => columns.length > 0)?.columns ?? [];
  if (expected.types) expect(columns.map(({ type }) => type)).toEqual(expected.types);
  if (expected.names) expect(columns.map(({ name }) => name)).toEqual(expected.names);
  const preview = previewSchema.parse(await previewSource(description.suggested, 'event', 100));
  expect(preview.rows.length).toBeGreaterThan(0);
  for (const row of preview.rows) expect(row).toHaveLength(preview.columns.length);
  await suggestMapping(description.suggested);
  await expectRead(description.suggested, expected);
}

describe.each(Object.entries(badInputs))('%s', (_, inputs) => {
  it.each(inputs)('$name', async ({ make, expected }) => {
    const own = mkdtempSync(join(folder, 'input-'));
    const made: Made = await make(own);
    try {
      if ('code' in expected) await expectRefused(made.path, expected);
      else await expectAccepted(made.path, expected);
    } finally {
      made.release?.();
      rmSync(own, { recursive: true, force: true });
    }
  });
});

describe('the list', () => {
  it('holds at least 40 inputs', () => {
    expect(Object.values(badInputs).flat().length).toBeGreaterThanOrEqual(40);
  });
});
