// Progress of a whole job: never falling, within 0 and 1, with a forecast once there is ground for one.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProgressMeter } from '#engine/jobs/progress-meter';

const stages = [
  { name: 'Reading', weight: 3 },
  { name: 'Fitting', weight: 1 },
];

describe('ProgressMeter', () => {
  it('weighs the stages', () => {
    const meter = new ProgressMeter(stages, 0);
    expect(meter.at('Reading', 0.5, undefined, 10).fraction).toBeCloseTo(0.375);
    expect(meter.at('Fitting', 0.5, 'K = 3', 20)).toMatchObject({
      fraction: 0.875,
      metric: 'K = 3',
      stageNumber: 2,
      stageCount: 2,
    });
  });

  it('never falls and stays within 0 and 1, whatever a stage reports', () => {
    const report = fc.tuple(
      fc.constantFrom('Reading', 'Fitting'),
      fc.double({ min: -1, max: 2, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(report, { maxLength: 40 }), (reports) => {
        const meter = new ProgressMeter(stages, 0);
        let last = 0;
        for (const [stage, fraction] of reports) {
          const now = meter.at(stage, fraction, undefined, 1).fraction ?? 0;
          expect(now).toBeGreaterThanOrEqual(last);
          expect(now).toBeLessThanOrEqual(1);
          last = now;
        }
      }),
    );
  });

  it('forecasts from what has been done, and not before there is ground for it', () => {
    const meter = new ProgressMeter(stages, 0);
    expect(meter.at('Reading', 0.01, undefined, 100).remainingMs).toBeNull();
    expect(meter.at('Reading', 2 / 3, undefined, 5000).remainingMs).toBe(5000);
  });

  it('says where the fraction of a stage is not known', () => {
    expect(new ProgressMeter(stages, 0).at('Fitting', null, undefined, 1).fraction).toBeNull();
  });

  it('refuses a stage that was not declared', () => {
    expect(() => new ProgressMeter(stages, 0).at('Dreaming', 0, undefined, 0)).toThrow('Dreaming');
  });
});
