// How far a sweep is: known at every step, never falling from one number of states to the next.
import { expect, it } from 'vitest';
import type { StateSweepStep } from '#analysis/states/sweep-states';
import { SweepProgress } from '#engine/workflows/states/sweep-progress';

const params = { foldCount: 2, heldOutRestartCount: 1, fit: { restartCount: 2 } };
const size = { personCount: 10, rowCount: 100 };

function step(stateCount: number, phase: 'fit' | 'decode' | 'held-out', fold: number | null) {
  return { type: 'step', stateCount, phase, fold, step: null } as const;
}

it('is known at every step, also where a number of states is done or could not be fitted', () => {
  // Of a step only the number of restarts is read.
  const progress = new SweepProgress([2, 3], params as never, size);
  const candidate = { stateCount: 2 };
  const steps = [
    step(2, 'fit', null),
    step(2, 'decode', null),
    step(2, 'held-out', 0),
    step(2, 'held-out', 1),
    // Of a candidate only its number of states is read.
    { type: 'candidate', candidate } as unknown as StateSweepStep,
    step(3, 'fit', null),
    { type: 'failure', failure: { stateCount: 3, message: 'too few rows' } } as const,
  ];
  const fractions = steps.map((each) => progress.fractionOf(each));
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  expect(fractions[0]).toBe(0);
  expect(fractions[4]).toBeCloseTo(2 / 5, 12);
  expect(fractions.at(-1)).toBe(1);
});
