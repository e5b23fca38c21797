import { describe, expect, test } from 'vitest';
import { timeOfDay, toAvitoDate, windowSeconds } from '#engine/samples/avito/avito-time';

describe('toAvitoDate', () => {
  test('writes the first and the last second of the window as the real tables do', () => {
    expect(toAvitoDate(0)).toBe('2015-04-25 00:00:00.0');
    expect(toAvitoDate(windowSeconds - 1)).toBe('2015-05-20 23:59:59.0');
  });

  test('agrees with the calendar anywhere between', () => {
    for (let second = 0; second < windowSeconds; second += 7919) {
      const date = new Date(Date.UTC(2015, 3, 25) + second * 1000);
      expect(toAvitoDate(second)).toBe(date.toISOString().replace('T', ' ').replace('.000Z', '.0'));
    }
  });

  test('never leaves the window', () => {
    expect(toAvitoDate(windowSeconds + 40)).toBe('2015-05-20 23:59:59.0');
  });
});

describe('timeOfDay', () => {
  test('never falls and stays within a day', () => {
    let last = 0;
    for (let step = 0; step < 10_000; step++) {
      const second = timeOfDay(step / 10_000);
      expect(second).toBeGreaterThanOrEqual(last);
      last = second;
    }
    expect(last).toBeLessThan(86_400);
    expect(last).toBeGreaterThan(86_000);
  });

  test('people sleep: fewer than 5 % of the times lie between one and six', () => {
    let night = 0;
    for (let step = 0; step < 10_000; step++) {
      const hour = timeOfDay((step + 0.5) / 10_000) / 3600;
      if (hour >= 1 && hour < 6) night++;
    }
    expect(night).toBeGreaterThan(0);
    expect(night).toBeLessThan(500);
  });
});
