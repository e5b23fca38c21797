// TreeSHAP of shallow trees by the table kernel on a team of threads: as `addPathDependent` and
// `addInterventional`, but for rounding; the same bytes on any number of threads.
import { treeShapTablesKernel } from '#kernels/tree-shap-tables';
import type { FeatureTable } from '../../supervised/feature-table.ts';
import type { TreeEnsemble } from '../../supervised/tree-ensemble.ts';
import type { Team } from '../../team.ts';
import { KernelArguments, TeamScope } from '../../team-scope.ts';
import { gaussLegendre } from './gauss-legendre.ts';
import type { GameWeights } from './interventional.ts';
import type { SharedRows } from './shared-rows.ts';
import { splitNodes, tableBytesOf, writeTrees, type GroupedTree } from './table-records.ts';

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
