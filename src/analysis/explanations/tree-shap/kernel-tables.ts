// TreeSHAP of shallow trees by the table kernel on a team of threads: as `addPathDependent` and
// `addInterventional`, but for rounding; the same bytes on any number of threads.
import { treeShapTablesKernel } from '#kernels/tree-shap-tables';
import type { FeatureTable } from '../../supervised/feature-table.ts';
import type { TreeEnsemble } from '../../supervised/tree-ensemble.ts';
import type { Team } from '../../team.ts';
import { KernelArguments, TeamScope } from '../../team-scope.ts';
import { gaussLegendre } from './gauss-legendre.ts';
import type { GameWeights } from './interventional.ts';
import type { LeafGroup } from './leaf-groups.ts';
import type { SharedRows } from './shared-rows.ts';

/** A tree that tables can serve. */
export interface GroupedTree {
  readonly tree: number;
  readonly groups: readonly LeafGroup[];
}

/** Words of the kernel's arguments, in its order. */
const wordNames = [
  'trees',
  'treeCount',
  'columns',
  'columnBytes',
  'background',
  'backgroundColumnBytes',
  'backgroundCount',
  'gains',
  'losses',
  'gameSize',
  'leaves',
  'output',
  'classBytes',
  'predicted',
  'scratch',
  'scratchStride',
  'firstChunk',
  'points',
  'weights',
  'pointCount',
] as const;
type Words = KernelArguments<(typeof wordNames)[number]>;

const rowsPerChunk = 512;
/** A background of more rows does not fit into the kernel's memory for decisions. */
export const mostTableBackgroundRows = rowsPerChunk;
const fillBytes = 25_600;
const treeBytes = 32;
const splitBytes = 32;
const groupBytes = 96;
const leafBytes = 200;
const pathBytes = 24;
/** Points of the rule that integrates eight features exactly. */
const pointCount = 4;
const roundChunkCount = 64;
/** Tables of trees are made and used in batches of about this many bytes. */
const batchBytes = 1e6;

/** Adds the values of the trees to `rows.output` and their leaves to the predictions. */
export function* kernelTables(
  ensemble: TreeEnsemble,
  trees: readonly GroupedTree[],
  rows: SharedRows,
  table: FeatureTable,
  background: FeatureTable | null,
  gameWeights: GameWeights,
  team: Team,
): Generator<number, void> {
  const scope = new TeamScope(team);
  try {
    const words = new KernelArguments(scope, wordNames);
    words.set({ ...rows });
    shareRules(words, gameWeights, scope);
    if (background) shareBackground(words, background, scope);
    for (let first = 0; first < trees.length;) {
      let end = first;
      for (let bytes = 0; end < trees.length && bytes < batchBytes; end++) {
        bytes += tableBytesOf(ensemble, trees[end]!);
      }
      const batch = trees.slice(first, end);
      runBatch(ensemble, batch, table, words, rows, scope.team);
      first = end;
      yield first / trees.length;
    }
  } finally {
    scope.close();
  }
}

function shareRules(words: Words, { gains, losses, size }: GameWeights, scope: TeamScope): void {
  const rule = gaussLegendre(pointCount);
  const share = (values: Float64Array) => {
    const address = scope.reserve(8 * values.length);
    scope.doubles(address, values.length).set(values);
    return address;
  };
  words.set({
    gains: share(gains),
    losses: share(losses),
    gameSize: size,
    points: share(rule.points),
    weights: share(rule.weights),
    pointCount,
  });
}

function shareBackground(words: Words, background: FeatureTable, scope: TeamScope): void {
  const length = 16 * Math.ceil(background.rowCount / 16);
  const address = scope.reserve(8 * length * background.columns.length);
  const cells = scope.doubles(address, length * background.columns.length).fill(0);
  background.columns.forEach((column, j) => cells.set(column.values, j * length));
  words.set({
    background: address,
    backgroundColumnBytes: 8 * length,
    backgroundCount: background.rowCount,
  });
}

function runBatch(
  ensemble: TreeEnsemble,
  batch: readonly GroupedTree[],
  table: FeatureTable,
  words: Words,
  rows: SharedRows,
  team: Team,
): void {
  const scope = new TeamScope(team);
  try {
    const mostSplits = Math.max(...batch.map(({ tree }) => splitNodes(ensemble, tree).length));
    const scratchStride = fillBytes + (1 + mostSplits) * rowsPerChunk;
    const scratch = scope.reserve(scratchStride * Math.max(batch.length, roundChunkCount));
    const trees = writeTrees(ensemble, batch, table, scope);
    words.set({ trees, treeCount: batch.length, scratch, scratchStride });
    team.run(treeShapTablesKernel, 'fillTables', words.address, batch.length);
    const chunkCount = Math.ceil(rows.columnBytes / 8 / rowsPerChunk);
    for (let firstChunk = 0; firstChunk < chunkCount; firstChunk += roundChunkCount) {
      words.set({ firstChunk });
      const count = Math.min(roundChunkCount, chunkCount - firstChunk);
      team.run(treeShapTablesKernel, 'lookUp', words.address, count);
    }
  } finally {
    scope.close();
  }
}

function splitNodes({ feature, treeStarts }: TreeEnsemble, tree: number): number[] {
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

function tableBytesOf(ensemble: TreeEnsemble, { tree, groups }: GroupedTree): number {
  const classCount = classCountOf(ensemble, tree);
  return groups.reduce(
    (sum, group) => sum + entryBytes(group, classCount) * 2 ** group.splits.length,
    0,
  );
}

/** Hands the trees over; returns the address of their records. */
function writeTrees(
  ensemble: TreeEnsemble,
  batch: readonly GroupedTree[],
  table: FeatureTable,
  scope: TeamScope,
): number {
  const records = scope.reserve(treeBytes * batch.length);
  const bits = scope.reserve(4 * Math.max(1, ensemble.categoryBits.length));
  let address = scope.reserve(
    batch.reduce(
      (sum, grouped) =>
        sum +
        splitBytes * splitNodes(ensemble, grouped.tree).length +
        grouped.groups.reduce(
          (all, { leaves }) => all + groupBytes + leafBytes * leaves.length,
          0,
        ) +
        tableBytesOf(ensemble, grouped),
      16 * batch.length,
    ),
  );
  scope.words(bits, ensemble.categoryBits.length).set(ensemble.categoryBits);
  batch.forEach(({ tree, groups }, index) => {
    const classCount = classCountOf(ensemble, tree);
    const nodes = splitNodes(ensemble, tree);
    const splits = address;
    nodes.forEach((node, i) =>
      writeSplit(scope, splits + splitBytes * i, ensemble, node, table, bits),
    );
    const groupsAddress = splits + splitBytes * nodes.length;
    let leaf = groupsAddress + groupBytes * groups.length;
    const leafCount = groups.reduce((sum, { leaves }) => sum + leaves.length, 0);
    let tableAddress = Math.ceil((leaf + leafBytes * leafCount) / 16) * 16;
    groups.forEach((group, i) => {
      const bytes = entryBytes(group, classCount);
      const place = { table: tableAddress, entryBytes: bytes, leaf };
      writeGroup(scope, groupsAddress + groupBytes * i, group, nodes, place);
      for (const { valueStart, path } of group.leaves) {
        writeLeaf(scope, leaf, valueStart, path);
        leaf += leafBytes;
      }
      tableAddress += bytes * 2 ** group.splits.length;
    });
    scope
      .words(records + treeBytes * index, 6)
      .set([
        splits,
        nodes.length,
        groupsAddress,
        groups.length,
        Math.max(0, ensemble.treeClass[tree]!),
        classCount,
      ]);
    address = tableAddress;
  });
  return records;
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
