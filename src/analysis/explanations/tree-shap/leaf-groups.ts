// A shallow tree cut into groups of leaves, each of which depends on at most eight splits: those on the
// way to the group and those inside it. What a row gets from a group is then an entry of a table.
import type { TreeEnsemble } from '../../supervised/tree-ensemble.ts';

/** A distinct feature on the path to a leaf. */
export interface PathFeature {
  /** Number of the feature among those of the group. */
  readonly slot: number;
  /** The group's splits on this feature on the path, as bits, and those of them that go left. */
  readonly bits: number;
  readonly wanted: number;
  /** Share of the training rows that meets all of these conditions. */
  readonly share: number;
}

export interface GroupLeaf {
  readonly valueStart: number;
  readonly path: readonly PathFeature[];
}

export interface LeafGroup {
  /** Nodes of the ensemble: bit b of an outcome says whether a row goes left at splits[b]. */
  readonly splits: readonly number[];
  readonly features: readonly number[];
  readonly leaves: readonly GroupLeaf[];
}

/** An outcome is a byte. */
const mostBits = 8;
/** A leaf further down depends on more splits than that. */
export const deepestGroupedTree = mostBits;
/** Up to here a larger group only saves work; beyond, its table outgrows the processor's caches. */
const handyBits = 7;
const handySplitsInside = 3;

interface Step {
  readonly node: number;
  readonly isLeft: boolean;
  readonly ratio: number;
}

/** @returns null where the tree is too deep for tables */
export function cutIntoGroups(ensemble: TreeEnsemble, tree: number): LeafGroup[] | null {
  const groups: LeafGroup[] = [];
  const visit = (node: number, steps: readonly Step[]): boolean => {
    const inside = splitsBelow(ensemble, node);
    const bits = steps.length + inside.length;
    if (bits <= handyBits || (inside.length <= handySplitsInside && bits <= mostBits)) {
      groups.push(makeGroup(ensemble, node, steps, inside));
      return true;
    }
    if (inside.length === 0) return false;
    return childrenOf(ensemble, node).every(({ child, step }) => visit(child, [...steps, step]));
  };
  return visit(ensemble.treeStarts[tree]!, []) ? groups : null;
}

function splitsBelow(ensemble: TreeEnsemble, node: number): number[] {
  if (ensemble.feature[node]! < 0) return [];
  return [
    node,
    ...splitsBelow(ensemble, ensemble.left[node]!),
    ...splitsBelow(ensemble, ensemble.right[node]!),
  ];
}

function childrenOf({ left, right, cover }: TreeEnsemble, node: number) {
  return [true, false].map((isLeft) => {
    const child = isLeft ? left[node]! : right[node]!;
    const ratio = cover[node] === 0 ? 0.5 : cover[child]! / cover[node]!;
    const step: Step = { node, isLeft, ratio };
    return { child, step };
  });
}

function makeGroup(
  ensemble: TreeEnsemble,
  root: number,
  stepsAbove: readonly Step[],
  inside: readonly number[],
): LeafGroup {
  const splits = [...stepsAbove.map(({ node }) => node), ...inside];
  const features = [...new Set(splits.map((node) => ensemble.feature[node]!))];
  const leaves: GroupLeaf[] = [];
  const visit = (node: number, steps: readonly Step[]): void => {
    if (ensemble.feature[node]! < 0) {
      const path = pathFeatures(ensemble, steps, splits, features);
      leaves.push({ valueStart: ensemble.valueStart[node]!, path });
      return;
    }
    for (const { child, step } of childrenOf(ensemble, node)) visit(child, [...steps, step]);
  };
  visit(root, stepsAbove);
  return { splits, features, leaves };
}

function pathFeatures(
  ensemble: TreeEnsemble,
  steps: readonly Step[],
  splits: readonly number[],
  features: readonly number[],
): PathFeature[] {
  const bySlot = new Map<number, PathFeature>();
  for (const { node, isLeft, ratio } of steps) {
    const slot = features.indexOf(ensemble.feature[node]!);
    const bit = 1 << splits.indexOf(node);
    const before = bySlot.get(slot) ?? { slot, bits: 0, wanted: 0, share: 1 };
    bySlot.set(slot, {
      slot,
      bits: before.bits | bit,
      wanted: before.wanted | (isLeft ? bit : 0),
      share: before.share * ratio,
    });
  }
  return [...bySlot.values()];
}
