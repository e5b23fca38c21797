// Every picture of workflow Explain on a usual run and on the edges.
import { describe, expect, it } from 'vitest';
import { explainFigures } from '#figures/explain/explain-figures';
import { foldProgress } from '#figures/explain/fold-progress';
import { limeBars } from '#figures/explain/lime-bars';
import { shapWaterfall } from '#figures/explain/shap-waterfall';
import { whatIfBars } from '#figures/explain/what-if-bars';
import type { Theme, Json } from '#figures/figure';
import { resultFigures } from '#figures/result-figures';
import { segmentLooks, segmentNames } from '#figures/segment-look';
import { explainInvented, whatIfInvented } from '../../../fixtures/explain/explain-person.ts';
import { explainPeople, makeExplainResult } from '../../../fixtures/explain-result.ts';
import type { ExplainFixtureOptions } from '../../../fixtures/explain-result.ts';
import { checkFigure } from '../figure-checks.ts';
import { testEntries } from '../test-entries.ts';

const edges: [string, ExplainFixtureOptions][] = [
  ['a usual run', {}],
  ['two classes', { classCount: 2 }],
  ['thirteen classes', { classCount: 13, personCount: 900 }],
  ['labels for everybody', { unlabelledShare: 0 }],
  ['labels that nothing foretells', { shuffled: true }],
  ['a score card', { scoreCard: true }],
  ['many people', { personCount: 4000 }],
];
const themes = ['light', 'dark'] satisfies Theme[];

describe.each(edges)('the pictures of %s', (_, options) => {
  testEntries(explainFigures(makeExplainResult(options)));
});

describe('the registry', () => {
  const idsOf = (options: ExplainFixtureOptions): string[] =>
    resultFigures(makeExplainResult(options)).map(({ id }) => id);

  it('has every picture of the workflow', () => {
    expect(idsOf({ scoreCard: true })).toEqual([
      'segment-sizes',
      'assignment',
      'rules',
      'permutation-importance',
      'shap-importance',
      'beeswarm-1',
      'beeswarm-2',
      'beeswarm-3',
      ...makeExplainResult({}).explanations.dependence.flatMap(({ feature, accumulated }) => [
        `dependence-${feature + 1}`,
        ...(accumulated ? [`accumulated-${feature + 1}`] : []),
      ]),
      'linear-weights',
      'agreement',
      'score-card',
      'models',
      'confusion',
      'roc',
      'precision-recall',
      'calibration',
      'gains',
      'boosting-rounds',
    ]);
  });

  it('leaves out what a run does not have', () => {
    expect(idsOf({ unlabelledShare: 0 })).not.toContain('assignment');
    expect(idsOf({})).not.toContain('score-card');
  });
});

describe('names', () => {
  const result = makeExplainResult();
  const names = { ...segmentNames(result), 'segment-2': '<b>A & B</b>' };
  const withNames = [
    'segment-sizes',
    'assignment',
    'rules',
    'shap-importance',
    'beeswarm-2',
    'dependence-1',
    'accumulated-1',
    'linear-weights',
    'confusion',
    'roc',
    'calibration',
  ];

  it.each(withNames)('show a new name at once, and never obey it: %s', (id) => {
    const figure = explainFigures(result, names)
      .find((each) => each.id === id)
      ?.figure('light');
    const drawing = JSON.stringify([figure?.data, figure?.layout]);
    expect(drawing).toContain('A &amp; B');
    expect(drawing).not.toContain('<b>A &');
    expect(JSON.stringify(figure)).not.toContain('Researchers');
    expect(figure?.description).toContain('<b>A & B</b>');
  });

  it('of features are never obeyed either', () => {
    for (const { id, figure } of explainFigures(result)) {
      const { data, layout } = figure('light');
      expect(JSON.stringify([data, layout]), id).not.toContain('<basic &');
    }
  });
});

describe('SHAP', () => {
  it('draws at most 20,000 points, and every person where there is room', () => {
    const many = explainFigures(makeExplainResult({ personCount: 4000 }));
    const few = explainFigures(makeExplainResult({ personCount: 100 }));
    const pointsOf = (entries: typeof many): number => {
      const { data } = entries.find(({ id }) => id === 'beeswarm-1')!.figure('light');
      const places = data.flatMap(({ x }) => (Array.isArray(x) ? (x as Json[]) : []));
      return places.filter((place) => place !== null).length;
    };
    expect(pointsOf(many)).toBeLessThanOrEqual(20_000);
    expect(pointsOf(few)).toBe(100 * makeExplainResult().features.length);
  });

  it('stacks add up to the sum over the classes', () => {
    const result = makeExplainResult();
    const { data, table } = explainFigures(result)
      .find(({ id }) => id === 'shap-importance')!
      .figure('light');
    const first = data.map(({ x }) => (Array.isArray(x) ? Number(x[0]) : 0));
    expect(first.reduce((sum, value) => sum + value, 0)).toBeCloseTo(
      Number(table.rows[0]?.[1]),
      12,
    );
  });
});

describe('pictures of one person', () => {
  const people = explainPeople();
  const result = makeExplainResult();
  const looks = segmentLooks(result, segmentNames(result));
  const explained = explainInvented(people, 'person-0003', null)!;
  const about = { person: explained.person, className: 'Champions' };

  it.each(themes)('hold together in %s', (theme) => {
    checkFigure(shapWaterfall({ waterfall: explained.waterfall, ...about }, theme));
    checkFigure(limeBars({ lime: explained.lime, ...about }, theme));
    const moved = whatIfInvented(people, result.features, explained.person, { Sessions: 20 });
    checkFigure(whatIfBars(moved, looks, theme));
  });

  it('end where the model ends', () => {
    const { data } = shapWaterfall({ waterfall: explained.waterfall, ...about }, 'light');
    const [bars] = data;
    const [base, x] = [bars?.['base'], bars?.['x']];
    if (!Array.isArray(base) || !Array.isArray(x)) throw new Error('The bars have bases.');
    expect(Number(base.at(-1)) + Number(x.at(-1))).toBeCloseTo(explained.waterfall.output, 9);
    expect(base[0]).toBeCloseTo(explained.waterfall.base, 9);
  });

  it('join many features into one step that still adds up', () => {
    const contributions = Array.from({ length: 30 }, (_, feature) => ({
      feature,
      name: `Feature ${feature}`,
      valueText: '1',
      contribution: feature % 2 === 0 ? 0.5 : -0.2,
    }));
    const waterfall = { ...explained.waterfall, base: 1, output: 5.5, contributions };
    const { data, table } = shapWaterfall({ waterfall, ...about }, 'light');
    const [bars] = data;
    const [base, x] = [bars?.['base'], bars?.['x']];
    if (!Array.isArray(base) || !Array.isArray(x)) throw new Error('The bars have bases.');
    expect(x).toHaveLength(12);
    expect(Number(base.at(-1)) + Number(x.at(-1))).toBeCloseTo(5.5, 9);
    expect(table.rows).toHaveLength(32);
  });
});

describe('the growing picture', () => {
  const models = [
    { kind: 'majority', foldsDone: 5, foldCount: 5, logLoss: 1.1, balancedAccuracy: 0.33 },
    { kind: 'boosting', foldsDone: 2, foldCount: 5, logLoss: 0.4, balancedAccuracy: 0.8 },
    { kind: 'forest', foldsDone: 0, foldCount: 5, logLoss: null, balancedAccuracy: null },
  ];

  it.each([
    ['nothing yet', []],
    ['some folds', models],
    ['no loss yet', models.slice(2)],
  ])('with %s', (_, shown) => {
    for (const theme of themes)
      checkFigure(foldProgress({ workflow: 'explain', personCount: 10, models: shown }, theme));
  });
});
