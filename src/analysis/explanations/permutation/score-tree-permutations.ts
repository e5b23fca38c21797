// The fastest way to the scores of a tree ensemble's permutations that its trees and the machine allow.
import { permutationLeavesKernel } from '#kernels/permutation-leaves';
import { permutationScoresKernel } from '#kernels/permutation-scores';
import type { Labels } from '../../agreement/cross-table.ts';
import type { FeatureTable } from '../../supervised/feature-table.ts';
import { predictMargins, type TreeEnsemble } from '../../supervised/tree-ensemble.ts';
import type { Team } from '../../team.ts';
import { scoreByLeafMasks } from './kernel-permutations.ts';
import { canMaskLeaves } from './leaf-blocks.ts';
import { scoreMargins } from './margin-scores.ts';
import { scoreOneByOne, type ScorePermutations } from './permutation-importance.ts';

const kernels = [permutationLeavesKernel, permutationScoresKernel];

/**
 * For `permutationImportance`: the same bytes on a team of any size as in plain TypeScript.
 *
 * @param table held-out rows, with the columns of the model in its order and their levels
 * @param team whose threads share the work; plain TypeScript where not given
 */
export function scoreTreePermutations(
  ensemble: TreeEnsemble,
  table: FeatureTable,
  labels: Labels,
  team?: Team,
): ScorePermutations {
  if (canMaskLeaves(ensemble) && team && kernels.every((kernel) => team.supports(kernel))) {
    return scoreByLeafMasks(ensemble, table, labels, team);
  }
  return scoreOneByOne(table, (rows) =>
    scoreMargins(ensemble, predictMargins(ensemble, rows), labels),
  );
}
