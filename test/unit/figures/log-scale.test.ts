// Logarithmic places with room for zero, and ticks as people write them.
import { describe, expect, it } from 'vitest';
import { logPosition, logTicks, valueAt } from '#figures/log-scale';

describe('places on a logarithmic axis', () => {
  it('has zero at zero and 9 at one', () => {
    expect(logPosition(0)).toBe(0);
    expect(logPosition(9)).toBeCloseTo(1, 12);
  });

  it.each([0, 0.3, 1, 99, 12_345, -4])('comes back from the place of %d', (value) => {
    expect(valueAt(logPosition(value))).toBeCloseTo(value, 9);
  });
});

describe('ticks', () => {
  it('are powers of ten over many decades, with separators', () => {
    expect(logTicks(0, 20_000, 'clicks').ticktext).toEqual([
      '0',
      '1',
      '10',
      '100',
      '1,000',
      '10,000',
    ]);
  });

  it('have steps between where the range is short', () => {
    expect(logTicks(3, 60, 'clicks').ticktext).toEqual(['5', '10', '20', '50']);
  });

  it('are days, weeks and years for days', () => {
    const { ticktext } = logTicks(0, 1200, 'days');
    expect(ticktext).toContain('2 weeks');
    expect(ticktext).toContain('1 year');
  });

  it('keep their distance when there is little room', () => {
    const { tickvals } = logTicks(0, 400, 'days', 5);
    const gaps = tickvals.slice(1).map((place, i) => place - (tickvals[i] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(logPosition(400) / 5);
  });

  it('mirror amounts below zero', () => {
    expect(logTicks(-50, 500, 'currency').ticktext).toEqual(
      expect.arrayContaining(['-10', '0', '10']),
    );
  });
});
