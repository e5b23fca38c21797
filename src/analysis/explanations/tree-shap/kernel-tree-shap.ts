// SHAP values of all trees on a team of threads: shallow trees by tables where the rows are many enough
// to pay for them, the others by walking down each tree.
import type { FeatureTable } from '../../supervised/feature-table.ts';
import type { Team } from '../../team.ts';
import { TeamScope } from '../../team-scope.ts';
import { kernelInterventional } from './kernel-interventional.ts';
import { kernelPathDependent } from './kernel-path-dependent.ts';
import { kernelTables, mostTableBackgroundRows } from './kernel-tables.ts';
import type { LeafGroup } from './leaf-groups.ts';
import type { TreeExplainer } from './prepared-tree.ts';
import { shareRows, takeOutputs, takeValues } from './shared-rows.ts';
import type { GroupedTree } from './table-records.ts';

export interface FoundValues {
  /** classes x features x rows, summed over trees and background rows. */
  readonly values: Float64Array;
  /** rows x classes, where they were found on the way. */
  readonly outputs: Float64Array | null;
}

export function* kernelTreeShap(
  explainer: TreeExplainer,
  table: FeatureTable,
  team: Team,
): Generator<number, FoundValues> {
  const { ensemble, background, weights } = explainer;
  const grouped: GroupedTree[] = [];
  const walked: number[] = [];
  explainer.groups.forEach((groups, tree) => {
    if (groups && paysForTables(explainer, groups, table.rowCount)) grouped.push({ tree, groups });
    else walked.push(tree);
  });
  const share = grouped.length / Math.max(1, explainer.groups.length);
  const scope = new TeamScope(team);
  try {
    const rows = shareRows(ensemble, table, scope);
    const tables = kernelTables(ensemble, grouped, rows, table, background, weights, team);
    for (const done of tables) yield share * done;
    const walk = background ? kernelInterventional : kernelPathDependent;
    for (const done of walk(explainer, walked, rows, table, team)) {
      yield share + (1 - share) * done;
    }
    return {
      values: takeValues(rows, ensemble, table.rowCount, scope),
      outputs: walked.length === 0 ? takeOutputs(rows, ensemble, table.rowCount, scope) : null,
    };
  } finally {
    scope.close();
  }
}

/** A table is as much work as some rows that walk, and the walk among background rows is longer. */
function paysForTables(
  { background }: TreeExplainer,
  groups: readonly LeafGroup[],
  rowCount: number,
): boolean {
  const outcomeCount = 2 ** Math.max(...groups.map(({ splits }) => splits.length));
  if (!background) return rowCount >= 8 * outcomeCount;
  return background.rowCount <= mostTableBackgroundRows && rowCount >= outcomeCount / 4;
}
