// Numbers and names as they are written into pictures.
import { describe, expect, it } from 'vitest';
import { escapeText, labelText, shorten, wrapLines } from '#figures/label-text';
import { dateText, numberText, peopleText, quantityText, shareText } from '#figures/number-text';
import { measureText } from '#figures/axis';

describe('numbers', () => {
  it.each([
    [0, '0'],
    [0.1234, '0.123'],
    [12.34, '12.3'],
    [1234.5, '1,235'],
    [-0.5, '−0.5'],
  ])('writes %d as %s', (value, text) => {
    expect(numberText(value)).toBe(text);
  });

  it.each([
    [0, '0 %'],
    [0.0004, '< 0.1 %'],
    [0.034, '3.4 %'],
    [0.05, '5 %'],
    [0.0999, '10 %'],
    [0.236, '24 %'],
    [1, '100 %'],
  ])('writes the share %d as %s', (share, text) => {
    expect(shareText(share)).toBe(text);
  });

  it('puts units in the singular at one', () => {
    expect([quantityText(1, 'days'), quantityText(2, 'days'), quantityText(5, 'currency')]).toEqual(
      ['1 day', '2 days', '5'],
    );
    expect([peopleText(1), peopleText(12_345)]).toEqual(['1 person', '12,345 people']);
  });

  it('writes dates out and leaves what is no date', () => {
    expect(dateText('2015-05-21')).toBe('21 May 2015');
    expect(dateText('2015-05-21T10:00:00Z')).toBe('21 May 2015');
    expect(dateText('last spring')).toBe('last spring');
  });
});

describe('names', () => {
  it('cannot smuggle markup into a picture', () => {
    expect(escapeText('<b>A & B</b>')).toBe('&lt;b&gt;A &amp; B&lt;/b&gt;');
    expect(labelText('<i>x</i>')).toBe('&lt;i&gt;x&lt;/i&gt;');
  });

  it('are cut with an ellipsis, by characters and not by halves of them', () => {
    expect(shorten('abcdef', 4)).toBe('abc…');
    expect(shorten('😀😀😀😀', 3)).toBe('😀😀…');
    expect(shorten('abc', 3)).toBe('abc');
  });

  it('wrap into lines and lose nothing silently', () => {
    expect(wrapLines('one two three four', 8, 3)).toEqual(['one two', 'three', 'four']);
    expect(wrapLines('one two three four', 8, 2)).toEqual(['one two', 'three f…']);
    expect(wrapLines('', 8, 2)).toEqual(['']);
    expect(wrapLines('Donaudampfschifffahrt', 8, 2)).toEqual(['Donauda…']);
  });
});

describe('axis titles', () => {
  it('say the unit, once', () => {
    expect(measureText({ label: 'Recency', unit: 'days' })).toBe('Recency (days)');
    expect(measureText({ label: 'Clicks', unit: 'clicks' })).toBe('Clicks');
    expect(measureText({ label: 'Money spent', unit: 'currency' })).toBe('Money spent');
  });
});
