// The quick reading of moments against the calendar of the language, and what it leaves to DuckDB.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isoMicroseconds,
  numericTimeReader,
  quickMoment,
} from '../../../../src/engine/sources/sqlite/page-reader-time.ts';

const read = (text: string): number => {
  const bytes = Buffer.from(`xx${text}yy`);
  return isoMicroseconds(bytes, 2, bytes.length - 4);
};

describe('text', () => {
  test('every second from the year 1000 to 9999', () => {
    const first = Date.UTC(1000, 0, 1) / 1000;
    const last = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000;
    fc.assert(
      fc.property(fc.integer({ min: first, max: last }), (second) => {
        const text = new Date(second * 1000).toISOString().slice(0, 19);
        expect(read(text)).toBe(second * 1e6);
        expect(read(text.replace('T', ' '))).toBe(second * 1e6);
        expect(read(`${text}.0`)).toBe(second * 1e6);
        expect(read(text.slice(0, 10))).toBe(Math.floor(second / 86_400) * 86_400e6);
      }),
    );
  });

  test('up to six decimals', () => {
    expect(read('1970-01-01 00:00:00.5')).toBe(500_000);
    expect(read('1970-01-01 00:00:01.000001')).toBe(1_000_001);
  });

  test.each([
    '2015-02-29',
    '2015-13-01',
    '2015-00-10',
    '2015-01-00',
    '0999-01-01',
    '2015-01-01 24:00:00',
    '2015-01-01 23:60:00',
    '2015-01-01 23:59:60',
    '2015-01-01 23:59',
    '2015-01-01T23:59:59Z',
    '2015-01-01 23:59:59+02:00',
    '2015-01-01 23:59:59.',
    '2015-01-01 23:59:59.1234567',
    '2015/01/01',
    '20150101',
    '２０１５-01-01',
    ' 2015-01-01',
    '',
  ])('%s is left to DuckDB', (text) => {
    expect(read(text)).toBeNaN();
  });

  test('leap days of centuries', () => {
    expect(read('2000-02-29')).toBe(Date.UTC(2000, 1, 29) * 1000);
    expect(read('1900-02-29')).toBeNaN();
  });
});

describe('numbers', () => {
  test('yyyymmdd and counts since 1970', () => {
    expect(numericTimeReader('yyyymmdd')(19_970_101)).toBe(Date.UTC(1997, 0, 1) * 1000);
    expect(numericTimeReader('yyyymmdd')(19_970_230)).toBeNaN();
    expect(numericTimeReader('unix-seconds')(1_430_000_000)).toBe(1.43e15);
    expect(numericTimeReader('unix-milliseconds')(1_430_000_000_001)).toBe(1_430_000_000_001_000);
    expect(numericTimeReader('unix-microseconds')(7)).toBe(7);
  });

  test('parts, negative and very large numbers are left to DuckDB', () => {
    for (const value of [1.5, -1, 1e18, Infinity]) {
      expect(numericTimeReader('unix-seconds')(value)).toBeNaN();
    }
    expect(quickMoment('2015-05-20', 'dd/mm/yyyy')).toBeNaN();
    expect(quickMoment(20_150_520n, 'yyyymmdd')).toBe(Date.UTC(2015, 4, 20) * 1000);
  });
});
