// Numbers as people write them.
import { describe, expect, it } from 'vitest';
import {
  detectDecimal,
  hasLeadingZero,
  isBeyondDouble,
  readNumber,
  type Decimal,
} from '#engine/sources/number-text';

const read: [string, Decimal, number | null][] = [
  ['12', '.', 12],
  ['-12.5', '.', -12.5],
  ['.5', '.', 0.5],
  ['1e3', '.', 1000],
  ['12,5', '.', null],
  ['12,5', ',', 12.5],
  ['1,234', '.', 1234],
  ['1,234', ',', 1.234],
  ['1,234,567.8', '.', 1234567.8],
  ['1.234,5', ',', 1234.5],
  ['1.5', ',', null],
  ['1 234,5', ',', 1234.5],
  ["1'234.5", '.', 1234.5],
  ['1,234 567', '.', null],
  ['12,34', '.', null],
  ['$5', '.', 5],
  ['-$5', '.', -5],
  ['€ 1.234,50', ',', 1234.5],
  ['5 EUR', '.', 5],
  ['12 %', '.', 12],
  ['inf', '.', Infinity],
  ['-Infinity', '.', -Infinity],
  ['1e999', '.', Infinity],
  ['0x1F', '.', null],
  ['', '.', null],
  ['-', '.', null],
  ['1.2.3', '.', null],
];

describe('readNumber', () => {
  it.each(read)('%s with decimal %s', (text, decimal, value) => {
    expect(readNumber(text, decimal)?.value ?? null).toBe(value);
  });

  it('says what it left out', () => {
    expect(readNumber('1,234', '.')).toEqual({ value: 1234, whole: true, decoration: 'thousands' });
    expect(readNumber('12%', '.')?.decoration).toBe('percent');
    expect(readNumber('5 €', '.')?.decoration).toBe('currency');
    expect(readNumber('12.0', '.')).toEqual({ value: 12, whole: false, decoration: null });
  });
});

describe('names that look like numbers', () => {
  it('sees leading zeros', () => {
    expect(['00012', '-01', '0', '0.5', '10'].map(hasLeadingZero)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('sees whole numbers beyond a double', () => {
    const texts = ['9007199254740991', '9007199254740992', '-9223372036854775808', '12.5'];
    expect(texts.map(isBeyondDouble)).toEqual([false, true, true, false]);
  });
});

describe('detectDecimal', () => {
  it('follows the cells that can be read one way only', () => {
    expect(detectDecimal(['12,5', '1,234', 'x, y'])).toBe(',');
    expect(detectDecimal(['12.5', '1,234', '3.75'])).toBe('.');
    expect(detectDecimal(['1,234', '5,678'])).toBe('.');
    expect(detectDecimal([])).toBe('.');
  });
});
