// The fit finds what was planted, whatever is missing, and says how it went.
import { describe, expect, it } from 'vitest';
import { decode } from '#analysis/hidden-markov/decode';
import { fitHiddenMarkov } from '#analysis/hidden-markov/fit-hidden-markov';
import { defaultHiddenMarkovParams as defaults } from '#analysis/hidden-markov/hidden-markov-types';
import { finish, riders, simulate } from './simulate.ts';

describe('planted states', () => {
  it.each([
    { missingShare: 0, accuracy: 0.95 },
    { missingShare: 0.2, accuracy: 0.9 },
  ])('are found with $missingShare of the cells deleted', ({ missingShare, accuracy }) => {
    const lengths = new Array<number>(300).fill(20);
    const { panel, states } = simulate(riders, lengths, 7, missingShare);
    const params = { ...defaults, restartCount: 2 };
    const fit = finish(fitHiddenMarkov(panel, riders.emissions, 3, params));
    const { viterbi } = finish(decode(panel, fit.model));

    expect(fit.converged).toBe(true);
    expect(fit.warnings).toEqual([]);
    const rightCount = viterbi.filter((state, row) => state === states[row]).length;
    expect(rightCount / states.length).toBeGreaterThan(accuracy);
  });
});
