// Trees as masks of leaves, as the kernel permutation-leaves reads them: leaves are numbered from left to
// right, and a value that goes right at a split crosses out the leaves on its left.
import type { FeatureTable } from '../../supervised/feature-table.ts';
import type { TreeEnsemble } from '../../supervised/tree-ensemble.ts';
import type { TeamScope } from '../../team-scope.ts';
import { binFeature, type FeatureBins } from './feature-bins.ts';

/** More leaves do not fit into a word of 32 bits. */
export const mostMaskedLeaves = 32;
/** Values of a block's trees stay in the nearest cache. */
const mostBlockTrees = 64;
const blockWords = 6;
const allLeaves = 0xffffffff;

interface MaskedTree {
  readonly tree: number;
  readonly splits: readonly {
    readonly node: number;
    /** Leaves that stand where a row goes right. */
    readonly standing: number;
  }[];
  /** Offsets of the leaves' values, from left to right. */
  readonly leaves: readonly number[];
}

/** Whether every tree's leaves fit into a word. */
export function canMaskLeaves({ treeStarts, treeClass }: TreeEnsemble): boolean {
  return treeClass.every((_, tree) => {
    const nodeCount = treeStarts[tree + 1]! - treeStarts[tree]!;
    return (nodeCount + 1) / 2 <= mostMaskedLeaves;
  });
}

function maskTree(ensemble: TreeEnsemble, tree: number): MaskedTree {
  const leaves: number[] = [];
  const splits: { node: number; standing: number }[] = [];
  const visit = (node: number): void => {
    if (ensemble.feature[node]! < 0) {
      leaves.push(ensemble.valueStart[node]!);
      return;
    }
    const first = leaves.length;
    visit(ensemble.left[node]!);
    const leftLeaves = 2 ** leaves.length - 2 ** first;
    splits.push({ node, standing: ~leftLeaves });
    visit(ensemble.right[node]!);
  };
  visit(ensemble.treeStarts[tree]!);
  return { tree, splits, leaves };
}

export interface LeafBlocks {
  readonly blocks: number;
  readonly blockCount: number;
  /** u32 features x rows: the line of masks for the row's value. */
  readonly bins: number;
}

/** Trees with their leaves numbered and the table's values in bins: good for any permutations. */
export interface MaskedTrees {
  readonly trees: readonly MaskedTree[];
  readonly binned: BinnedFeatures;
}

/** @param trees a stretch of an ensemble for which `canMaskLeaves` holds */
export function maskTrees(
  ensemble: TreeEnsemble,
  table: FeatureTable,
  trees: readonly number[],
): MaskedTrees {
  const masked = trees.map((tree) => maskTree(ensemble, tree));
  return { trees: masked, binned: binFeatures(ensemble, table, masked) };
}

/** Hands trees over. */
export function shareLeafBlocks(
  ensemble: TreeEnsemble,
  table: FeatureTable,
  { trees, binned }: MaskedTrees,
  scope: TeamScope,
): LeafBlocks {
  const records = blocksOf(ensemble, trees).flatMap((block) =>
    writeBlock(ensemble, block, binned, scope),
  );
  const blocks = scope.reserve(4 * blockWords * Math.max(1, records.length));
  scope.words(blocks, blockWords * records.length).set(records.flat());
  const bins = scope.reserve(4 * table.rowCount * table.columns.length);
  binned.features.forEach(({ binOfRow }, j) => {
    const first = binned.firstBins[j]!;
    const column = scope.words(bins + 4 * table.rowCount * j, table.rowCount);
    for (let row = 0; row < table.rowCount; row++) column[row] = first + binOfRow[row]!;
  });
  return { blocks, blockCount: records.length, bins };
}

interface BinnedFeatures {
  readonly features: readonly FeatureBins[];
  /** By feature: the number of its first bin among all. */
  readonly firstBins: readonly number[];
  readonly binCount: number;
}

function binFeatures(
  ensemble: TreeEnsemble,
  table: FeatureTable,
  trees: readonly MaskedTree[],
): BinnedFeatures {
  const nodes = table.columns.map((): number[] => []);
  for (const { splits } of trees) {
    for (const { node } of splits) nodes[ensemble.feature[node]!]!.push(node);
  }
  const firstBins: number[] = [];
  let binCount = 0;
  const features = table.columns.map((column, j) => {
    const bins = binFeature(ensemble, nodes[j]!, column);
    firstBins.push(binCount);
    binCount += bins.binCount;
    return bins;
  });
  return { features, firstBins, binCount };
}

interface TreeBlock {
  readonly trees: readonly MaskedTree[];
  /** Classes that these trees add to. */
  readonly classes: readonly number[];
}

/** Trees that add to the same classes, in their order, cut into blocks of about the same size. */
function blocksOf({ treeClass, classCount }: TreeEnsemble, trees: readonly MaskedTree[]) {
  const classes = Array.from({ length: classCount }, (_, k) => k);
  const parts: TreeBlock[] = trees.every(({ tree }) => treeClass[tree]! < 0)
    ? [{ trees, classes }]
    : classes.map((k) => ({
        trees: trees.filter(({ tree }) => treeClass[tree]! < 0 || treeClass[tree] === k),
        classes: [k],
      }));
  return parts.flatMap((part): TreeBlock[] => {
    const blockCount = Math.ceil(part.trees.length / mostBlockTrees);
    const size = 2 * Math.ceil(part.trees.length / Math.max(1, blockCount) / 2);
    return Array.from({ length: blockCount }, (_, i) => ({
      ...part,
      trees: part.trees.slice(i * size, (i + 1) * size),
    }));
  });
}

/** Writes a block's masks, and its values for each class; returns the words of its records. */
function writeBlock(
  ensemble: TreeEnsemble,
  { trees, classes }: TreeBlock,
  { features, firstBins, binCount }: BinnedFeatures,
  scope: TeamScope,
): number[][] {
  const pairCount = Math.ceil(trees.length / 2);
  const lineWords = 4 * Math.ceil(pairCount / 2);
  const masks = scope.reserve(4 * lineWords * binCount);
  const words = scope.words(masks, lineWords * binCount).fill(allLeaves);
  trees.forEach(({ splits }, place) => {
    for (const { node, standing } of splits) {
      const feature = ensemble.feature[node]!;
      const first = firstBins[feature]!;
      features[feature]!.forEachRightBin(node, (bin) => {
        words[(first + bin) * lineWords + place]! &= standing;
      });
    }
  });
  return classes.map((k) => {
    const length = 2 * pairCount * mostMaskedLeaves;
    const values = scope.reserve(8 * length);
    const cells = scope.doubles(values, length).fill(0);
    trees.forEach(({ tree, leaves }, place) => {
      const offset = ensemble.treeClass[tree]! < 0 ? k : 0;
      leaves.forEach((start, leaf) => {
        cells[place * mostMaskedLeaves + leaf] = ensemble.values[start + offset]!;
      });
    });
    return [masks, 4 * lineWords, values, pairCount, k, 0];
  });
}
