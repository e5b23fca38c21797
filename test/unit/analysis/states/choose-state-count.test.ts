// The choice of a number of states: the rule, what is rejected, edges, votes and words.
import { describe, expect, it } from 'vitest';
import type { AnalysisError } from '#analysis/analysis-error';
import { chooseStateCount } from '#analysis/states/choose-state-count';
import { heldOutLikelihood, ratioOverPersons } from '#analysis/states/held-out-likelihood';
import type { StateCandidate } from '#analysis/states/state-candidate';
import { modelOf } from './planted-panel.ts';

const code = (value: AnalysisError['code']) =>
  expect.objectContaining({ code: value }) as AnalysisError;

const starts = Uint32Array.of(0, 2, 4, 6, 8);

/** A candidate whose persons of two rows have these held-out values. */
function candidate(
  stateCount: number,
  byPerson: number[] | null,
  { bic = 100, smallestShare = 0.1, converged = true } = {},
): StateCandidate {
  const uniform = Array.from({ length: stateCount }, () =>
    new Array<number>(stateCount).fill(1 / stateCount),
  );
  const panel = { rowCount: 8, starts, columns: [] };
  return {
    stateCount,
    fit: { model: modelOf(uniform), logLikelihood: -10, converged, traces: [], warnings: [] },
    criteria: {
      logLikelihood: -10,
      parameterCount: 5,
      aic: bic,
      bicRows: bic,
      bicPersons: bic,
      icl: bic,
      entropy: 0,
      smallestShare,
    },
    heldOut: byPerson && heldOutLikelihood(panel, Float64Array.from(byPerson)),
    heldOutProblem: null,
    runaway: null,
    narrow: null,
  };
}

describe('ratioOverPersons', () => {
  it('is the total by rows, with the error of a ratio over persons', () => {
    const { perRow, standardError } = ratioOverPersons(
      Uint32Array.of(0, 1, 4),
      Float64Array.of(-2, -3),
    );
    expect(perRow).toBe(-1.25);
    expect(standardError).toBeCloseTo(Math.sqrt(2 * (0.75 ** 2 + 0.75 ** 2)) / 4, 14);
    expect(() => ratioOverPersons(Uint32Array.of(0, 3), Float64Array.of(-1))).toThrow(
      code('input.too-few-rows'),
    );
  });
});

describe('chooseStateCount', () => {
  it('takes the smallest number within one standard error of the best', () => {
    const choice = chooseStateCount(
      [
        candidate(2, [-9, -9, -9, -8]),
        candidate(3, [-5, -4, -4, -4]),
        candidate(4, [-5, -4, -3.9, -3.9]),
        candidate(5, [-5, -4, -4.1, -4.1]),
      ],
      starts,
    );
    expect(choice).toMatchObject({ stateCount: 3, rule: 'held-out', atEdge: false, warnings: [] });
    expect(choice.reasons[0]).toContain('within one standard error');
    expect(choice.votes[0]).toMatchObject({ criterion: 'held-out', stateCount: 4 });
    const three = choice.differences.find(({ stateCount }) => stateCount === 3);
    expect(three?.below).toBeCloseTo(0.025, 12);
    expect(choice.differences.find(({ stateCount }) => stateCount === 4)?.below).toBe(0);
  });

  it('rejects a number with a state under one percent of the rows, and says so', () => {
    const choice = chooseStateCount(
      [
        candidate(2, [-9, -9, -9, -8]),
        candidate(3, [-5, -5, -5, -4]),
        candidate(4, [-2, -2, -2, -2], { smallestShare: 0.004 }),
        candidate(5, [-2, -2, -2, -1], { smallestShare: 0 }),
      ],
      starts,
    );
    expect(choice.stateCount).toBe(3);
    expect(choice.rejected.map(({ explanation }) => explanation)).toEqual([
      'With 4, the smallest state holds 0.4 % of the rows.',
      'With 5, a state holds no rows at all.',
    ]);
    expect(choice.votes[0]).toMatchObject({ stateCount: 5, rejected: true, atEdge: true });
  });

  it('chooses all the same where every number is rejected, with a warning', () => {
    const all = [2, 3].map((k) => candidate(k, [-k, -k, -k, -k], { smallestShare: 0 }));
    const choice = chooseStateCount(all, starts);
    expect(choice.stateCount).toBe(2);
    expect(choice.warnings).toContain(
      'Every number of states leaves a state with less than 1 % of the rows.',
    );
  });

  it('flags either edge of the range, but not a range of one', () => {
    const values = (k: number) => [-k, -k, -k, -k - 0.1];
    const low = chooseStateCount(
      [2, 3].map((k) => candidate(k, values(k))),
      starts,
    );
    expect(low).toMatchObject({ stateCount: 2, atEdge: true });
    expect(low.warnings[0]).toContain('least number');
    const high = chooseStateCount(
      [2, 3].map((k) => candidate(k, values(9 - k))),
      starts,
    );
    expect(high).toMatchObject({ stateCount: 3, atEdge: true });
    expect(high.warnings[0]).toContain('largest number');
    expect(chooseStateCount([candidate(2, values(2))], starts).atEdge).toBe(false);
  });

  it('follows another rule where one is asked for', () => {
    const all = [
      candidate(2, [-1, -1, -1, -1], { bic: 30 }),
      candidate(3, [-2, -2, -2, -2], { bic: 20 }),
      candidate(4, [-3, -3, -3, -3], { bic: 25 }),
    ];
    expect(chooseStateCount(all, starts, 'bic-rows')).toMatchObject({
      stateCount: 3,
      rule: 'bic-rows',
    });
  });

  it('falls back on BIC over persons where nobody was held out', () => {
    const all = [candidate(2, null, { bic: 20 }), candidate(3, null, { bic: 30 })];
    const choice = chooseStateCount(all, starts);
    expect(choice).toMatchObject({ stateCount: 2, rule: 'bic-persons', differences: [] });
    expect(choice.warnings).toContain('Nobody was held out; BIC (n = people) decided.');
  });

  it('warns of a runaway and of a fit that has not converged', () => {
    const runaway = { columns: [], gainPerRow: 9, sentence: 'The likelihood runs away.' };
    const narrow = { columns: [], gainPerRow: 2, sentence: 'Many rows hold the same value.' };
    const chosen = { ...candidate(2, [-1, -1, -1, -1], { converged: false }), runaway, narrow };
    expect(chooseStateCount([chosen], starts).warnings).toEqual([
      'The likelihood runs away.',
      'Many rows hold the same value.',
      'The chosen fit has not converged.',
    ]);
  });

  it('does not depend on the order of the candidates, and refuses none', () => {
    const all = [2, 3, 4].map((k) => candidate(k, [-k, -k, -k, -k]));
    expect(chooseStateCount([...all].reverse(), starts)).toEqual(chooseStateCount(all, starts));
    expect(() => chooseStateCount([], starts)).toThrow(code('input.empty'));
  });
});
