// Headings of a table: two lines as soon as one label may not fit on one.
import { expect, it } from 'vitest';
import { headingHeight } from '../../../../src/renderer/components/table/heading-height.ts';

const people = { label: 'People', width: 84 };

it('gives one line to labels that fit, and two to all where one may not', () => {
  const long = { label: 'Recency, median', width: 128 };
  expect(headingHeight([people])).toBe(32);
  expect(headingHeight([])).toBe(32);
  expect(headingHeight([people, long])).toBe(44);
  // Made wider by hand it needs one again.
  expect(headingHeight([people, { ...long, width: 136 }])).toBe(32);
});
