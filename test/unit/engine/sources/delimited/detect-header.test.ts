// The first row is a header or it is not.
import { describe, expect, it } from 'vitest';
import { detectHeader } from '#engine/sources/delimited/detect-header';

const cases: [string, boolean, string[][]][] = [
  [
    'names above numbers',
    true,
    [
      ['id', 'amount'],
      ['1', '2.5'],
      ['2', '3'],
    ],
  ],
  [
    'numbers only',
    false,
    [
      ['1', '2.5'],
      ['2', '3'],
    ],
  ],
  [
    'keys and dates',
    false,
    [
      ['00004', '19970101'],
      ['00004', '19970118'],
    ],
  ],
  [
    'names above dates',
    true,
    [
      ['who', 'when'],
      ['x', '2024-01-01'],
      ['y', '2024-01-02'],
    ],
  ],
  [
    'a date above dates',
    false,
    [
      ['x', '2024-01-01'],
      ['y', '2024-01-02'],
    ],
  ],
  [
    'words that come again',
    false,
    [
      ['red', 'small'],
      ['red', 'large'],
      ['blue', 'small'],
    ],
  ],
  [
    'names above words',
    true,
    [
      ['colour', 'size'],
      ['red', 'large'],
      ['blue', 'small'],
    ],
  ],
  [
    'years as names',
    true,
    [
      ['country', 'y2019'],
      ['de', '12'],
      ['fr', '14'],
    ],
  ],
  ['a header alone', true, [['id', 'amount']]],
  ['a row of data alone', false, [['1', '2.5']]],
  [
    'names with an empty one',
    true,
    [
      ['id', '', 'amount'],
      ['1', 'x', '2'],
      ['2', 'y', '3'],
    ],
  ],
  [
    'names above columns of words and numbers',
    true,
    [
      ['City', 'Count'],
      ['Bonn', '1'],
      ['Köln', '2'],
    ],
  ],
];

describe('detectHeader', () => {
  it.each(cases)('%s', (_, expected, rows) => {
    expect(detectHeader(rows)).toBe(expected);
  });
});
