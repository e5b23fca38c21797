// Edges of trees in a team's memory, as the SHAP kernels read them.
import type { TreeEnsemble } from '../../supervised/tree-ensemble.ts';
import type { FeatureTable } from '../../supervised/feature-table.ts';
import type { TreeEdges } from './tree-edges.ts';

/** Eight words and two doubles an edge. */
export const edgeBytes = 48;

const flag = { isLeft: 1, missingLeft: 2, categorical: 4, isLeaf: 8 } as const;

/**
 * Writes a tree's edges at an address, a multiple of 8.
 *
 * @param columnBytes bytes of one column of the explained rows
 * @param categoryBits address of the ensemble's level bits
 */
export function writeEdges(
  buffer: SharedArrayBuffer,
  address: number,
  edges: TreeEdges,
  ensemble: TreeEnsemble,
  table: FeatureTable,
  columnBytes: number,
  categoryBits: number,
): void {
  const words = new Int32Array(buffer, address, (edges.edgeCount * edgeBytes) / 4);
  const doubles = new Float64Array(buffer, address, (edges.edgeCount * edgeBytes) / 8);
  for (let edge = 0; edge < edges.edgeCount; edge++) {
    const node = edges.node[edge]!;
    const feature = edges.feature[edge]!;
    const bits = ensemble.categories[node]!;
    const valueStart = edges.valueStart[edge]!;
    const flags =
      (edges.isLeft[edge] ? flag.isLeft : 0) |
      (ensemble.missingLeft[node] ? flag.missingLeft : 0) |
      (bits >= 0 ? flag.categorical : 0) |
      (valueStart >= 0 ? flag.isLeaf : 0);
    words.set(
      [
        feature * columnBytes,
        flags,
        edges.level[edge]!,
        edges.earlierLevel[edge]!,
        edges.end[edge]!,
        8 * Math.max(0, valueStart),
        bits >= 0 ? categoryBits + 4 * bits : 0,
        table.columns[feature]!.levels.length,
      ],
      (edge * edgeBytes) / 4,
    );
    doubles[(edge * edgeBytes + 32) / 8] = ensemble.threshold[node]!;
    doubles[(edge * edgeBytes + 40) / 8] = edges.ratio[edge]!;
  }
}
