// A tree as splits that cross out leaves: leaves are numbered from left to right, and a row that goes
// right at a split cannot end in the leaves on its left.
import type { TreeEnsemble } from '../../supervised/tree-ensemble.ts';

/** More leaves do not fit into a word of 64 bits. */
export const mostMaskedLeaves = 64;

export interface TreeSplits {
  readonly tree: number;
  /** Distinct features that the tree asks for, ascending. */
  readonly features: readonly number[];
  /** Splits, those of one feature together, in the order of `features`. */
  readonly splits: readonly {
    readonly node: number;
    /** Leaves that stand where a row goes right. */
    readonly standing: bigint;
  }[];
  /** Offsets of the leaves' values, from left to right. */
  readonly leaves: readonly number[];
}

const allLeaves = (1n << 64n) - 1n;

/** @returns null where the tree has more leaves than a word has bits */
export function listSplits(ensemble: TreeEnsemble, tree: number): TreeSplits | null {
  const nodeCount = ensemble.treeStarts[tree + 1]! - ensemble.treeStarts[tree]!;
  if ((nodeCount + 1) / 2 > mostMaskedLeaves) return null;
  const leaves: number[] = [];
  const splits: { node: number; standing: bigint }[] = [];
  const visit = (node: number): void => {
    if (ensemble.feature[node]! < 0) {
      leaves.push(ensemble.valueStart[node]!);
      return;
    }
    const first = BigInt(leaves.length);
    visit(ensemble.left[node]!);
    const leftLeaves = (1n << BigInt(leaves.length)) - (1n << first);
    splits.push({ node, standing: allLeaves & ~leftLeaves });
    visit(ensemble.right[node]!);
  };
  visit(ensemble.treeStarts[tree]!);
  const featureOf = ({ node }: { node: number }) => ensemble.feature[node]!;
  splits.sort((a, b) => featureOf(a) - featureOf(b) || a.node - b.node);
  return { tree, features: [...new Set(splits.map(featureOf))], splits, leaves };
}
