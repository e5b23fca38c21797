// Trees as the table kernel reads them: records of splits, groups of leaves and paths, with room for
// their tables behind them.
import type { FeatureTable } from '../../supervised/feature-table.ts';
import type { TreeEnsemble } from '../../supervised/tree-ensemble.ts';
import type { TeamScope } from '../../team-scope.ts';
import type { LeafGroup } from './leaf-groups.ts';

/** A tree that tables can serve. */
export interface GroupedTree {
  readonly tree: number;
  readonly groups: readonly LeafGroup[];
}

const treeBytes = 32;
const splitBytes = 32;
const groupBytes = 96;
const leafBytes = 200;
const pathBytes = 24;

/** The inner nodes of a tree. */
export function splitNodes({ feature, treeStarts }: TreeEnsemble, tree: number): number[] {
  const nodes: number[] = [];
  for (let node = treeStarts[tree]!; node < treeStarts[tree + 1]!; node++) {
    if (feature[node]! >= 0) nodes.push(node);
  }
  return nodes;
}

function classCountOf({ treeClass, classCount }: TreeEnsemble, tree: number): number {
  return treeClass[tree]! < 0 ? classCount : 1;
}

/** Bytes of an entry: contributions of the features and the prediction, an even number of doubles. */
function entryBytes(group: LeafGroup, classCount: number): number {
  return 16 * Math.ceil((group.features.length + 1) / 2) * classCount;
}

/** Bytes that the tables of a tree take. */
export function tableBytesOf(ensemble: TreeEnsemble, { tree, groups }: GroupedTree): number {
  const classCount = classCountOf(ensemble, tree);
  return groups.reduce(
    (sum, group) => sum + entryBytes(group, classCount) * 2 ** group.splits.length,
    0,
  );
}

/** Bytes of a batch's records, and of its tables behind them. */
function roomFor(ensemble: TreeEnsemble, batch: readonly GroupedTree[]): number {
  const bytesOf = (grouped: GroupedTree): number =>
    splitBytes * splitNodes(ensemble, grouped.tree).length +
    grouped.groups.reduce((sum, { leaves }) => sum + groupBytes + leafBytes * leaves.length, 0) +
    tableBytesOf(ensemble, grouped);
  return batch.reduce((sum, grouped) => sum + bytesOf(grouped), 16 * batch.length);
}

/** Hands the trees over; returns the address of their records. */
export function writeTrees(
  ensemble: TreeEnsemble,
  batch: readonly GroupedTree[],
  table: FeatureTable,
  scope: TeamScope,
): number {
  const records = scope.reserve(treeBytes * batch.length);
  const bits = scope.reserve(4 * Math.max(1, ensemble.categoryBits.length));
  scope.words(bits, ensemble.categoryBits.length).set(ensemble.categoryBits);
  let address = scope.reserve(roomFor(ensemble, batch));
  batch.forEach(({ tree, groups }, index) => {
    const nodes = splitNodes(ensemble, tree);
    nodes.forEach((node, i) =>
      writeSplit(scope, address + splitBytes * i, ensemble, node, table, bits),
    );
    const groupsAddress = address + splitBytes * nodes.length;
    const classCount = classCountOf(ensemble, tree);
    scope
      .words(records + treeBytes * index, 6)
      .set([
        address,
        nodes.length,
        groupsAddress,
        groups.length,
        Math.max(0, ensemble.treeClass[tree]!),
        classCount,
      ]);
    address = writeGroups(scope, groupsAddress, groups, nodes, classCount);
  });
  return records;
}

/** The groups of a tree, their leaves behind them, then room for the tables; returns where that ends. */
function writeGroups(
  scope: TeamScope,
  address: number,
  groups: readonly LeafGroup[],
  nodes: readonly number[],
  classCount: number,
): number {
  const leafCount = groups.reduce((sum, { leaves }) => sum + leaves.length, 0);
  let leaf = address + groupBytes * groups.length;
  let table = Math.ceil((leaf + leafBytes * leafCount) / 16) * 16;
  groups.forEach((group, i) => {
    const bytes = entryBytes(group, classCount);
    writeGroup(scope, address + groupBytes * i, group, nodes, { table, entryBytes: bytes, leaf });
    for (const { valueStart, path } of group.leaves) {
      writeLeaf(scope, leaf, valueStart, path);
      leaf += leafBytes;
    }
    table += bytes * 2 ** group.splits.length;
  });
  return table;
}

function writeSplit(
  scope: TeamScope,
  address: number,
  ensemble: TreeEnsemble,
  node: number,
  table: FeatureTable,
  bits: number,
): void {
  const feature = ensemble.feature[node]!;
  const offset = ensemble.categories[node]!;
  const flags = (ensemble.missingLeft[node] ? 2 : 0) | (offset >= 0 ? 4 : 0);
  const categoryBits = offset >= 0 ? bits + 4 * offset : 0;
  const levelCount = table.columns[feature]!.levels.length;
  scope.words(address, 4).set([feature, flags, categoryBits, levelCount]);
  scope.doubles(address + 16, 1)[0] = ensemble.threshold[node]!;
}

function writeGroup(
  scope: TeamScope,
  address: number,
  group: LeafGroup,
  nodes: readonly number[],
  place: { readonly table: number; readonly entryBytes: number; readonly leaf: number },
): void {
  const words = scope.words(address, groupBytes / 4).fill(0);
  words.set([
    place.table,
    group.splits.length,
    group.features.length,
    place.entryBytes,
    place.leaf,
    group.leaves.length,
  ]);
  words.set(
    group.splits.map((node) => nodes.indexOf(node)),
    6,
  );
  words.set(group.features, 14);
}

function writeLeaf(
  scope: TeamScope,
  address: number,
  valueStart: number,
  path: LeafGroup['leaves'][number]['path'],
): void {
  scope.words(address, 2).set([8 * valueStart, path.length]);
  path.forEach(({ slot, bits, wanted, share }, i) => {
    const at = address + 8 + pathBytes * i;
    scope.words(at, 3).set([slot, bits, wanted]);
    scope.doubles(at + 16, 1)[0] = share;
  });
}
