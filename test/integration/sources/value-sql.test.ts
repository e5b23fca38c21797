// What is inferred from a sample and what the SQL reads are the same.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb, type DuckDb } from '#engine/duckdb/open-duckdb';
import { literal } from '#engine/duckdb/sql-text';
import { readNumber } from '#engine/sources/number-text';
import { detectTimeFormat, timestampSql } from '#engine/sources/time-format';
import { booleanSql, numberSql } from '#engine/sources/value-sql';

let duckDb: DuckDb;
beforeAll(async () => {
  duckDb = await openDuckDb(':memory:');
});
afterAll(() => duckDb.close());

async function valueOf(sql: string): Promise<unknown> {
  const [row] = await duckDb.rows(`SELECT ${sql}`);
  return row?.[0] ?? null;
}

/** As "2015-05-20 23:59:59". */
function moment(column: string, format: string): Promise<unknown> {
  return valueOf(`CAST(${timestampSql(column, format)} AS VARCHAR)`);
}

const numbers = [
  ...['1', '-1', '+1', '1.5', '1,5', '1,234', '1.234', '1,234.5', '1.234,5', '1 234', '1 234,5'],
  ...["1'234.5", '12,34', '$5', '-$5', '$-5', '5 €', '€ 1.234,50', '12 %', '12,5%', '1e3', '1e999'],
  ...['inf', '-Infinity', 'nan', '0x1F', 'abc', '', '-', '1.2.3', '1,2,3', '.5', ',5', '5.', '5,'],
  ...[
    'EUR 12',
    '12 EUR',
    '--5',
    '1 2',
    '12 34',
    '-0',
    '1\u00a0234,5',
    '1,234,567',
    '1,234 567',
    '(5)',
  ],
  ...[' 7 ', '5-', '9'.repeat(50)],
];

describe('numberSql', () => {
  it.each(['.', ','] as const)(
    'reads numbers with decimal %s as the sample does',
    async (decimal) => {
      const read: [string, unknown][] = [];
      const expected: [string, number | null][] = [];
      for (const text of numbers) {
        read.push([text, await valueOf(numberSql(literal(text), decimal))]);
        const value = readNumber(text, decimal)?.value;
        expected.push([text, value === undefined || !Number.isFinite(value) ? null : value]);
      }
      expect(read).toEqual(expected);
    },
  );

  it('reads numbers that are numbers already', async () => {
    expect(await valueOf(numberSql('12.5::DOUBLE'))).toBe(12.5);
    expect(await valueOf(numberSql("'infinity'::DOUBLE"))).toBeNull();
    expect(await valueOf(numberSql('7::BIGINT'))).toBe(7);
  });
});

describe('booleanSql', () => {
  it('reads yes and no', async () => {
    const words = ['TRUE', 'no', ' Ja ', 'Nein', '1', '0', 'да', 'нет', 'maybe', ''];
    const read = [];
    for (const word of words) read.push(await valueOf(booleanSql(literal(word))));
    expect(read).toEqual([true, false, true, false, true, false, true, false, null, null]);
    expect(await valueOf(booleanSql('1::INTEGER'))).toBe(true);
    expect(await valueOf(booleanSql('0.0::DOUBLE'))).toBe(false);
  });
});

const moments: [string, string, string][] = [
  ['iso', '2015-05-20', '2015-05-20 00:00:00'],
  ['iso', '2015-05-20 23:59:59.0', '2015-05-20 23:59:59'],
  ['iso', '2015-05-20T23:59:59Z', '2015-05-20 23:59:59'],
  ['iso', '2015-05-20T23:59:59+02:00', '2015-05-20 21:59:59'],
  ['iso', '2015-05-20 23:59:59 +02', '2015-05-20 21:59:59'],
  ['iso', '2015-05-20 23:59:59-0700', '2015-05-21 06:59:59'],
  ['iso', ' 2015/5/2 1:02 ', '2015-05-02 01:02:00'],
  ['yyyymmdd', '19970118', '1997-01-18 00:00:00'],
  ['dd/mm/yyyy', '1/2/2024', '2024-02-01 00:00:00'],
  ['dd/mm/yyyy', '01/02/2024 10:05', '2024-02-01 10:05:00'],
  ['mm/dd/yyyy', '12/25/2024 10:05:06 PM', '2024-12-25 22:05:06'],
  ['mm/dd/yyyy', '12/25/2024 9:05 am', '2024-12-25 09:05:00'],
  ['dd.mm.yyyy', '31.12.2024 23:59:59', '2024-12-31 23:59:59'],
  ['dd.mm.yyyy', '31.12.2024 23:59:59.5', '2024-12-31 23:59:59.5'],
  ['%d-%b-%y', '20-MAY-15', '2015-05-20 00:00:00'],
  ['%d/%m/%y %H:%M', '20/5/15 7:08', '2015-05-20 07:08:00'],
  ['%B %d, %Y', 'March 20, 2015', '2015-03-20 00:00:00'],
  ['%Y%m%d%H%M%S', '20150520235959', '2015-05-20 23:59:59'],
  ['%d/%b/%Y:%H:%M:%S %z', '10/Oct/2000:13:55:36 -0700', '2000-10-10 20:55:36'],
  ['%a, %d %b %Y %H:%M:%S %z', 'Mon, 20 May 2024 10:00:00 +0200', '2024-05-20 08:00:00'],
  ['%Y-%m', '2024-05', '2024-05-01 00:00:00'],
];

describe('timestampSql', () => {
  it.each(moments)('reads %s: %s', async (format, text, expected) => {
    expect(await moment(literal(text), format)).toBe(expected);
    // A format that the sample is guessed to have is one that can be read.
    const guess = detectTimeFormat([text]);
    expect(guess).not.toBeNull();
    expect(await moment(literal(text), guess?.format ?? '')).not.toBeNull();
  });

  it('reads counts from 1970 and from 1900', async () => {
    expect(await moment('1432000000', 'unix-seconds')).toBe('2015-05-19 01:46:40');
    expect(await moment("'1432000000.5'", 'unix-seconds')).toBe('2015-05-19 01:46:40.5');
    expect(await moment('1432000000123', 'unix-milliseconds')).toBe('2015-05-19 01:46:40.123');
    expect(await moment('1432000000123456', 'unix-microseconds')).toBe(
      '2015-05-19 01:46:40.123456',
    );
    expect(await moment('42143.5', 'excel-days')).toBe('2015-05-19 12:00:00');
  });

  it('reads dates and moments of DuckDB', async () => {
    expect(await moment("DATE '2015-05-19'", 'native')).toBe('2015-05-19 00:00:00');
    expect(await moment("TIMESTAMPTZ '2015-05-19 10:00:00+02'", 'native')).toBe(
      '2015-05-19 08:00:00',
    );
    expect(await moment("DATE '2015-05-19'", 'iso')).toBe('2015-05-19 00:00:00');
    expect(await moment('20150519', 'yyyymmdd')).toBe('2015-05-19 00:00:00');
  });

  it.each([
    ['iso', '2015-02-30'],
    ['iso', '0000-01-01'],
    ['iso', '0000-00-00 00:00:00'],
    ['iso', 'infinity'],
    ['iso', '12345-01-01'],
    ['iso', 'soon'],
    ['iso', ''],
    ['dd/mm/yyyy', '1/2/24'],
    ['dd/mm/yyyy', '31/02/2024'],
    ['yyyymmdd', '1997011'],
    ['unix-seconds', 'inf'],
    ['unix-seconds', '1e300'],
    ['excel-days', '-1e18'],
  ])('gives no moment for %s: %j', async (format, text) => {
    expect(await moment(literal(text), format)).toBeNull();
  });
});
