// A twin of the notebook's situation: three planted states, two continuous and three binary columns,
// 800 persons. What mixed emissions find, and what becomes of it with Gaussians on 0 and 1.
import { describe, expect, it } from 'vitest';
import { decode } from '#analysis/hidden-markov/decode';
import { defaultHiddenMarkovParams } from '#analysis/hidden-markov/hidden-markov-types';
import { chooseStateCount } from '#analysis/states/choose-state-count';
import { comparePlanted } from '#analysis/states/planted-states';
import { sweepStates, type StateSweep } from '#analysis/states/sweep-states';
import { plantPanel, type PlantedPanel } from '../../unit/analysis/states/planted-panel.ts';

const people = { personCount: 800, periodCount: 10 };
const params = {
  fit: { ...defaultHiddenMarkovParams, restartCount: 2, tolerance: 1e-5 },
  foldCount: 2,
  heldOutRestartCount: 1,
  columnNames: ['price', 'gap', 'weekend', 'evening', 'cash'],
};

function finish<Result>(steps: Generator<unknown, Result>): Result {
  let next = steps.next();
  while (!next.done) next = steps.next();
  return next.value;
}

function sweep({ panel, emissions }: PlantedPanel, counts: number[]): StateSweep {
  return finish(sweepStates(panel, emissions, counts, params));
}

/** The number chosen, and the share of rows recovered with it. */
function outcome(planted: PlantedPanel, { candidates }: StateSweep) {
  const { panel, states } = planted;
  const choice = chooseStateCount(candidates, panel.starts);
  const { stateCount, fit } = candidates.find((one) => one.stateCount === choice.stateCount)!;
  const decoding = finish(decode(panel, fit.model));
  const { rows } = comparePlanted({ starts: panel.starts, stateCount, decoding }, states, 3);
  return { choice, accuracy: rows.recovered.share };
}

describe('three planted states, 800 persons', () => {
  it('are found by mixed emissions, with accuracy 0.95 or better', () => {
    const planted = plantPanel(people);
    const { choice, accuracy } = outcome(planted, sweep(planted, [2, 3, 4]));
    expect(choice.stateCount).toBe(3);
    expect(choice.warnings).toEqual([]);
    expect(accuracy).toBeGreaterThanOrEqual(0.95);
  });

  it('are found with a fifth of the cells deleted, with accuracy 0.90 or better', () => {
    const planted = plantPanel({ ...people, missingShare: 0.2 });
    const { choice, accuracy } = outcome(planted, sweep(planted, [2, 3, 4]));
    expect(choice.stateCount).toBe(3);
    expect(accuracy).toBeGreaterThanOrEqual(0.9);
  });

  it('are lost to Gaussians on 0 and 1: the likelihood runs away, and the choice warns of it', () => {
    const mixed = plantPanel(people);
    const planted: PlantedPanel = { ...mixed, emissions: mixed.emissions.map(() => 'gaussian') };
    const swept = sweep(planted, [3, 5, 7]);
    const { choice, accuracy } = outcome(planted, swept);
    const gains = swept.candidates.map(({ runaway }) => runaway?.gainPerRow ?? 0);
    expect(Math.min(...gains)).toBeGreaterThan(3);
    expect(choice.votes.find(({ criterion }) => criterion === 'bic-rows')).toMatchObject({
      stateCount: 7,
      atEdge: true,
    });
    expect(choice.warnings.join(' ')).toContain('The likelihood runs away');
    expect(choice.warnings.join(' ')).toContain('weekend, evening, cash');
    expect(accuracy).toBeLessThan(0.9);
  });
});
