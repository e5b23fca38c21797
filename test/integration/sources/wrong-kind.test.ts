// A recipe names something else than the file it says: a pipe, a folder, a file of another kind, no name at all.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprintSource } from '#engine/sources/fingerprint';
import { previewSource } from '#engine/sources/preview-source';
import type { Source } from '#shared/recipe/source';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'personae-kind-'));
  mkdirSync(join(folder, 'folder.csv'));
  writeFileSync(join(folder, 'text.csv'), 'id,n\n1,2\n');
  if (process.platform !== 'win32') execFileSync('mkfifo', [join(folder, 'pipe.csv')]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function sourcesOf(name: string): Source[] {
  const file = join(folder, name);
  return [
    { kind: 'delimited', file, options: {} },
    { kind: 'parquet', file },
    { kind: 'sqlite', file, from: { table: 't' } },
  ];
}

async function expectRefused(source: Source, code: string, message: RegExp): Promise<void> {
  const expected = {
    code,
    message: expect.stringMatching(message) as string,
    hint: expect.any(String) as string,
  };
  await expect(previewSource(source, 'event', 5)).rejects.toMatchObject(expected);
  await expect(fingerprintSource(source)).rejects.toMatchObject(expected);
}

describe.each([0, 1, 2])('as source %i of delimited text, Parquet and SQLite', (kind) => {
  const sourceOf = (name: string): Source => {
    const source = sourcesOf(name)[kind];
    if (!source) throw new Error('there are three kinds');
    return source;
  };

  it.skipIf(process.platform === 'win32')('a pipe is refused and not waited for', () =>
    expectRefused(sourceOf('pipe.csv'), 'file.unsupported', /pipe\.csv is no ordinary file/),
  );

  it('a folder is refused', () =>
    expectRefused(sourceOf('folder.csv'), 'file.unsupported', /folder\.csv is a folder/));

  it('a name that is too long is refused, and cut in the message', () =>
    expectRefused(sourceOf('a'.repeat(5000)), 'file.missing', /name a{60}…\.$/));

  it('a name with a zero character is refused', () =>
    expectRefused(sourceOf('a\0b.csv'), 'file.missing', /name a\?b\.csv\.$/));
});

describe('a file of another kind', () => {
  const file = (): string => join(folder, 'text.csv');

  it('is refused as a folder', async () => {
    await expect(
      fingerprintSource({ kind: 'folder', file: file(), format: 'delimited', options: {} }),
    ).rejects.toMatchObject({
      code: 'file.unsupported',
      message: 'text.csv is a file and no folder.',
    });
  });

  it('is refused as Parquet', async () => {
    await expect(
      previewSource({ kind: 'parquet', file: file() }, 'event', 5),
    ).rejects.toMatchObject({
      code: 'file.unsupported',
      message: 'text.csv is text, and no Parquet file.',
    });
  });
});

describe('signs that cannot cut text into cells', () => {
  it.each([
    [{ delimiter: '\n' }, /a line end or a zero character cannot be the delimiter/],
    [{ delimiter: '\0' }, /a line end or a zero character cannot be the delimiter/],
    [{ quote: 'ä' }, /"ä" cannot be the quote/],
    [{ quote: '\n' }, /"\\n" cannot be the quote/],
    [{ delimiter: ',', quote: ',' }, /is to be the delimiter and the quote as well/],
  ])('%j is refused', async (options, message) => {
    const source = { kind: 'delimited', file: join(folder, 'text.csv'), options } as const;
    await expect(previewSource(source, 'event', 5)).rejects.toMatchObject({
      code: 'recipe.invalid',
      message: expect.stringMatching(message) as string,
    });
  });
});
