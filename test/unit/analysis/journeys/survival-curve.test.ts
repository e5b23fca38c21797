// Kaplan-Meier against the textbook: remission under 6-MP (Freireich et al. 1963).
import { describe, expect, test } from 'vitest';
import { survivalCurve, survivalCurves } from '#analysis/journeys/survival-curve';

const weeks = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35];
const relapse = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0];
const remission = {
  days: Float64Array.from(weeks),
  happened: Uint8Array.from(relapse),
  name: 'relapsed',
};

describe('21 patients under 6-MP, as printed in Klein and Moeschberger (2003), table 4.1', () => {
  const curve = survivalCurve(remission);

  test('people at risk and relapses', () => {
    expect([...curve.days]).toEqual([6, 7, 10, 13, 16, 22, 23]);
    expect([...curve.atRisk]).toEqual([21, 17, 15, 12, 11, 7, 6]);
    expect([...curve.outcomes]).toEqual([3, 1, 1, 1, 1, 1, 1]);
    expect(curve.outcomeCount).toBe(9);
    expect(curve.lastDay).toBe(35);
    expect(curve.median).toBe(23);
  });

  test('shares and Greenwood’s standard errors', () => {
    [0.857, 0.807, 0.753, 0.69, 0.627, 0.538, 0.448].forEach((share, i) =>
      expect(curve.shares[i]).toBeCloseTo(share, 3),
    );
    [0.076, 0.087, 0.096, 0.107, 0.114, 0.128, 0.135].forEach((error, i) =>
      expect(Math.abs(curve.standardErrors[i]! - error)).toBeLessThan(6e-4),
    );
  });

  test('intervals on the log(-log) scale hold the share and never leave 0 to 1', () => {
    curve.shares.forEach((share, i) => {
      expect(curve.low[i]).toBeGreaterThan(0);
      expect(curve.low[i]).toBeLessThan(share);
      expect(curve.high[i]).toBeGreaterThan(share);
      expect(curve.high[i]).toBeLessThan(1);
    });
    // exp(-exp(log(-log(6/7)) ± 1.96 * se)) with se = sqrt(3 / (21 * 18)) / -log(6/7).
    const spread = (1.959963984540054 * Math.sqrt(3 / (21 * 18))) / -Math.log(6 / 7);
    expect(curve.low[0]).toBeCloseTo((6 / 7) ** Math.exp(spread), 12);
    expect(curve.high[0]).toBeCloseTo((6 / 7) ** Math.exp(-spread), 12);
  });
});

test('without censoring the curve is the share of people left', () => {
  const curve = survivalCurve({
    days: Float64Array.from([3, 1, 2, 2]),
    happened: Uint8Array.from([1, 1, 1, 1]),
    name: 'left',
  });
  expect([...curve.days]).toEqual([1, 2, 3]);
  expect([...curve.shares]).toEqual([0.75, 0.25, 0]);
  expect(curve.standardErrors[0]).toBeCloseTo(Math.sqrt((0.75 * 0.25) / 4), 12);
  expect([curve.low[2], curve.high[2], curve.standardErrors[2]]).toEqual([0, 0, 0]);
});

test('where nothing happens the curve has no steps and no median', () => {
  const curve = survivalCurve({ ...remission, happened: new Uint8Array(21) });
  expect(curve.days).toHaveLength(0);
  expect(curve.median).toBeNull();
  expect(curve.outcomeCount).toBe(0);
});

test('one curve a segment, none for an empty one', () => {
  const labels = weeks.map((_, i) => (i % 4 === 0 ? -1 : i % 2));
  const curves = survivalCurves(labels, 3, remission);
  expect(curves[2]).toBeNull();
  expect(curves[0]!.personCount + curves[1]!.personCount).toBe(
    labels.filter((label) => label !== -1).length,
  );
});
