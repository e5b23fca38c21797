// What states contain: scale, profiles, names, descriptions, dormancy, matching, drift, truth.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnalysisError } from '#analysis/analysis-error';
import { renderSentence } from '#analysis/words/sentence';
import { describeStates } from '#analysis/states/describe-states';
import { dormantStates } from '#analysis/states/dormant-states';
import { matchStates, type StateContent } from '#analysis/states/match-states';
import { nameStates, wordsForLabel } from '#analysis/states/name-states';
import { fitPanelDrift, measurePanelDrift } from '#analysis/states/panel-drift';
import {
  applyPanelTransform,
  fitPanelTransform,
  keptColumns,
  toFitScale,
  toOwnUnits,
  type PanelTreatment,
} from '#analysis/states/panel-transform';
import { comparePlanted } from '#analysis/states/planted-states';
import { profileStates } from '#analysis/states/profile-states';
import type { StateFeature, StateProfiles } from '#analysis/states/profile-types';
import { quietStates } from '#analysis/states/quiet-states';
import { pathsPanel } from './planted-panel.ts';

const code = (value: AnalysisError['code']) =>
  expect.objectContaining({ code: value }) as AnalysisError;

const continuous = (name: string, log1p = false): PanelTreatment => ({
  name,
  kind: 'continuous',
  emission: 'gaussian',
  log1p,
});
const binary = (name: string): PanelTreatment => ({
  name,
  kind: 'binary',
  emission: 'bernoulli',
  log1p: false,
});
const column = (...values: number[]) => Float64Array.from(values);

const feature = (label: string, values: number[], isShare = false): StateFeature => ({
  label,
  unit: { one: 'ride', many: 'rides' },
  isShare,
  values: column(...values),
  fitted: column(...values),
});

describe('panel transform', () => {
  it('scales continuous columns on their present cells and never a binary one', () => {
    const columns = [column(1, NaN, 3), column(0, 1, 1)];
    const transform = fitPanelTransform(columns, [continuous('price'), binary('cash')]);
    const [price, cash] = applyPanelTransform(transform, columns);
    expect([...price!]).toEqual([-1, NaN, 1]);
    expect([...cash!]).toEqual([0, 1, 1]);
    expect(transform.columns[0]).toMatchObject({ mean: 2, scale: 1, missingCount: 1, spread: 1 });
    expect(transform.columns[1]).toMatchObject({ mean: 0, scale: 1, leftOut: null });
  });

  it('does not scale a binary column that is treated as Gaussian', () => {
    const treatment: PanelTreatment = { ...binary('cash'), emission: 'gaussian' };
    const transform = fitPanelTransform([column(0, 1, 1)], [treatment]);
    expect([...applyPanelTransform(transform, [column(0, 1)])[0]!]).toEqual([0, 1]);
  });

  it('leaves constant and empty columns out, and says so', () => {
    const columns = [column(2, 2, NaN), column(NaN, NaN, NaN), column(1, 2, 3)];
    const treatments = ['same', 'none', 'kept'].map((name) => continuous(name));
    const transform = fitPanelTransform(columns, treatments);
    expect(transform.columns.map(({ leftOut }) => leftOut)).toEqual(['constant', 'empty', null]);
    expect(keptColumns(transform).map(({ name }) => name)).toEqual(['kept']);
    expect(applyPanelTransform(transform, columns)).toHaveLength(1);
    expect(() => fitPanelTransform(columns.slice(0, 2), treatments.slice(0, 2))).toThrow(
      code('input.constant-column'),
    );
  });

  it('comes back to own units, logged or not, at an offset of 1e8 too', () => {
    const thousandths = fc.integer({ min: -1e9, max: 1e9 }).map((value) => value / 1000);
    const values = fc.array(thousandths, {
      minLength: 3,
      maxLength: 30,
    });
    fc.assert(
      fc.property(values, fc.boolean(), fc.constantFrom(0, 1e8), (cells, log1p, offset) => {
        const own = Float64Array.from(cells, (value) => value + offset);
        fc.pre(new Set(own).size > 1);
        const { columns } = fitPanelTransform([own], [continuous('x', log1p)]);
        for (const value of own) {
          const back = toOwnUnits(toFitScale(value, columns[0]!), columns[0]!);
          expect(Math.abs(back - value)).toBeLessThan(1e-9 * (1 + Math.abs(value) + 1e6));
        }
      }),
    );
  });

  it('refuses cells that are no numbers of the column, by row', () => {
    const infinite = [column(1, Infinity)];
    expect(() => fitPanelTransform(infinite, [continuous('price')])).toThrow(
      code('input.not-finite'),
    );
    expect(() => fitPanelTransform([column(0, 2, 1)], [binary('cash')])).toThrow(/row 1 is 2/);
    expect(() => fitPanelTransform([column(0, 1)], [])).toThrow(code('input.length-mismatch'));
  });
});

describe('profileStates', () => {
  const panel = pathsPanel([[0, 0, 1], [1]], 3);
  const profiles = profileStates(panel, [
    feature('price', [10, 20, 40, NaN]),
    feature('cash', [1, 0, 1, 1], true),
  ]);

  it('counts rows and persons, and averages present cells only', () => {
    const [zero, one] = profiles.states;
    expect(zero).toMatchObject({ rowCount: 2, rowShare: 0.5, personCount: 1, nowCount: 0 });
    expect(one).toMatchObject({ rowCount: 2, personCount: 1, nowCount: 2, nowShare: 1 });
    expect(zero?.features[0]).toMatchObject({ mean: 15, missingShare: 0 });
    expect(one?.features[0]).toMatchObject({ mean: 40, missingShare: 0.5 });
    expect(zero?.features[1]?.mean).toBe(0.5);
    expect(profiles.everybody[1]?.mean).toBe(0.75);
    expect(profiles.everybody[0]?.z).toBeCloseTo(0, 12);
    expect(zero?.features[0]?.z).toBeCloseTo((15 - 70 / 3) / Math.sqrt(1400 / 9), 12);
  });

  it('has no mean, and no NaN, for a state without rows', () => {
    const empty = profiles.states[2];
    expect(empty).toMatchObject({ rowCount: 0, rowShare: 0, personCount: 0, nowCount: 0 });
    expect(empty?.features).toEqual([
      { mean: null, z: null, missingShare: null },
      { mean: null, z: null, missingShare: null },
    ]);
    expect(JSON.stringify(profiles)).not.toContain('NaN');
  });

  it('has no deviation for a constant column, at an offset of 1e8 too', () => {
    const constant = profileStates(panel, [feature('price', [1e8, 1e8, 1e8, 1e8])]);
    expect(constant.states[0]?.features[0]).toMatchObject({ mean: 1e8, z: null });
  });

  it('has no mean outside of the values, whatever rounding does', () => {
    // Sums are taken about the first value: 0.1 - (0.1 + 0.1 + 0.1) / 3 lies 1.4e-17 below 0.
    const zeros = pathsPanel([[0, 1, 1, 1]], 2);
    const rounded = profileStates(zeros, [feature('price', [0.1, 0, 0, 0])]);
    expect(rounded.states[1]?.features[0]?.mean).toBe(0);
    const whole = fc.integer({ min: 0, max: 9 }).map((value) => value / 10);
    fc.assert(
      fc.property(fc.array(whole, { minLength: 4, maxLength: 4 }), (values) => {
        for (const { features } of profileStates(panel, [feature('price', values)]).states) {
          const mean = features[0]?.mean ?? values[0]!;
          expect(mean).toBeGreaterThanOrEqual(Math.min(...values));
          expect(mean).toBeLessThanOrEqual(Math.max(...values));
        }
      }),
    );
  });

  it('has a mean but no deviation for a column that took no part in the fit', () => {
    const unfitted = { ...feature('price', [10, 20, 40, NaN]), fitted: null };
    const [zero] = profileStates(panel, [unfitted]).states;
    expect(zero?.features[0]).toEqual({ mean: 15, z: null, missingShare: 0 });
  });

  it('is the same for persons in another order', () => {
    const cell = fc.oneof(fc.constant(NaN), fc.double({ min: -1e3, max: 1e3, noNaN: true }));
    const row = fc.tuple(fc.integer({ min: 0, max: 2 }), cell);
    const people = fc.array(fc.array(row, { minLength: 1, maxLength: 5 }), {
      minLength: 1,
      maxLength: 8,
    });
    const profile = (list: [number, number][][]) =>
      profileStates(
        pathsPanel(
          list.map((rows) => rows.map(([state]) => state)),
          3,
        ),
        [
          feature(
            'price',
            list.flat().map(([, value]) => value),
          ),
        ],
      );
    fc.assert(
      fc.property(people, (list) => {
        const forward = profile(list).states;
        const backward = profile([...list].reverse()).states;
        forward.forEach((state, i) => {
          expect(backward[i]).toMatchObject({ rowCount: state.rowCount, nowCount: state.nowCount });
          const [a, b] = [state.features[0]!.mean, backward[i]!.features[0]!.mean];
          if (a === null || b === null) expect(b).toBe(a);
          else expect(b).toBeCloseTo(a, 8);
        });
      }),
    );
  });
});

describe('names and descriptions', () => {
  const profilesOf = (zs: number[][]): StateProfiles => ({
    rowCount: 100,
    personCount: 10,
    features: [
      { label: 'weekend rides', unit: { one: '', many: '' }, isShare: true },
      { label: 'evening rides', unit: { one: '', many: '' }, isShare: true },
      { label: 'price', unit: { one: 'euro', many: 'euros' }, isShare: false },
    ],
    states: zs.map((features, state) => ({
      state,
      rowCount: 20,
      rowShare: 0.2,
      expectedRowShare: 0.2,
      personCount: 2,
      personShare: 0.2,
      nowCount: 1,
      nowShare: 0.1,
      features: features.map((z) => ({ mean: (z + 2) / 4, z, missingShare: 0 })),
    })),
    everybody: [0.5, 0.5, 0.5].map((mean) => ({ mean, z: 0, missingShare: 0 })),
  });
  const words = [
    { high: 'weekend', low: 'weekday' },
    { high: 'evening', low: 'daytime' },
    wordsForLabel('price', false),
  ];
  const naming = { noun: 'rides', dormant: [], quiet: [] };

  it('says the two things in which a state stands out most', () => {
    const profiles = profilesOf([
      [2, 1.5, 0.1],
      [-1, 0, 0.2],
      [0, 0, 0],
    ]);
    expect(nameStates(profiles, words, naming)).toEqual([
      'Weekend, evening rides',
      'Weekday rides',
      'Average rides',
    ]);
  });

  it('tells states of the same name apart by a third word, then by a value', () => {
    expect(
      nameStates(
        profilesOf([
          [2, 1.5, 1],
          [2, 1.5, -1],
        ]),
        words,
        naming,
      ),
    ).toEqual(['Weekend, evening, high price rides', 'Weekend, evening, low price rides']);
    expect(
      nameStates(
        profilesOf([
          [2, 1.5, 0.1],
          [2, 1.5, 0.2],
        ]),
        words,
        naming,
      ),
    ).toEqual([
      'Weekend, evening rides, price 0.53 euros',
      'Weekend, evening rides, price 0.55 euros',
    ]);
  });

  it('calls dormant states so, and numbers what nothing tells apart', () => {
    const profiles = profilesOf([
      [0, 0, 0],
      [0, 0, 0],
      [-2, -2, -2],
    ]);
    const dormant = [false, false, true];
    expect(nameStates(profiles, words, { noun: '', dormant, quiet: [] })).toEqual([
      'Average',
      'Average (2)',
      'Dormant',
    ]);
  });

  it('makes words of a label', () => {
    expect(wordsForLabel('price', false)).toEqual({ high: 'high price', low: 'low price' });
    expect(wordsForLabel('cash', true)).toEqual({ high: 'cash', low: 'no cash' });
    expect(wordsForLabel('any refund', true)).toEqual({ high: 'any refund', low: 'no refund' });
  });

  it('tells dormant states apart by words where one has much and the other little', () => {
    const dormant = [true, true];
    const cash = [wordsForLabel('cash', true), ...words.slice(1)];
    const named = (zs: number[][]) =>
      nameStates(profilesOf(zs), cash, { noun: '', dormant, quiet: [] });
    expect(
      named([
        [1.2, 0, 0],
        [-0.9, 0, 0],
      ]),
    ).toEqual(['Dormant, cash', 'Dormant, no cash']);
    expect(
      named([
        [1.2, 0, 0],
        [0.1, 0, 0],
      ]),
    ).toEqual(['Dormant, weekend rides 80 %', 'Dormant, weekend rides 53 %']);
  });

  it('calls a state quiet only where nothing stands out', () => {
    const profiles = profilesOf([
      [-0.3, -0.2, 0],
      [0.2, 0.1, 0],
      [-2, 0, 0],
    ]);
    const quiet = [true, false, true];
    expect(nameStates(profiles, words, { noun: '', dormant: [], quiet })).toEqual([
      'Quiet',
      'Average',
      'Weekday',
    ]);
  });

  it('is unique and not empty for any content', () => {
    const z = fc.double({ min: -3, max: 3, noNaN: true });
    const states = fc.array(fc.tuple(z, z, z), { minLength: 1, maxLength: 13 });
    fc.assert(
      fc.property(states, (zs) => {
        const names = nameStates(profilesOf(zs), words, naming);
        expect(new Set(names).size).toBe(zs.length);
        expect(names.every((name) => name.trim() !== '')).toBe(true);
      }),
    );
  });

  it('describes a state by its numbers in own units', () => {
    const [sentence] = describeStates(profilesOf([[2, -1.2, 1]]), 'weeks');
    expect(renderSentence(sentence!)).toBe(
      '20 % of all weeks, 10 % of people now: weekend rides 100 % (all: 50 %), ' +
        'evening rides 20 % (all: 50 %), price 0.75 euros (all: 0.5 euros).',
    );
  });
});

describe('dormantStates', () => {
  it('flags states whose mean number of events lies below the threshold', () => {
    const panel = pathsPanel([[0, 0, 1, 1]], 3);
    const profiles = profileStates(panel, [feature('events', [0, 0.1, 3, 1])]);
    expect(dormantStates(profiles, 0)).toEqual([true, false, false]);
    expect(dormantStates(profiles, 0, 5)).toEqual([true, true, false]);
    expect(() => dormantStates(profiles, 1)).toThrow(code('parameter.out-of-range'));
  });
});

describe('quietStates', () => {
  it("flags states with fewer than half of everybody's events", () => {
    const panel = pathsPanel([[0, 0, 1, 1]], 3);
    const profiles = profileStates(panel, [feature('events', [0.5, 0.7, 3, 1])]);
    // Everybody has 1.3 events a row, the states 0.6 and 2; the third has no row.
    expect(quietStates(profiles, 0)).toEqual([true, false, false]);
    expect(() => quietStates(profiles, 1)).toThrow(code('parameter.out-of-range'));
  });
});

describe('matchStates', () => {
  const treatments = [continuous('price'), continuous('rides')];
  const content = (rows: Float64Array[], means: number[][]): StateContent => {
    const transform = fitPanelTransform(rows, treatments);
    const onScale = means.map((row) =>
      row.map((mean, j) => toFitScale(mean, transform.columns[j]!)),
    );
    return {
      model: { stateCount: means.length, means: Float64Array.from(onScale.flat()) },
      transform,
    };
  };
  const before = content(
    [column(0, 10, 20), column(0, 4, 8)],
    [
      [2, 1],
      [10, 7],
      [18, 2],
    ],
  );

  it('follows content through another order and another scale', () => {
    const after = content(
      [column(5, 25, 90), column(1, 4, 30)],
      [
        [18, 2.1],
        [2, 1],
        [10.2, 7],
      ],
    );
    const { matches, lost, comparedColumns } = matchStates(before, after);
    expect(matches.map(({ oldState }) => oldState)).toEqual([2, 0, 1]);
    expect(matches.every(({ keepsName }) => keepsName)).toBe(true);
    expect(lost).toEqual([]);
    expect(comparedColumns).toEqual(['price', 'rides']);
    expect(matches[1]?.distance).toBeCloseTo(0, 12);
  });

  it('asks again for a state that changed, and says which one was lost', () => {
    const after = content(
      [column(0, 10, 20), column(0, 4, 8)],
      [
        [2, 1],
        [10, 0],
      ],
    );
    const { matches, lost } = matchStates(before, after);
    expect(matches[0]).toMatchObject({ oldState: 0, keepsName: true });
    expect(matches[1]?.keepsName).toBe(false);
    expect(lost).toHaveLength(1);
  });

  it('compares on the columns that both have, and refuses where there are none', () => {
    const fewer: StateContent = {
      model: { stateCount: 1, means: column(0) },
      transform: fitPanelTransform([column(0, 10, 20)], [continuous('price')]),
    };
    expect(matchStates(before, fewer).comparedColumns).toEqual(['price']);
    expect(matchStates(before, fewer).matches[0]?.oldState).toBe(1);
    const other = { ...fewer, transform: fitPanelTransform([column(1, 2)], [continuous('age')]) };
    expect(() => matchStates(before, other)).toThrow(code('input.length-mismatch'));
  });

  it('finds any permutation of the states again', () => {
    const order = fc.shuffledSubarray([0, 1, 2], { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(order, (places) => {
        const { means } = before.model;
        const moved = places.flatMap((place) => [...means.subarray(place * 2, place * 2 + 2)]);
        const after = { ...before, model: { stateCount: 3, means: Float64Array.from(moved) } };
        const { matches } = matchStates(before, after);
        expect(matches.map(({ oldState }) => oldState)).toEqual(places);
      }),
    );
  });
});

describe('panel drift', () => {
  const training = Float64Array.from({ length: 400 }, (_, i) => (i % 10 === 0 ? NaN : i % 37));
  const references = fitPanelDrift([training, column(NaN)], ['rides', 'price']);

  it('is stable on the training rows and shifted on others', () => {
    const same = measurePanelDrift(references, [training, column(1)], ['rides', 'price']);
    expect(same).toMatchObject({ verdict: 'stable', notCompared: ['price'] });
    const moved = measurePanelDrift(
      references,
      [training.map((x) => x + 30), column(1)],
      ['Rides of the week', 'Price'],
    );
    expect(moved.verdict).toBe('shifted');
    // Told by what people call the columns; the numbers keep the names of the recipe.
    expect(moved.sentence).toContain('Rides of the week shifted');
    expect(moved.columns.map(({ name }) => name)).toEqual(['rides']);
    expect(moved.notCompared).toEqual(['Price']);
    expect(() => measurePanelDrift(references, [training], ['rides'])).toThrow(
      code('input.length-mismatch'),
    );
  });
});

describe('comparePlanted', () => {
  it('pairs states by their rows, whatever their numbers', () => {
    const agreement = comparePlanted(
      pathsPanel(
        [
          [1, 1, 0],
          [0, 2],
        ],
        3,
      ),
      [0, 0, 1, 1, 1],
      2,
    );
    expect(agreement.rows.recoveredCount).toBe(4);
    expect(agreement).toMatchObject({ nowCount: 1, nowShare: 0.5 });
  });
});
