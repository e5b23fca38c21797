// plotly itself looks over every figure of workflow Explain: an attribute that it does not know is a
// fault of ours.
import { describe, expect, it } from 'vitest';
import { explainFigures } from '#figures/explain/explain-figures';
import { foldProgress } from '#figures/explain/fold-progress';
import { limeBars } from '#figures/explain/lime-bars';
import { shapWaterfall } from '#figures/explain/shap-waterfall';
import { whatIfBars } from '#figures/explain/what-if-bars';
import { segmentLooks, segmentNames } from '#figures/segment-look';
import { asSheet } from '#figures/template';
import { explainInvented, whatIfInvented } from '../../../fixtures/explain/explain-person.ts';
import { explainPeople, makeExplainResult } from '../../../fixtures/explain-result.ts';
import type { ExplainFixtureOptions } from '../../../fixtures/explain-result.ts';
import { faultsOf } from '../../support/figure-faults.ts';

const runs: [string, ExplainFixtureOptions][] = [
  ['a usual run', { scoreCard: true }],
  ['thirteen classes', { classCount: 13, personCount: 900 }],
  ['many people, two classes', { personCount: 4000, classCount: 2, unlabelledShare: 0 }],
];

describe.each(runs)('plotly accepts the figures of %s', (_, options) => {
  it.each(explainFigures(makeExplainResult(options)).map((entry) => [entry.id, entry] as const))(
    '%s',
    (_id, entry) => {
      const figure = entry.figure('light');
      expect(faultsOf(asSheet(figure, entry.title, 'light'))).toEqual([]);
    },
  );
});

describe('plotly accepts the pictures', () => {
  const people = explainPeople();
  const result = makeExplainResult();
  const explained = explainInvented(people, 'person-0003', null)!;
  const about = { person: explained.person, className: 'Champions' };

  it('of one person', () => {
    const looks = segmentLooks(result, segmentNames(result));
    const moved = whatIfInvented(people, result.features, explained.person, { Sessions: 20 });
    expect(faultsOf(shapWaterfall({ waterfall: explained.waterfall, ...about }, 'dark'))).toEqual(
      [],
    );
    expect(faultsOf(limeBars({ lime: explained.lime, ...about }, 'dark'))).toEqual([]);
    expect(faultsOf(whatIfBars(moved, looks, 'dark'))).toEqual([]);
  });

  it('of a fit that runs', () => {
    const models = [
      { kind: 'forest', foldsDone: 2, foldCount: 5, logLoss: 0.4, balancedAccuracy: 0.8 },
      { kind: 'boosting', foldsDone: 0, foldCount: 5, logLoss: null, balancedAccuracy: null },
    ];
    const partial = { workflow: 'explain' as const, personCount: 10, models };
    expect(faultsOf(foldProgress(partial, 'light'))).toEqual([]);
  });
});
