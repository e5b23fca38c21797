// Fits a random forest: trees on bootstrap samples, each split among a few random features.
import { forestTreesKernel } from '#kernels/forest-trees';
import type { Team } from '../../team.ts';
import { binTable, fitBinning } from '../binning/bin-table.ts';
import { classWeightsOf } from '../class-weights.ts';
import type { FeatureTable } from '../feature-table.ts';
import { joinTrees, type GrownTree } from '../grown-tree.ts';
import { requireParameters, requireTable, requireTarget } from '../require-supervised.ts';
import { scalarForest } from './forest-backend.ts';
import type { ForestFit, ForestParams, ForestStep } from './forest-types.ts';
import { kernelForest } from './kernel-forest.ts';
import { outOfBagScore } from './out-of-bag.ts';

/**
 * Fits a random forest on bins of 8 bits, yielding after every few trees. The same seed gives the
 * same bytes with a team of any size and without one.
 *
 * @param target class of each row
 * @throws AnalysisError as `requireTable`, `requireTarget`; `parameter.out-of-range`
 */
export function* fitForest(
  table: FeatureTable,
  target: Int32Array,
  classCount: number,
  params: ForestParams,
  team?: Team,
): Generator<ForestStep, ForestFit> {
  requireForestParams(params);
  requireTable(table);
  const counts = requireTarget(table, target, classCount);
  const binning = fitBinning(table, team);
  const classWeights = classWeightsOf(params.classWeighting, counts);
  const data = { table: binTable(table, binning, team), target, classWeights, params };
  const isOnTeam = team?.supports(forestTreesKernel);
  const forest = team && isOnTeam ? kernelForest(data, team) : scalarForest(data);
  try {
    const trees: GrownTree[] = [];
    while (trees.length < params.treeCount) {
      const count = Math.min(forest.treesPerStep, params.treeCount - trees.length);
      trees.push(...forest.grow(trees.length, count));
      yield { treesGrown: trees.length, treeCount: params.treeCount };
    }
    const head = { classCount, link: 'average', base: new Float64Array(classCount) } as const;
    const { sums, counts: treeCounts } = forest.outOfBagSums();
    return {
      ensemble: joinTrees(head, trees, new Array<number>(trees.length).fill(-1), binning),
      outOfBag: outOfBagScore(sums, treeCounts, target),
    };
  } finally {
    forest.close();
  }
}

function requireForestParams(params: ForestParams): void {
  requireParameters([
    ['treeCount', params.treeCount, 1, 100_000, true],
    ['featuresPerSplit', params.featuresPerSplit, 0, 1_000_000, true],
    ['maxDepth', params.maxDepth, 0, 1000, true],
    ['minLeafRows', params.minLeafRows, 1, 2 ** 31, true],
  ]);
}
