// Days, weeks and months as numbers, and back.
import { expect, test } from 'vitest';
import { dayBefore, periodOf, periodStart } from '#engine/panel/panel-period';
import { weekdays } from '#shared/recipe/states-settings';

test.each(['day', 'week', 'month'] as const)(
  '%s: every date lies in the period that holds it',
  (period) => {
    for (const firstWeekday of weekdays) {
      const choice = { period, firstWeekday };
      for (const date of ['1969-12-31', '1970-01-01', '2023-12-31', '2024-02-29', '2024-03-01']) {
        const index = periodOf(date, choice);
        expect(periodStart(index, choice) <= date).toBe(true);
        expect(date < periodStart(index + 1, choice)).toBe(true);
      }
    }
  },
);

test('weeks begin on the chosen day', () => {
  const choice = { period: 'week', firstWeekday: 'saturday' } as const;
  expect(periodStart(periodOf('2024-01-05', choice), choice)).toBe('2023-12-30');
  expect(periodStart(periodOf('2024-01-06', choice), choice)).toBe('2024-01-06');
});

test('the day before', () => {
  expect(dayBefore('2024-03-01')).toBe('2024-02-29');
  expect(dayBefore('1970-01-01')).toBe('1969-12-31');
});
