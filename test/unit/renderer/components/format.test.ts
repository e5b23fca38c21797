// Numbers, dates, sizes and durations as people read and type them.
import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDate,
  withReadableDates,
  formatDuration,
  formatNumber,
  formatPlural,
  formatShare,
} from '../../../../src/renderer/components/format.ts';
import { parseNumber } from '../../../../src/renderer/components/parse-number.ts';

describe('format', () => {
  it.each([
    [0, '0'],
    [20_114_208, '20,114,208'],
    [12.345, '12.3'],
    [1.006, '1.01'],
    [123.6, '124'],
    [7.5, '7.5'],
    [19.98, '20'],
    [2.999, '3'],
    [0.0456, '0.046'],
    [-0.5, '-0.5'],
    [1234.5, '1,235'],
  ])('writes the number %d as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it.each([
    [0, '0 %'],
    [0.004, '0.4 %'],
    [0.0006, '0.1 %'],
    [0.0004, '< 0.1 %'],
    [1e-9, '< 0.1 %'],
    [0.0994, '9.9 %'],
    [0.0996, '10 %'],
    [0.234, '23 %'],
    [1, '100 %'],
  ])('writes the share %d as %s', (share, text) => {
    expect(formatShare(share)).toBe(text);
  });

  it.each([
    [0, '0 B'],
    [740, '740 B'],
    [1_200, '1.2 kB'],
    [999_700, '1.0 MB'],
    [82_000_000_000, '82 GB'],
  ])('writes %d bytes as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it.each([
    [120, 'less than a second'],
    [42_000, '42 s'],
    [59_700, '1 min'],
    [80_000, '1 min 20 s'],
    [7_500_000, '2 h 5 min'],
  ])('writes %d ms as %s', (duration, text) => {
    expect(formatDuration(duration)).toBe(text);
  });

  it('writes a calendar date the same in every time zone', () => {
    expect(formatDate('2015-05-21')).toBe('21 May 2015');
    expect(formatDate('2015-05-21T23:59:59Z')).toBe('21 May 2015');
    expect(withReadableDates('From 2015-05-21 to 2015-06-01: order 1-2015-05.')).toBe(
      'From 21 May 2015 to 1 Jun 2015: order 1-2015-05.',
    );
  });

  it('counts in the singular and the plural', () => {
    expect(formatPlural(1, 'person', 'people')).toBe('1 person');
    expect(formatPlural(1200, 'person', 'people')).toBe('1,200 people');
    expect(formatCount(0)).toBe('0');
  });
});

describe('parseNumber', () => {
  it.each([
    ['1234', 1234],
    ['1,234', 1234],
    ['1,234,567.5', 1_234_567.5],
    ['1.234,5', 1234.5],
    ['1 234,5', 1234.5],
    ['0,5', 0.5],
    ['99.9', 99.9],
    ['-3e4', -30_000],
    ['−7', -7],
    ['12 %', 12],
    ['12,34', 12.34],
  ])('reads %s as %d', (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });

  it.each(['', ' ', 'abc', '1,2,3', '1.2.3', '5 apples', 'Infinity', 'NaN'])(
    'takes "%s" for no number',
    (text) => {
      expect(parseNumber(text)).toBeNull();
    },
  );
});
