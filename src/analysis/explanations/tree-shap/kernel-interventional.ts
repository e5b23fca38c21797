// Interventional TreeSHAP of deep trees by the WebAssembly kernel on a team of threads.
import { treeShapGamesKernel } from '#kernels/tree-shap-games';
import type { FeatureTable } from '../../supervised/feature-table.ts';
import type { Team } from '../../team.ts';
import { KernelArguments, TeamScope } from '../../team-scope.ts';
import { prepareTree, type PreparedTree, type TreeExplainer } from './prepared-tree.ts';
import { edgeBytes, writeEdges } from './shared-edges.ts';
import type { SharedRows } from './shared-rows.ts';

/** Words of the kernel's arguments, in its order. */
const wordNames = [
  'trees',
  'treeCount',
  'columns',
  'columnBytes',
  'leaves',
  'output',
  'classBytes',
  'firstChunk',
  'scratch',
  'scratchStride',
  'backgroundCount',
  'wordCount',
  'gains',
  'losses',
  'gameSize',
  'rowCount',
] as const;

const rowsPerChunk = 16;
const treeBytes = 32;
const levelBytes = 16;
const roundChunkCount = 64;
/** Trees are handed over in batches of about this many bytes. */
const batchBytes = 64e6;

/**
 * Adds the values of the trees to `rows.output`: the same bytes as `addInterventional`, on any number of
 * threads.
 */
export function* kernelInterventional(
  explainer: TreeExplainer,
  trees: readonly number[],
  rows: SharedRows,
  table: FeatureTable,
  team: Team,
): Generator<number, void> {
  const { background, weights } = explainer;
  const scope = new TeamScope(team);
  try {
    const words = new KernelArguments(scope, wordNames);
    const { columns, columnBytes, leaves, output, classBytes } = rows;
    const gains = scope.reserve(8 * weights.gains.length);
    const losses = scope.reserve(8 * weights.losses.length);
    scope.doubles(gains, weights.gains.length).set(weights.gains);
    scope.doubles(losses, weights.losses.length).set(weights.losses);
    const backgroundCount = background?.rowCount ?? 0;
    const wordCount = Math.ceil(backgroundCount / 32);
    words.set({ columns, columnBytes, leaves, output, classBytes, rowCount: table.rowCount });
    words.set({ backgroundCount, wordCount, gains, losses, gameSize: weights.size });
    for (let first = 0; first < trees.length;) {
      const batch = nextBatch(explainer, trees, first);
      for (const share of runBatch(explainer, batch, table, rows, words, team)) {
        yield (first + share * batch.length) / trees.length;
      }
      first += batch.length;
    }
  } finally {
    scope.close();
  }
}

function nextBatch(
  explainer: TreeExplainer,
  trees: readonly number[],
  first: number,
): PreparedTree[] {
  const batch: PreparedTree[] = [];
  let bytes = 0;
  for (let index = first; index < trees.length && bytes < batchBytes; index++) {
    const prepared = prepareTree(explainer, trees[index]!);
    bytes += bytesOf(prepared);
    batch.push(prepared);
  }
  return batch;
}

function bytesOf({ edges, sets }: PreparedTree): number {
  const setBytes = 4 * (sets?.takers.length ?? 0);
  return edges.edgeCount * (edgeBytes + 4) + 8 * Math.ceil(setBytes / 8) + 8;
}

function* runBatch(
  explainer: TreeExplainer,
  trees: readonly PreparedTree[],
  table: FeatureTable,
  rows: SharedRows,
  words: KernelArguments<(typeof wordNames)[number]>,
  team: Team,
): Generator<number, void> {
  const scope = new TeamScope(team);
  try {
    const chunkCount = Math.ceil(table.rowCount / rowsPerChunk);
    const depth = Math.max(...trees.map(({ edges }) => edges.depth));
    const wordCount = words.get('wordCount');
    const slots = explainer.weights.size;
    const perLevel = levelBytes + 8 * wordCount;
    const scratchStride = 8 * Math.ceil(((depth + 1) * perLevel + 4 * slots * (slots + 1)) / 8);
    const scratch = scope.reserve(scratchStride * Math.min(roundChunkCount, chunkCount));
    const address = writeTrees(explainer, trees, table, rows, scope);
    words.set({ trees: address, treeCount: trees.length, scratch, scratchStride });
    for (let firstChunk = 0; firstChunk < chunkCount; firstChunk += roundChunkCount) {
      words.set({ firstChunk });
      const count = Math.min(roundChunkCount, chunkCount - firstChunk);
      team.run(treeShapGamesKernel, 'interventional', words.address, count);
      yield (firstChunk + count) / chunkCount;
    }
  } finally {
    scope.close();
  }
}

/** Hands the trees over; returns the address of their records. */
function writeTrees(
  { ensemble }: TreeExplainer,
  trees: readonly PreparedTree[],
  table: FeatureTable,
  rows: SharedRows,
  scope: TeamScope,
): number {
  const records = scope.reserve(treeBytes * trees.length);
  const bits = scope.reserve(4 * Math.max(1, ensemble.categoryBits.length));
  const byteCount = trees.reduce((sum, tree) => sum + bytesOf(tree), 0);
  let address = scope.reserve(Math.max(8, byteCount));
  scope.words(bits, ensemble.categoryBits.length).set(ensemble.categoryBits);
  trees.forEach(({ edges, sets }, index) => {
    const only = ensemble.treeClass[edges.tree]!;
    const slots = address + edges.edgeCount * edgeBytes;
    const takers = slots + 4 * edges.edgeCount;
    const takerCount = sets?.takers.length ?? 0;
    const { buffer } = scope.team;
    writeEdges(buffer, address, edges, ensemble, table, rows.columnBytes, bits);
    scope.words(slots, edges.edgeCount).set(edges.slot);
    if (sets) scope.words(takers, takerCount).set(sets.takers);
    scope
      .words(records + treeBytes * index, treeBytes / 4)
      .set([
        address,
        edges.edgeCount,
        slots,
        takers,
        edges.depth,
        Math.max(0, only),
        only < 0 ? ensemble.classCount : 1,
        0,
      ]);
    address = 8 * Math.ceil((takers + 4 * takerCount) / 8);
  });
  return records;
}
