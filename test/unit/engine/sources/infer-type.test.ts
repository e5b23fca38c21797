// The type of a column is what nearly all of its sampled values can be read as.
import { describe, expect, it } from 'vitest';
import { inferType, type Inference } from '#engine/sources/infer-type';
import type { SampleValue } from '#engine/sources/source-sample';

function infer(values: SampleValue[], name = 'x', decimal: '.' | ',' = '.'): Inference {
  return inferType({ name }, values, decimal);
}

describe('inferType', () => {
  it('tells whole numbers, numbers and text apart', () => {
    expect(infer(['1', '-2', '3']).type).toBe('integer');
    expect(infer(['1', '2.5']).type).toBe('number');
    expect(infer(['1,5', '2'], 'x', ',').type).toBe('number');
    expect(infer(['a', 'b']).type).toBe('text');
    expect(infer([1, 2.5]).type).toBe('number');
  });

  it('keeps leading zeros and large keys as text', () => {
    expect(infer(['00012', '00013']).type).toBe('text');
    expect(infer(['00012', '00013']).notes[0]).toContain('Leading zeros');
    expect(infer(['9007199254740993', '2']).type).toBe('text');
    expect(infer([9007199254740993n, 2]).type).toBe('text');
  });

  it('knows yes and no in several languages, and 0 and 1', () => {
    for (const pair of [
      ['yes', 'no'],
      ['Ja', 'Nein'],
      ['TRUE', 'FALSE'],
      ['1', '0'],
      ['да', 'нет'],
    ]) {
      expect(infer(pair).type).toBe('boolean');
    }
    expect(infer([0, 1, 1]).type).toBe('boolean');
    expect(infer(['1', '1']).type).toBe('integer');
    expect(infer(['red', 'blue']).type).toBe('text');
  });

  it('notes values that do not fit', () => {
    const values = [...Array.from({ length: 19 }, (_, index) => String(index + 2)), '5+'];
    expect(infer(values)).toMatchObject({ type: 'integer' });
    expect(infer(values).notes).toEqual(['1 of 20 sampled values are not numbers: "5+".']);
    expect(infer(['1', '2', 'x', 'y']).type).toBe('text');
  });

  it('counts words for nothing as missing in numbers, never in names', () => {
    expect(infer(['1', 'NA', '2', 'n/a'])).toMatchObject({ type: 'integer', missingCount: 2 });
    expect(infer(['NA', 'DE', 'FR'])).toMatchObject({ type: 'text', missingCount: 0 });
  });

  it('notes infinite numbers, percent, currency and thousands', () => {
    expect(infer([...Array<string>(19).fill('2'), 'inf']).notes[0]).toContain('infinite');
    expect(infer(['12%', '13%']).notes[0]).toContain('percent');
    expect(infer(['$5', '$6']).notes[0]).toContain('Currency');
    expect(infer(['1,234', '5,678']).notes[0]).toContain('thousands');
  });

  it('names both ways of writing moments in one column', () => {
    const two = infer(['2024-01-15', '17/01/2024', '2024-01-16', '18/01/2024']);
    expect(two.type).toBe('text');
    expect(two.notes[0]).toContain('iso, dd/mm/yyyy');
  });

  it('says so where there is no value', () => {
    expect(infer([])).toMatchObject({ type: 'text', notes: ['No value in the sampled rows.'] });
  });

  it('finds moments in text and numbers', () => {
    expect(infer(['2015-05-20 23:59:59.0'])).toMatchObject({ type: 'time', timeFormat: 'iso' });
    expect(infer([20150520, 20150521, 20150522])).toMatchObject({ timeFormat: 'yyyymmdd' });
  });

  it('follows a type that the source itself fixes', () => {
    const column = { name: 'x', type: 'time' } as const;
    expect(inferType(column, ['2015-05-20'], '.')).toMatchObject({ timeFormat: 'native' });
  });
});
