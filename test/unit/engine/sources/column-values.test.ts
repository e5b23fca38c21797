// The values of a column, where they are few enough to pick from.
import { describe, expect, it } from 'vitest';
import { describeColumn } from '#engine/sources/describe-column';

const column = { name: 'event' };
const valuesOf = (values: readonly (string | null)[]) => describeColumn(column, values, '.').values;

describe('the values of a column', () => {
  it('are all that were seen, the most frequent first', () => {
    expect(valuesOf(['sent', 'opened', 'sent', null, 'cancel', 'sent', 'opened', ''])).toEqual([
      'sent',
      'opened',
      'cancel',
    ]);
  });

  it('are not listed where there are many, or long ones, or none', () => {
    const keys = Array.from({ length: 61 }, (_, i) => `key ${i}`);
    expect(valuesOf(keys)).toBeUndefined();
    expect(valuesOf(keys.slice(1))).toHaveLength(60);
    expect(valuesOf(['yes', 'x'.repeat(81)])).toBeUndefined();
    expect(valuesOf([null, ''])).toBeUndefined();
  });
});
