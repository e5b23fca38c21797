// Permutation importance by leaf masks: the same bytes as one prediction for each permutation, and up to
// rounding the same as with the engine's own exponential and logarithm.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canMaskLeaves } from '#analysis/explanations/permutation/leaf-blocks';
import { permutationImportance } from '#analysis/explanations/permutation/permutation-importance';
import { scoreTreePermutations } from '#analysis/explanations/permutation/score-tree-permutations';
import { predictProbabilities, type TreeEnsemble } from '#analysis/supervised/tree-ensemble';
import type { FeatureTable } from '#analysis/supervised/feature-table';
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

/** Two columns are copies of others, so that there are groups. */
function tableWithCopies(rowCount: number): FeatureTable {
  const table = randomTable(rowCount, featureCount, 3);
  const columns = table.columns.map((column, j) => {
    if (j !== 1 && j !== 8) return column;
    return { ...table.columns[j === 1 ? 0 : 5]!, name: column.name };
  });
  return { rowCount, columns };
}

function importances(
  ensemble: TreeEnsemble,
  table: FeatureTable,
  how: ThreadTeam | 'plain' | 'by probabilities',
) {
  const labels = Uint8Array.from({ length: table.rowCount }, (_, row) => row % 3);
  const predict = (rows: FeatureTable) => predictProbabilities(ensemble, rows);
  const params = { repeatCount: 4, seed: 1 };
  const team = typeof how === 'string' ? undefined : how;
  const scores =
    how === 'by probabilities' ? undefined : scoreTreePermutations(ensemble, table, labels, team);
  return finish(permutationImportance(predict, table, labels, 3, params, scores));
}

test.each([
  ['softmax', 5, 301, 14],
  ['average', 5, 301, 14],
  ['softmax', 1, 40, 14],
  ['average', 0, 60, 14],
  // Several blocks of trees, and more trees than share masks.
  ['softmax', 3, 70, 230],
  ['average', 2, 70, 530],
] as const)('%s, depth %i, %i rows, %i trees', (link, depth, rowCount, treeCount) => {
  const table = tableWithCopies(rowCount);
  const shape = { featureCount, treeCount, depth, classCount: 3, link, leafChance: 0.1 };
  const ensemble = randomEnsemble(shape, table, depth + 3);
  const plain = importances(ensemble, table, 'plain');
  expect(plain.groups.map(({ features }) => features)).toEqual([
    [0, 1],
    [5, 8],
  ]);
  for (const team of teams) expect(importances(ensemble, table, team)).toEqual(plain);
  const byProbabilities = importances(ensemble, table, 'by probabilities');
  plain.features.forEach((feature, j) => {
    const other = byProbabilities.features[j]!;
    expect(feature.logLoss.mean).toBeCloseTo(other.logLoss.mean, 12);
    expect(feature.logLoss.high).toBeCloseTo(other.logLoss.high, 12);
    expect(feature.balancedAccuracy).toEqual(other.balancedAccuracy);
  });
});

test('trees of more leaves than a word has bits are left to the plain way', () => {
  const table = randomTable(50, featureCount, 1);
  const shape = { featureCount, treeCount: 1, classCount: 2, link: 'average' } as const;
  expect(canMaskLeaves(randomEnsemble({ ...shape, depth: 5 }, table, 1))).toBe(true);
  expect(canMaskLeaves(randomEnsemble({ ...shape, depth: 6 }, table, 1))).toBe(false);
});
