// Delimited files, Parquet and folders as DuckDB reads them.
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDuckDb, type DuckDb } from '#engine/duckdb/open-duckdb';
import { silentContext } from '#engine/jobs/job-context';
import type { Scan } from '#engine/sources/scan';
import { scanSql } from '#engine/sources/scan-sql';
import type { DelimitedOptions } from '#shared/recipe/source';

let folder: string;
let duckDb: DuckDb;

beforeAll(async () => {
  duckDb = await openDuckDb(':memory:', { threadCount: 2 });
});
afterAll(() => duckDb.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'personae-scan-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function scanOf(fileName: string, options: DelimitedOptions = {}): Promise<Scan> {
  const file = join(folder, fileName);
  const scan = await scanSql(
    { kind: 'delimited', file, options },
    { copyFolder: join(folder, 'copies') },
  );
  await scan.prepare(silentContext());
  return scan;
}

async function rowsOf(scan: Scan): Promise<unknown[][]> {
  return duckDb.rows(`SELECT * FROM ${scan.relation}`);
}

function write(fileName: string, bytes: string | Uint8Array): void {
  writeFileSync(join(folder, fileName), bytes);
}

describe('delimited files', () => {
  it('reads every cell as text and only empty ones as missing', async () => {
    write('a.csv', 'id,x\n0012,NA\n,null\n"",NULL\n7,"N, A"\n');
    const scan = await scanOf('a.csv');
    expect(scan.columns).toEqual([
      { name: 'id', type: 'VARCHAR' },
      { name: 'x', type: 'VARCHAR' },
    ]);
    expect(await rowsOf(scan)).toEqual([
      ['0012', 'NA'],
      [null, 'null'],
      [null, 'NULL'],
      ['7', 'N, A'],
    ]);
    expect(scan.copyBytes).toBe(0);
  });

  it('takes letters with a meaning in patterns for letters', async () => {
    write('what?[1]*.csv', 'id,x\n1,2\n');
    write('whatever1.csv', 'id,x\n3,4\n');
    expect(await rowsOf(await scanOf('what?[1]*.csv'))).toEqual([['1', '2']]);
  });

  it('skips blank lines above, reads without a header, and follows given names', async () => {
    write('a.csv', '\n\n1,2\n3,4\n');
    const scan = await scanOf('a.csv', { header: false, columnNames: ['p', 'q'] });
    expect(scan.columns.map(({ name }) => name)).toEqual(['p', 'q']);
    expect(await rowsOf(scan)).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it.each([
    [
      'UTF-16',
      Buffer.from('\ufeffid,x\r\n1,ü\r\n2,"é\r\n"\r\n', 'utf16le'),
      [
        ['1', 'ü'],
        ['2', 'é\n'],
      ],
    ],
    [
      'Latin-1',
      Buffer.from('id,x\n1,\u00fc\n2,\u0080\n', 'latin1'),
      [
        ['1', 'ü'],
        ['2', '€'],
      ],
    ],
    [
      'mixed line ends',
      'id,x\r\n1,2\n3,4\r5,6',
      [
        ['1', '2'],
        ['3', '4'],
        ['5', '6'],
      ],
    ],
    [
      'zero bytes',
      'id,x\n1,2\0\n3,4\n',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
  ])('reads %s from a copy', async (_, bytes, rows) => {
    write('a.csv', bytes);
    const scan = await scanOf('a.csv');
    expect(await rowsOf(scan)).toEqual(rows);
    expect(scan.copyBytes).toBeGreaterThan(0);
    const names = readdirSync(join(folder, 'copies')).sort();
    expect(names).toHaveLength(2);
    // A second scan finds the copy, and no half one is left.
    await (await scanOf('a.csv')).prepare(silentContext());
    expect(readdirSync(join(folder, 'copies')).sort()).toEqual(names);
  });

  it('reads columns that are separated by blanks', async () => {
    write('a.txt', ' 00004 0001  19970101\t2   29.33\n 00021 0002  19970105  1  "8 .1"\n');
    expect(await rowsOf(await scanOf('a.txt', { delimiter: 'whitespace', header: false }))).toEqual(
      [
        ['00004', '0001', '19970101', '2', '29.33'],
        ['00021', '0002', '19970105', '1', '8 .1'],
      ],
    );
  });

  it('reads packed files', async () => {
    write('a.csv.gz', Buffer.concat([gzipSync('id,x\n1,2\n'), gzipSync('3,4\n')]));
    expect(await rowsOf(await scanOf('a.csv.gz'))).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it('leaves out rows that do not fit where it has seen some, and names them', async () => {
    const sound = Array.from({ length: 30 }, (_, index) => `${index},x\n`).join('');
    write('a.csv', `id,x\n${sound}1\n2,3,4\n"5"6,7\n8,"y\n9,z\n`);
    const scan = await scanOf('a.csv');
    expect(await rowsOf(scan)).toHaveLength(31);
    expect(await scan.rejectedRows()).toEqual({
      count: 4,
      examples: [
        'a.csv, line 32: has 1 cell instead of 2',
        'a.csv, line 33: has 3 cells instead of 2',
        'a.csv, line 34: has text behind a closing quote',
        'a.csv, line 35: opens a quote that is never closed',
      ],
    });
  });
});

/** 16 MB, with `fault` in the middle: on the edge of the blocks that DuckDB reads in parallel. */
function writeWithFault(fileName: string, fault: string): number {
  const file = openSync(join(folder, fileName), 'w');
  const header = 'id,x\n';
  const line = '1,plain\n';
  const half = Math.floor((8_000_000 - header.length - 4) / line.length);
  writeSync(file, header + line.repeat(half) + fault + line.repeat(half));
  closeSync(file);
  return 2 * half;
}

describe('faults further down than is looked', () => {
  it.each([
    ['ragged rows', '2\n3,4,5\n'.repeat(100), 200, 'line 1,000,000: has 1 cell instead of 2'],
    ['a return among line feeds', '2,x\r\n', 0, undefined],
    ['bytes that are not UTF-8', '2,x\n', 0, undefined],
    ['an open quote', '2,"x\n', 1, 'line 1,000,000: opens a quote that is never closed'],
  ])('%s end the query, and a copy goes on', async (name, fault, count, example) => {
    const sound = writeWithFault('a.csv', fault);
    if (name.startsWith('bytes')) spoilByte(join(folder, 'a.csv'));
    const scan = await scanOf('a.csv');
    const thrown: unknown = await rowsOf(scan).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ message: expect.stringContaining('a.csv') as string });
    const copy = await scan.afterFault(thrown);
    expect(copy).not.toBeNull();
    if (copy === null) return;
    await copy.prepare(silentContext());
    const [row] = await duckDb.rows(`SELECT count(id)::INTEGER FROM ${copy.relation}`);
    expect(row?.[0]).toBe(sound + (count === 0 ? 1 : 0));
    const rejected = await copy.rejectedRows();
    expect(rejected.count).toBe(count);
    if (example !== undefined) expect(rejected.examples[0]).toBe(`a.csv, ${example}`);
    expect(await copy.afterFault(thrown)).toBeNull();
  });

  it('does not take other failures for a fault of the file', async () => {
    write('a.csv', 'id,x\n1,2\n');
    expect(await (await scanOf('a.csv')).afterFault(new Error('something else'))).toBeNull();
  });
});

/** The only `2,x` becomes `2,\xff`. */
function spoilByte(path: string): void {
  const file = openSync(path, 'r+');
  const line = '1,plain\n'.length;
  const half = Math.floor((8_000_000 - 5 - 4) / line);
  writeSync(file, Buffer.from([0xff]), 0, 1, 5 + half * line + 2);
  closeSync(file);
}

describe('folders', () => {
  it('reads files in the order of their numbers, whatever their form', async () => {
    const inside = join(folder, 'days');
    mkdirSync(inside);
    writeFileSync(join(inside, 'day10.csv'), 'id,x\n4,d\n');
    writeFileSync(join(inside, 'day2.csv'), 'id;x\r\n2;b\r\n');
    writeFileSync(join(inside, 'day1.csv'), 'id,x\n1,a\n');
    writeFileSync(join(inside, 'day3.csv'), Buffer.from('id,x\n3,\u00e9\n', 'latin1'));
    const scan = await scanSql(
      { kind: 'folder', file: inside, format: 'delimited', options: {} },
      { copyFolder: join(folder, 'copies') },
    );
    await scan.prepare(silentContext());
    expect(await rowsOf(scan)).toEqual([
      ['1', 'a'],
      ['2', 'b'],
      ['3', 'é'],
      ['4', 'd'],
    ]);
  });

  it('reads Parquet files, only their plain columns', async () => {
    const inside = join(folder, 'parts');
    mkdirSync(inside);
    for (const number of [1, 2]) {
      await duckDb.run(
        `COPY (SELECT ${number} AS id, DATE '2024-01-15' AS day, [1] AS list) TO '${join(inside, `${number}.parquet`)}' (FORMAT parquet)`,
      );
    }
    const source = { kind: 'folder', file: inside, format: 'parquet', options: {} } as const;
    const scan = await scanSql(source, { copyFolder: join(folder, 'copies') });
    expect(scan.columns).toEqual([
      { name: 'id', type: 'INTEGER' },
      { name: 'day', type: 'DATE' },
    ]);
    expect((await rowsOf(scan)).map(([id]) => id)).toEqual([1, 2]);
    await expect(
      scanSql({ ...source, format: 'delimited' }, { copyFolder: folder }),
    ).rejects.toMatchObject({ code: 'file.unsupported' });
  });
});
