// What is said of people who came back after their rows had ended.
import { expect, test } from 'vitest';
import { gapWarning } from '#engine/panel/gap-warning';

const summary = (returnedPersonCount: number, input: 'events' | 'panel' = 'events') => ({
  input,
  personCount: 1200,
  periodUnit: { one: 'week', many: 'weeks' },
  gaps: { cutoff: 19, personCount: 300, returnedPersonCount, returnedEventCount: 900 },
});

test('nothing where nobody or hardly anybody came back', () => {
  expect(gapWarning(summary(0))).toEqual([]);
  expect(gapWarning(summary(11))).toEqual([]);
});

test('from one in a hundred people on', () => {
  expect(gapWarning(summary(12))).toEqual([
    '12 of 1,200 people came back after more than 19 weeks without an event: their rows end with that gap, so their state now is the one of then. A longer cutoff keeps what came later.',
  ]);
  expect(gapWarning(summary(12, 'panel'))[0]).toContain('19 weeks without a row');
});
