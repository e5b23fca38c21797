// The SHAP kernels give what their plain TypeScript gives, on one thread and on two.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTreeExplainer, explainTrees } from '#analysis/explanations/tree-shap/tree-explainer';
import type { TreeShapOptions } from '#analysis/explanations/tree-shap/tree-shap-types';
import { startThreadTeam, type ThreadTeam } from '../../../../src/engine/threads/thread-team.ts';
import { finish } from '../kmeans/blobs.ts';
import { randomEnsemble, randomTable } from './random-ensemble.ts';

const threadUrl = new URL('../../../../src/engine/threads/team-thread.ts', import.meta.url);
const teams: ThreadTeam[] = [];
beforeAll(async () => {
  for (const threadCount of [1, 2]) teams.push(await startThreadTeam({ threadCount, threadUrl }));
});
afterAll(async () => {
  for (const team of teams) await team.dispose();
});

const featureCount = 9;
const modes = [
  ['path-dependent', { mode: 'path-dependent' }],
  ['interventional', { mode: 'interventional', background: randomTable(70, featureCount, 9) }],
] as const satisfies [string, TreeShapOptions][];

describe.each(modes)('%s', (_, options) => {
  describe.each([
    ['softmax', 4, 301],
    ['average', 4, 301],
    ['softmax', 8, 2100],
    ['average', 7, 2100],
    ['softmax', 12, 70],
    ['average', 11, 70],
    ['softmax', 1, 1],
    ['average', 0, 5],
  ] as const)('%s, depth %i, %i rows', (link, depth, rowCount) => {
    const table = randomTable(rowCount, featureCount, depth);
    const isDistribution = depth % 4 === 3;
    const rest = { leafChance: 0.15, isDistribution };
    const shape = { featureCount, treeCount: 7, depth, classCount: 3, link, ...rest };
    const ensemble = randomEnsemble(shape, table, depth + 3);
    const explainer = createTreeExplainer(ensemble, options);
    const plain = finish(explainTrees(explainer, table));

    test('walking gives the same bytes as plain TypeScript', () => {
      const walking = { ...explainer, groups: explainer.groups.map(() => null) };
      for (const team of teams) {
        expect(finish(explainTrees(walking, table, team)).values).toEqual(plain.values);
      }
    });

    test('tables agree to 1e-12, with the same bytes on one thread and on two', () => {
      const [one, two] = teams.map((team) => finish(explainTrees(explainer, table, team)));
      expect(one).toEqual(two);
      one!.values.forEach((value, cell) => {
        expect(Math.abs(value - plain.values[cell]!)).toBeLessThan(1e-12);
      });
      one!.outputs.forEach((value, cell) => {
        expect(Math.abs(value - plain.outputs[cell]!)).toBeLessThan(1e-12);
      });
    });
  });
});
