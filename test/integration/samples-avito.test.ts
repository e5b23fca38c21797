// The Avito-shaped sample as a file: schema, the facts of the real data, and the same bytes again.
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPlantedTruth } from '#engine/samples/read-planted-truth';
import { writeAvitoSample, type AvitoSampleSummary } from '#engine/samples/write-avito-sample';

const streamRowCount = 200_000;
const seed = 11;
const folder = mkdtempSync(path.join(tmpdir(), 'personae-avito-'));
const file = path.join(folder, 'avito.sqlite');
let summary: AvitoSampleSummary;
let database: Database.Database;

function one<Value>(sql: string): Value {
  return database.prepare<[], Value>(sql).pluck().get()!;
}

function sha256(name: string): string {
  return createHash('sha256').update(readFileSync(name)).digest('hex');
}

beforeAll(() => {
  summary = writeAvitoSample({ file, streamRowCount, seed });
  database = new Database(file, { readonly: true });
});

afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('schema', () => {
  test.each([
    ['trainSearchStream', 'SearchID,AdID,Position,ObjectType,HistCTR,IsClick'],
    [
      'SearchInfo',
      'SearchID,SearchDate,IPID,UserID,IsUserLoggedOn,SearchQuery,LocationID,CategoryID,SearchParams',
    ],
    ['UserInfo', 'UserID,UserAgentID,UserAgentFamilyID,UserAgentOSID,UserDeviceID'],
    ['AdsInfo', 'AdID,LocationID,CategoryID,Params,Price,Title,IsContext'],
    ['VisitsStream', 'UserID,IPID,AdID,ViewDate'],
    ['PhoneRequestsStream', 'UserID,IPID,AdID,PhoneRequestDate'],
    ['Category', 'CategoryID,Level,ParentCategoryID,SubcategoryID'],
    ['Location', 'LocationID,Level,RegionID,CityID'],
    ['personae_truth', 'UserID,TrueSegment'],
  ])('%s has its columns, the rows that were reported, and no index', (table, columns) => {
    const found = database
      .prepare<[], string>(`SELECT name FROM pragma_table_info('${table}')`)
      .pluck()
      .all();
    expect(found.join()).toBe(columns);
    expect(one(`SELECT count(*) FROM ${table}`)).toBe(summary.rowCounts[table]);
    expect(one(`SELECT count(*) FROM pragma_index_list('${table}')`)).toBe(0);
    expect(one(`SELECT count(*) FROM pragma_table_info('${table}') WHERE pk > 0`)).toBe(0);
  });

  test('there are these nine tables and the file is sound', () => {
    expect(one("SELECT count(*) FROM sqlite_master WHERE type = 'table'")).toBe(9);
    expect(one('PRAGMA integrity_check')).toBe('ok');
    expect(summary.fileBytes).toBe(statSync(file).size);
  });
});

describe('sizes', () => {
  test('trainSearchStream has the rows that were asked for, the others the real proportions', () => {
    expect(summary.rowCounts.trainSearchStream).toBe(streamRowCount);
    const ratio = (table: string) => summary.rowCounts[table]! / streamRowCount;
    // Real data: 112.2, 286.8, 13.7 and 36.9 to 392.4 million rows.
    expect(ratio('SearchInfo')).toBeCloseTo(0.286, 2);
    expect(ratio('VisitsStream')).toBeCloseTo(0.731, 1);
    expect(ratio('PhoneRequestsStream')).toBeCloseTo(0.035, 2);
    expect(ratio('AdsInfo')).toBeCloseTo(0.094, 3);
  });

  test.each([1, 7, 4096, 12_345])('%d rows', (rowCount) => {
    const small = path.join(folder, `small-${rowCount}.sqlite`);
    const { rowCounts } = writeAvitoSample({ file: small, streamRowCount: rowCount, seed });
    expect(rowCounts.trainSearchStream).toBe(rowCount);
    const opened = new Database(small, { readonly: true });
    const strangers = opened
      .prepare(
        `SELECT count(*) FROM trainSearchStream
         WHERE AdID NOT IN (SELECT AdID FROM AdsInfo)
            OR SearchID NOT IN (SELECT SearchID FROM SearchInfo)`,
      )
      .pluck()
      .get();
    opened.close();
    expect(strangers).toBe(0);
  });

  test.each([0, -1, 1.5, NaN, Infinity, 400_000_001])('%d rows are refused', (rowCount) => {
    expect(() =>
      writeAvitoSample({ file: path.join(folder, 'never'), streamRowCount: rowCount, seed }),
    ).toThrow(expect.objectContaining({ code: 'call.invalid' }));
    expect(existsSync(path.join(folder, 'never'))).toBe(false);
  });
});

describe('facts of the real data', () => {
  test('clicks and historical click rates are NULL unless ObjectType is 3, and never there', () => {
    const rows = database
      .prepare<[], { type: number; n: number; clicks: number; rates: number }>(
        `SELECT ObjectType type, count(*) n, count(IsClick) clicks, count(HistCTR) rates
         FROM trainSearchStream GROUP BY 1 ORDER BY 1`,
      )
      .all();
    expect(rows.map((row) => row.type)).toEqual([1, 2, 3]);
    expect(rows.map((row) => [row.clicks, row.rates])).toEqual([
      [0, 0],
      [0, 0],
      [rows[2]!.n, rows[2]!.n],
    ]);
    expect(rows[2]!.n / streamRowCount).toBeCloseTo(0.485, 2);
    const kinds = "SELECT DISTINCT typeof(IsClick) || ' ' || IsClick FROM trainSearchStream";
    const values = database.prepare(`${kinds} WHERE ObjectType = 3 ORDER BY 1`).pluck().all();
    expect(values).toEqual(['integer 0', 'integer 1']);
    const rate = one<number>('SELECT avg(IsClick) FROM trainSearchStream');
    expect(rate).toBeGreaterThan(0.005);
    expect(rate).toBeLessThan(0.008);
  });

  test.each([
    ['SearchInfo', 'SearchDate'],
    ['VisitsStream', 'ViewDate'],
    ['PhoneRequestsStream', 'PhoneRequestDate'],
  ])('the dates of %s are text ending in .0 within the window', (table, column) => {
    const digits = '[0-9][0-9]';
    const form = `2015-${digits}-${digits} ${digits}:${digits}:${digits}.0`;
    expect(one(`SELECT count(*) FROM ${table} WHERE ${column} NOT GLOB '${form}'`)).toBe(0);
    expect(one(`SELECT count(*) FROM ${table} WHERE typeof(${column}) <> 'text'`)).toBe(0);
    const first = one<string>(`SELECT min(${column}) FROM ${table}`);
    const last = one<string>(`SELECT max(${column}) FROM ${table}`);
    expect(first >= '2015-04-25 00:00:00.0').toBe(true);
    expect(last <= '2015-05-20 23:59:59.0').toBe(true);
  });

  test('the window is used up to its last hour', () => {
    expect(one<string>('SELECT max(SearchDate) FROM SearchInfo') >= '2015-05-20 23').toBe(true);
    expect(one<string>('SELECT min(SearchDate) FROM SearchInfo') < '2015-04-26').toBe(true);
  });

  test('searches are in the order of their id, people and times mixed', () => {
    expect(one('SELECT count(*) FROM SearchInfo WHERE SearchID <> rowid')).toBe(0);
    const neighbours = `FROM SearchInfo a JOIN SearchInfo b ON b.rowid = a.rowid + 1`;
    const count = summary.rowCounts.SearchInfo!;
    const same = one<number>(`SELECT count(*) ${neighbours} WHERE a.UserID = b.UserID`);
    expect(same / count).toBeLessThan(0.01);
    const later = one<number>(`SELECT count(*) ${neighbours} WHERE a.SearchDate < b.SearchDate`);
    expect(later / count).toBeCloseTo(0.5, 1);
    const disorder = `SELECT count(*) FROM trainSearchStream a JOIN trainSearchStream b
      ON b.rowid = a.rowid + 1 WHERE b.SearchID < a.SearchID`;
    expect(one(disorder)).toBe(0);
  });

  test('some searches showed nothing, the others up to eight ads', () => {
    const shown = one<number>('SELECT count(DISTINCT SearchID) FROM trainSearchStream');
    const share = 1 - shown / summary.rowCounts.SearchInfo!;
    expect(share).toBeGreaterThan(0.02);
    expect(share).toBeLessThan(0.045);
    expect(
      one('SELECT max(n) FROM (SELECT count(*) n FROM trainSearchStream GROUP BY SearchID)'),
    ).toBe(8);
  });

  test('no two ads of a search stand in the same place', () => {
    expect(
      one(`SELECT count(*) FROM
        (SELECT 1 FROM trainSearchStream GROUP BY SearchID, Position HAVING count(*) > 1)`),
    ).toBe(0);
  });

  test('parameters are no JSON, titles are Cyrillic', () => {
    const some = "SearchParams <> ''";
    expect(one(`SELECT count(*) FROM SearchInfo WHERE ${some}`)).toBeGreaterThan(10_000);
    expect(one(`SELECT count(*) FROM SearchInfo WHERE ${some} AND json_valid(SearchParams)`)).toBe(
      0,
    );
    expect(
      one(
        `SELECT count(*) FROM SearchInfo WHERE ${some} AND SearchParams NOT GLOB '{[0-9]*:''*'', [0-9]*:''*''}'`,
      ),
    ).toBe(0);
    expect(one("SELECT count(*) FROM AdsInfo WHERE Title NOT GLOB '*[а-я]*'")).toBe(0);
    expect(one<string>("SELECT Params FROM AdsInfo WHERE Params LIKE '{83:%' LIMIT 1")).toMatch(
      /^\{83:'[^']+', 175:'[^']+'\}$/,
    );
  });

  test('only context ads are shown as such', () => {
    expect(
      one(`SELECT count(*) FROM trainSearchStream s JOIN AdsInfo a USING (AdID)
           WHERE (ObjectType = 3) <> IsContext`),
    ).toBe(0);
  });

  test('activity is skewed: the busiest tenth of the people makes most of the searches', () => {
    const share = one<number>(`
      WITH n AS (SELECT count(*) c FROM SearchInfo GROUP BY UserID),
      ranked AS (SELECT c, row_number() OVER (ORDER BY c DESC) place FROM n)
      SELECT sum(c) FILTER (WHERE place <= (SELECT count(*) / 10 FROM n)) * 1.0 / sum(c) FROM ranked`);
    expect(share).toBeGreaterThan(0.35);
  });
});

describe('awkward people', () => {
  test('one robot has by far the most searches and visits', () => {
    const robot = one<number>("SELECT UserID FROM personae_truth WHERE TrueSegment = 'robot'");
    for (const table of ['SearchInfo', 'VisitsStream']) {
      const counts = database
        .prepare<[], { UserID: number; n: number }>(
          `SELECT UserID, count(*) n FROM ${table} GROUP BY 1 ORDER BY n DESC LIMIT 2`,
        )
        .all();
      expect(counts[0]?.UserID).toBe(robot);
    }
    const visits = one<number>(`SELECT count(*) FROM VisitsStream WHERE UserID = ${robot}`);
    expect(visits / summary.rowCounts.VisitsStream!).toBeGreaterThan(0.01);
    const clicks = `SELECT sum(IsClick) FROM trainSearchStream JOIN SearchInfo USING (SearchID)`;
    expect(one(`${clicks} WHERE UserID = ${robot}`)).toBe(0);
  });

  test('a few people who search are missing from UserInfo, and nobody else is there', () => {
    const orphans = one<number>(
      'SELECT count(DISTINCT UserID) FROM SearchInfo WHERE UserID NOT IN (SELECT UserID FROM UserInfo)',
    );
    expect(orphans / summary.personCount).toBeGreaterThan(0.015);
    expect(orphans / summary.personCount).toBeLessThan(0.05);
    expect(
      one('SELECT count(*) FROM UserInfo WHERE UserID NOT IN (SELECT UserID FROM SearchInfo)'),
    ).toBe(0);
  });

  test('identifiers of people have gaps', () => {
    expect(one<number>('SELECT max(UserID) FROM SearchInfo')).toBeGreaterThan(
      summary.personCount * 1.02,
    );
  });
});

describe('planted truth', () => {
  test('is known for every person who searches, by the text of the key', () => {
    const truth = readPlantedTruth(file);
    expect(truth?.size).toBe(summary.personCount);
    const people = database.prepare('SELECT DISTINCT UserID FROM SearchInfo').pluck().all();
    expect(people).toHaveLength(summary.personCount);
    for (const person of people) expect(truth?.has(String(person))).toBe(true);
    expect([...new Set(truth?.values())].sort()).toEqual([
      'convertible',
      'lapsed',
      'looker',
      'loyal',
      'one-off',
      'robot',
    ]);
  });

  test('a database of something else has none', () => {
    const other = path.join(folder, 'other.sqlite');
    new Database(other).exec('CREATE TABLE orders (id INTEGER)').close();
    expect(readPlantedTruth(other)).toBeUndefined();
  });
});

/** The rows of all tables, without what the version of SQLite leaves in a file's header. */
function contentDigest(name: string): string {
  const opened = new Database(name, { readonly: true });
  const hash = createHash('sha256');
  for (const table of Object.keys(summary.rowCounts)) {
    for (const row of opened.prepare(`SELECT * FROM ${table} ORDER BY rowid`).raw().iterate()) {
      hash.update(JSON.stringify(row));
    }
  }
  opened.close();
  return hash.digest('hex');
}

test('the same seed and size give the same bytes, another seed others', () => {
  const write = (name: string, withSeed: number) => {
    const written = path.join(folder, name);
    writeAvitoSample({ file: written, streamRowCount: 20_000, seed: withSeed });
    return written;
  };
  const first = write('first.sqlite', 3);
  expect(sha256(write('again.sqlite', 3))).toBe(sha256(first));
  expect(sha256(write('other-seed.sqlite', 4))).not.toBe(sha256(first));
  // Whoever changes the generator changes everybody's samples: say so in the change log.
  expect(contentDigest(first)).toBe(
    'daf481d481fa02279a2b10308a3300ef96b33823e73d1b9fca7c0ef8804a53e6',
  );
});
