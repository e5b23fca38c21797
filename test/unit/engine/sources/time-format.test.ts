// The way moments are written is found out from sampled values.
import { describe, expect, it } from 'vitest';
import {
  detectNumericTimeFormat,
  detectTimeFormat,
  timeFormatsInUse,
} from '#engine/sources/time-format';

const written: [string, string[]][] = [
  ['iso', ['2015-05-20', '2015-06-01']],
  ['iso', ['2015-05-20 23:59:59.0', '2015-05-01 00:00:00.0']],
  ['iso', ['2015-05-20T23:59:59Z', '2015-05-20T23:59:59.123+02:00']],
  ['iso', ['2015/05/20 10:05', '2015/5/2']],
  ['dd/mm/yyyy', ['25/12/2024', '01/02/2024 10:05']],
  ['mm/dd/yyyy', ['12/25/2024', '1/2/2024 10:05 PM']],
  ['dd.mm.yyyy', ['01.02.2024', '31.12.2024 08:00:01']],
  ['yyyymmdd', ['20240131', '20240229']],
  ['%d-%b-%y', ['20-May-15', '01-JUN-15']],
  ['%d %B %Y', ['20 March 2015', '1 May 2016']],
  ['%b %d, %Y', ['Mar 20, 2015', 'May 1, 2016']],
  ['%d-%m-%Y', ['20-05-2015', '31-05-2015']],
  ['%Y%m%d%H%M%S', ['20150520235959', '20150521000000']],
  ['%d/%b/%Y:%H:%M:%S %z', ['10/Oct/2000:13:55:36 -0700']],
  ['%a, %d %b %Y %H:%M:%S %z', ['Mon, 20 May 2024 10:00:00 +0200']],
  ['%Y-%m', ['2024-01', '2024-12']],
];

describe('detectTimeFormat', () => {
  it.each(written)('%s from %j', (format, values) => {
    const guess = detectTimeFormat(values);
    expect(guess).toMatchObject({ format, ambiguous: false, readableCount: values.length });
  });

  it('flags day and month that can be read either way', () => {
    const guess = detectTimeFormat(['01/02/2024', '03/02/2024', '05/02/2024']);
    expect(guess).toMatchObject({ format: 'dd/mm/yyyy', ambiguous: true });
    expect(detectTimeFormat(['02/01/2024', '02/03/2024'])).toMatchObject({
      format: 'mm/dd/yyyy',
      ambiguous: true,
    });
  });

  it('counts what it cannot read', () => {
    expect(detectTimeFormat(['2024-01-01', '2024-02-30', 'soon'])).toMatchObject({
      readableCount: 1,
    });
  });

  it('finds none in words and numbers', () => {
    expect(detectTimeFormat(['click', 'view'])).toBeNull();
    expect(detectTimeFormat(['12.5', '1e3'])).toBeNull();
    expect(detectTimeFormat([])).toBeNull();
    expect(detectTimeFormat(['0000-00-00', '0000-01-01'])).toBeNull();
  });
});

describe('timeFormatsInUse', () => {
  it('names both of two ways', () => {
    const values = ['2024-01-15', '2024-01-16', '17/01/2024', '18/01/2024'];
    expect(timeFormatsInUse(values, 0.25)).toEqual(['iso', 'dd/mm/yyyy']);
  });
});

describe('detectNumericTimeFormat', () => {
  it('knows dates as numbers by their values', () => {
    expect(detectNumericTimeFormat('column_3', [19970101, 19970118, 19970802])).toBe('yyyymmdd');
    expect(detectNumericTimeFormat('id', [19970101, 19971301, 19970802])).toBeNull();
  });

  it('takes counts for moments only where the name promises one', () => {
    expect(detectNumericTimeFormat('created_at', [1432000000, 1432000001])).toBe('unix-seconds');
    expect(detectNumericTimeFormat('timestamp', [1432000000123])).toBe('unix-milliseconds');
    expect(detectNumericTimeFormat('event_time', [1432000000123456])).toBe('unix-microseconds');
    expect(detectNumericTimeFormat('Date', [42144.5, 42145])).toBe('excel-days');
    expect(detectNumericTimeFormat('phone', [1432000000, 1432000001])).toBeNull();
    expect(detectNumericTimeFormat('amount', [42144.5])).toBeNull();
  });
});
