// Margins of trees by the WebAssembly kernel: some trees at a time, stretches of rows by all threads.
import { treeMarginsKernel } from '#kernels/tree-margins';
import type { Team } from '../team.ts';
import { KernelArguments, TeamScope } from '../team-scope.ts';
import type { FeatureTable } from './feature-table.ts';
import type { TreeEnsemble } from './tree-ensemble.ts';

/** Words of the kernel's arguments, in its order. */
const wordNames = [
  'rowCount',
  'classCount',
  'columns',
  'levelCounts',
  'trees',
  'treeCount',
  'nodes',
  'categoryBits',
  'values',
  'margins',
] as const;

const rowsPerChunk = 1024;
const nodeBytes = 32;
/** Nodes in memory at a time, but at least one tree. */
const batchNodeCount = 2e6;

/** Adds the trees, one after the other, to margins (rows x classes) in place: the twin's bytes. */
export function addTreesByKernel(
  ensemble: TreeEnsemble,
  table: FeatureTable,
  margins: Float64Array,
  team: Team,
): void {
  const scope = new TeamScope(team);
  try {
    const { rowCount, columns } = table;
    const words = new KernelArguments(scope, wordNames);
    words.set({
      rowCount,
      classCount: ensemble.classCount,
      columns: scope.reserve(8 * rowCount * columns.length),
      levelCounts: scope.reserve(4 * columns.length),
      categoryBits: scope.reserve(4 * ensemble.categoryBits.length),
      margins: scope.reserve(8 * margins.length),
    });
    columns.forEach(({ values }, j) => {
      scope.doubles(words.get('columns') + 8 * rowCount * j, rowCount).set(values);
    });
    const levelCounts = columns.map(({ levels }) => levels.length);
    scope.words(words.get('levelCounts'), columns.length).set(levelCounts);
    const bits = scope.words(words.get('categoryBits'), ensemble.categoryBits.length);
    bits.set(ensemble.categoryBits);
    scope.doubles(words.get('margins'), margins.length).set(margins);
    for (const [first, end] of batches(ensemble.treeStarts)) {
      runBatch(ensemble, first, end, words, team);
    }
    margins.set(scope.doubles(words.get('margins'), margins.length));
  } finally {
    scope.close();
  }
}

/** Ranges of trees with as many nodes as are held at a time. */
function batches(treeStarts: Uint32Array): [number, number][] {
  const ranges: [number, number][] = [];
  let first = 0;
  for (let tree = 1; tree < treeStarts.length; tree++) {
    const isLast = tree === treeStarts.length - 1;
    const next = treeStarts[tree + 1] ?? Infinity;
    if (!isLast && next - treeStarts[first]! <= batchNodeCount) continue;
    ranges.push([first, tree]);
    first = tree;
  }
  return ranges;
}

function runBatch(
  ensemble: TreeEnsemble,
  first: number,
  end: number,
  words: KernelArguments<(typeof wordNames)[number]>,
  team: Team,
): void {
  const scope = new TeamScope(team);
  try {
    const start = ensemble.treeStarts[first]!;
    const nodeCount = ensemble.treeStarts[end]! - start;
    const [valueStart, valueEnd] = valueRange(ensemble, start, nodeCount);
    const treeCount = end - first;
    const trees = scope.reserve(8 * treeCount);
    const nodes = scope.reserve(nodeBytes * nodeCount);
    const values = scope.reserve(8 * (valueEnd - valueStart));
    words.set({ trees, treeCount, nodes, values });
    const treeCells = scope.words(trees, 2 * treeCount);
    for (let tree = 0; tree < treeCount; tree++) {
      treeCells[2 * tree] = ensemble.treeStarts[first + tree]! - start;
      treeCells[2 * tree + 1] = ensemble.treeClass[first + tree]!;
    }
    const leafValues = ensemble.values.subarray(valueStart, valueEnd);
    scope.doubles(values, valueEnd - valueStart).set(leafValues);
    writeNodes(ensemble, start, nodeCount, valueStart, scope, nodes);
    const chunkCount = Math.ceil(words.get('rowCount') / rowsPerChunk);
    team.run(treeMarginsKernel, 'addTrees', words.address, chunkCount);
  } finally {
    scope.close();
  }
}

/** From the first to behind the last value of the leaves among some nodes. */
function valueRange(ensemble: TreeEnsemble, start: number, nodeCount: number): [number, number] {
  let least = Infinity;
  let greatest = 0;
  for (let node = start; node < start + nodeCount; node++) {
    if (ensemble.feature[node]! >= 0) continue;
    least = Math.min(least, ensemble.valueStart[node]!);
    greatest = Math.max(greatest, ensemble.valueStart[node]!);
  }
  return [least, Math.min(ensemble.values.length, greatest + ensemble.classCount)];
}

function writeNodes(
  ensemble: TreeEnsemble,
  start: number,
  nodeCount: number,
  valueStart: number,
  scope: TeamScope,
  address: number,
): void {
  const cells = scope.words(address, (nodeCount * nodeBytes) / 4);
  const thresholds = scope.doubles(address, (nodeCount * nodeBytes) / 8);
  for (let node = 0; node < nodeCount; node++) {
    const from = start + node;
    const isLeaf = ensemble.feature[from]! < 0;
    const at = (node * nodeBytes) / 4;
    thresholds[at / 2] = ensemble.threshold[from]!;
    cells[at + 2] = ensemble.feature[from]!;
    cells[at + 3] = ensemble.categories[from]!;
    // A leaf is its own child: rows that arrive together wait in it for the last.
    cells[at + 4] = isLeaf ? node : ensemble.left[from]! - start;
    cells[at + 5] = isLeaf ? node : ensemble.right[from]! - start;
    cells[at + 6] = ensemble.missingLeft[from]!;
    cells[at + 7] = isLeaf ? ensemble.valueStart[from]! - valueStart : 0;
  }
}
