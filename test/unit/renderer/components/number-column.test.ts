// Columns of numbers: what is not known is empty, and sorts below everything.
import { expect, it } from 'vitest';
import { numberColumn } from '../../../../src/renderer/components/table/number-column.ts';

it('shows, sorts and leaves empty', () => {
  const column = numberColumn<{ gap: number | null }>(
    'gap',
    'Gap',
    72,
    ({ gap }) => gap,
    (value) => value.toFixed(1),
    { word: 'gap statistic' },
  );
  expect(column).toMatchObject({ align: 'end', width: 72, word: 'gap statistic' });
  expect(column.text({ gap: -2 })).toBe('-2.0');
  expect(column.text({ gap: null })).toBe('');
  expect(column.sortValue?.({ gap: null })).toBeLessThan(Number(column.sortValue?.({ gap: -2 })));
});
