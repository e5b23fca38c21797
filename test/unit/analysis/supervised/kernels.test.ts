// The kernels of boosting, forest and bins give the bytes of plain TypeScript, on one thread and two.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { binTable, fitBinning } from '#analysis/supervised/binning/bin-table';
import { defaultBoostingParams } from '#analysis/supervised/boosting/boosting-types';
import { fitBoosting } from '#analysis/supervised/boosting/fit-boosting';
import { fitForest } from '#analysis/supervised/forest/fit-forest';
import { defaultForestParams } from '#analysis/supervised/forest/forest-types';
import { predictMargins, type TreeEnsemble } from '#analysis/supervised/tree-ensemble';
import { startThreadTeam, type ThreadTeam } from '../../../../src/engine/threads/thread-team.ts';
import { finish } from '../kmeans/blobs.ts';
import { makePersons } from './invented-persons.ts';

const threadUrl = new URL('../../../../src/engine/threads/team-thread.ts', import.meta.url);
let teams: ThreadTeam[] = [];
beforeAll(async () => {
  teams = await Promise.all(
    [1, 2].map((threadCount) => startThreadTeam({ threadCount, threadUrl })),
  );
});
afterAll(() => Promise.all(teams.map((team) => team.dispose())));

const cases = [
  { name: 'two classes', rows: 701, classes: 2, levels: 5 },
  { name: 'three classes', rows: 1000, classes: 3, levels: 40 },
  { name: 'seven classes, more levels than bins', rows: 2001, classes: 7, levels: 300 },
  { name: 'few rows', rows: 23, classes: 2, levels: 2 },
] as const;

describe.each(cases)('$name', ({ rows, classes, levels }) => {
  const { table, target } = makePersons(rows, classes, levels, 0.7, rows);

  function expectSameMargins(ensemble: TreeEnsemble, team: ThreadTeam): void {
    const expected = predictMargins(ensemble, table);
    expect(predictMargins(ensemble, table, team)).toEqual(expected);
  }

  it.each([
    ['as they come', {}],
    ['balanced, shallow', { classWeighting: 'balanced', maxDepth: 3, l2: 1 }],
    ['small leaves, nothing held out', { minLeafRows: 1, maxLeafCount: 200, heldOutShare: 0 }],
  ] as const)('boosting, %s', (_, changes) => {
    const params = { ...defaultBoostingParams, roundCount: 6, ...changes };
    const expected = finish(fitBoosting(table, target, classes, params));
    for (const team of teams) {
      const found = finish(fitBoosting(table, target, classes, params, team));
      expect(found).toEqual(expected);
      expectSameMargins(expected.ensemble, team);
      expect(team.usedByteCount).toBe(0);
    }
  });

  it.each([
    ['as it comes', {}],
    ['full trees', { minLeafRows: 1 }],
    [
      'balanced, shallow, all features',
      { classWeighting: 'balanced', maxDepth: 4, featuresPerSplit: 6 },
    ],
  ] as const)('forest, %s', (_, changes) => {
    const params = { ...defaultForestParams, treeCount: 11, ...changes };
    const expected = finish(fitForest(table, target, classes, params));
    for (const team of teams) {
      const found = finish(fitForest(table, target, classes, params, team));
      expect(found).toEqual(expected);
      expectSameMargins(expected.ensemble, team);
      expect(team.usedByteCount).toBe(0);
    }
  });

  it('bins', () => {
    const binning = fitBinning(table);
    const binned = binTable(table, binning);
    for (const team of teams) {
      expect(fitBinning(table, team)).toEqual(binning);
      expect(binTable(table, binning, team)).toEqual(binned);
    }
  });
});

it('another seed gives another forest and another part held out', () => {
  const { table, target } = makePersons(400, 3, 4, 1, 5);
  const forest = (seed: number) =>
    finish(fitForest(table, target, 3, { ...defaultForestParams, treeCount: 3, seed }));
  expect(forest(1)).toEqual(forest(1));
  expect(forest(1).ensemble).not.toEqual(forest(2).ensemble);
  const boosting = (seed: number) =>
    finish(fitBoosting(table, target, 3, { ...defaultBoostingParams, roundCount: 3, seed }));
  expect(boosting(1)).toEqual(boosting(1));
  expect(boosting(1).heldOutLosses).not.toEqual(boosting(2).heldOutLosses);
});
