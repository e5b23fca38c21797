// DuckDB as it is opened here: nothing is fetched, failures are ours, and close really closes.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDuckDb } from '#engine/duckdb/open-duckdb';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'personae-duckdb-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('openDuckDb', () => {
  it('neither installs nor loads extensions by itself', async () => {
    const duckDb = await openDuckDb(':memory:');
    const [row] = await duckDb.rows(
      `SELECT current_setting('autoinstall_known_extensions'), current_setting('autoload_known_extensions'),
        current_setting('allow_community_extensions'), current_setting('TimeZone')`,
    );
    expect(row).toEqual([false, false, false, 'UTC']);
    await expect(duckDb.rows("SELECT * FROM 'https://example.org/a.csv'")).rejects.toThrow();
    duckDb.close();
  });

  it.each(['%', '%Q', '%Y%'])('names the time format %j that it cannot read', async (pattern) => {
    const duckDb = await openDuckDb(':memory:', { subject: 'visits.csv' });
    await expect(duckDb.rows(`SELECT try_strptime('2024', '${pattern}')`)).rejects.toMatchObject({
      code: 'time.unparsable',
      message: `visits.csv: the time format ${pattern} is no pattern that can be read.`,
    });
    duckDb.close();
  });

  it('uses UTC on every connection', async () => {
    const duckDb = await openDuckDb(':memory:');
    const other = await duckDb.instance.connect();
    const reader = await other.runAndReadAll("SELECT current_setting('TimeZone')");
    expect(reader.getRowsJS()).toEqual([['UTC']]);
    other.closeSync();
    duckDb.close();
  });

  it('works on another connection beside the first, which outlives it', async () => {
    const duckDb = await openDuckDb(':memory:');
    const other = await duckDb.connect();
    await duckDb.run('CREATE TABLE t AS SELECT 1 AS x; BEGIN; INSERT INTO t VALUES (2)');
    // What is not committed is nobody else's business.
    expect(await other.rows('SELECT count(*) FROM t')).toEqual([[1n]]);
    await duckDb.run('COMMIT');
    expect(await other.rows('SELECT count(*) FROM t')).toEqual([[2n]]);
    other.close();
    expect(await duckDb.rows('SELECT count(*) FROM t')).toEqual([[2n]]);
    duckDb.close();
  });

  it('closes, so that the file can be opened again and removed', async () => {
    const path = join(folder, 'store.duckdb');
    for (const round of [1, 2]) {
      const duckDb = await openDuckDb(path, { threadCount: 1 });
      await duckDb.run(`CREATE TABLE t${round} AS SELECT ${round} AS x`);
      duckDb.close();
    }
    const duckDb = await openDuckDb(path);
    expect(await duckDb.rows('SELECT x FROM t1 UNION ALL SELECT x FROM t2')).toEqual([[1], [2]]);
    duckDb.close();
    expect(readdirSync(folder)).toEqual(['store.duckdb']);
  });

  it('calls a damaged store damaged', async () => {
    const path = join(folder, 'store.duckdb');
    writeFileSync(path, 'no database '.repeat(2000));
    await expect(openDuckDb(path)).rejects.toMatchObject({ code: 'file.damaged' });
  });

  it('says when memory and the room to spill are used up', async () => {
    const settings = { memoryLimitBytes: 30_000_000, threadCount: 1, temporaryDirectory: folder };
    const duckDb = await openDuckDb(':memory:', settings);
    await duckDb.run("SET max_temp_directory_size = '1MB'");
    const sql =
      'CREATE TABLE t AS SELECT range AS x, hash(range) AS y FROM range(20000000) ORDER BY y';
    await expect(duckDb.run(sql)).rejects.toMatchObject({
      code: expect.stringMatching(/^(disk|memory)\.full$/) as string,
    });
    duckDb.close();
  });

  it('can be interrupted', async () => {
    const duckDb = await openDuckDb(':memory:');
    const work = duckDb.run(
      'SELECT sum(a.range * b.range) FROM range(3000000) a, range(3000000) b',
    );
    const timer = setInterval(() => duckDb.interrupt(), 20);
    await expect(work).rejects.toMatchObject({ code: 'job.cancelled' });
    clearInterval(timer);
    duckDb.close();
  });
});
