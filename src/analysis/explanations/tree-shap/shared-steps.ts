// Steps of a tree's walk in a team's memory, as the kernel of path-dependent SHAP reads them.
import type { TreeEnsemble } from '../../supervised/tree-ensemble.ts';
import type { FeatureTable } from '../../supervised/feature-table.ts';
import type { TeamScope } from '../../team-scope.ts';
import { stepKind, type PathSteps } from './path-steps.ts';
import type { SharedRows } from './shared-rows.ts';
import type { TreeEdges } from './tree-edges.ts';

/** Eight words, and a double. */
export const stepBytes = 40;

const flag = { isLeft: 1, missingLeft: 2, categorical: 4, isLeaf: 8, isPair: 16 } as const;
/** Two doubles for each of eight rows. */
const cellBytes = 128;

/**
 * Writes a tree's steps at an address, a multiple of 8.
 *
 * @param features the distinct ones of the tree: gains are kept in their order
 * @param constants addresses of the constants of inner steps and of leaves
 * @param categoryBits address of the ensemble's level bits
 */
export function writeSteps(
  scope: TeamScope,
  address: number,
  edges: TreeEdges,
  steps: PathSteps,
  features: readonly number[],
  constants: { readonly inner: number; readonly leaf: number },
  ensemble: TreeEnsemble,
  table: FeatureTable,
  { columnBytes }: SharedRows,
  categoryBits: number,
): void {
  const words = new Int32Array(scope.team.buffer, address, (steps.edge.length * stepBytes) / 4);
  const doubles = scope.doubles(address, (steps.edge.length * stepBytes) / 8);
  const cellOf = new Map(features.map((feature, i) => [feature, cellBytes * i]));
  for (let step = 0; step < steps.edge.length; step++) {
    const edge = steps.edge[step]!;
    const kind = steps.kind[step]!;
    const node = edges.node[edge]!;
    const feature = edges.feature[edge]!;
    const bits = ensemble.categories[node]!;
    const first = kind === stepKind.inner ? constants.inner : constants.leaf;
    const flags =
      (edges.isLeft[edge] ? flag.isLeft : 0) |
      (ensemble.missingLeft[node] ? flag.missingLeft : 0) |
      (bits >= 0 ? flag.categorical : 0) |
      (kind === stepKind.inner ? 0 : flag.isLeaf) |
      (kind === stepKind.pair ? flag.isPair : 0);
    words.set(
      [
        feature * columnBytes,
        flags,
        edges.level[edge]!,
        edges.earlierLevel[edge]!,
        first + 8 * steps.start[step]!,
        cellOf.get(feature)!,
        bits >= 0 ? categoryBits + 4 * bits : 0,
        table.columns[feature]!.levels.length,
      ],
      (step * stepBytes) / 4,
    );
    doubles[(step * stepBytes + 32) / 8] = ensemble.threshold[node]!;
  }
}
