// Who grows a forest's trees: plain TypeScript here, the kernel elsewhere, with the same bytes.
import { deriveSeed } from '../../random.ts';
import { leafOfBins, type GrownTree } from '../grown-tree.ts';
import { growForestTree, type ForestData } from './grow-forest-tree.ts';
import { startState } from '../random-words.ts';

export interface ForestTrees {
  /** Trees to be grown at a time at most; no result depends on it. */
  readonly treesPerStep: number;
  /**
   * Grows some trees; adds, tree after tree, the distribution of the leaf of each row that a tree
   * did not see to the row's sums.
   */
  grow(firstTree: number, treeCount: number): GrownTree[];
  /** Sums of distributions, rows x classes, and of how many trees. */
  outOfBagSums(): { readonly sums: Float64Array; readonly counts: Uint32Array };
  close(): void;
}

export function scalarForest(data: ForestData): ForestTrees {
  const { table, classWeights, params } = data;
  const classCount = classWeights.length;
  const sums = new Float64Array(table.rowCount * classCount);
  const counts = new Uint32Array(table.rowCount);

  function addOutOfBag(tree: GrownTree, draws: Uint8Array): void {
    for (let row = 0; row < table.rowCount; row++) {
      if (draws[row]! > 0) continue;
      counts[row]!++;
      const leaf = leafOfBins(tree, table.binning, table.bins, row);
      for (let k = 0; k < classCount; k++) {
        sums[row * classCount + k]! += tree.values[leaf * classCount + k]!;
      }
    }
  }

  return {
    treesPerStep: 1,
    grow(firstTree, treeCount) {
      return Array.from({ length: treeCount }, (_, index) => {
        const { tree, draws } = growForestTree(
          data,
          startState(deriveSeed(params.seed, 'forest', firstTree + index)),
        );
        addOutOfBag(tree, draws);
        return tree;
      });
    },
    outOfBagSums: () => ({ sums, counts }),
    close() {},
  };
}
