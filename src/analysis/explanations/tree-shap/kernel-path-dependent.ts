// Path-dependent TreeSHAP of all trees by the WebAssembly kernel on a team of threads.
import { treeShapKernel } from '#kernels/tree-shap';
import type { FeatureTable } from '../../supervised/feature-table.ts';
import type { Team } from '../../team.ts';
import { KernelArguments, TeamScope } from '../../team-scope.ts';
import { constantsPerPoint } from './path-dependent.ts';
import { edgeBytes, writeEdges } from './shared-edges.ts';
import type { SharedRows } from './shared-rows.ts';
import { prepareTree, type PreparedTree, type TreeExplainer } from './prepared-tree.ts';

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
] as const;

const rowsPerChunk = 64;
const treeBytes = 32;
/** Masks of eight rows twice, and the edge, for each level; a vector group for each product. */
const levelBytes = 192;
const groupBytes = 64;
/** Chunks of one round share out memory; more rounds cost nothing but looks at whether to stop. */
const roundChunkCount = 64;
/** Trees are handed over in batches of about this many bytes. */
const batchBytes = 64e6;

/**
 * Adds the values of the trees to `rows.output`: the same bytes as `addPathDependent`, on any number of
 * threads.
 */
export function* kernelPathDependent(
  explainer: TreeExplainer,
  trees: readonly number[],
  rows: SharedRows,
  table: FeatureTable,
  team: Team,
): Generator<number, void> {
  const scope = new TeamScope(team);
  try {
    const words = new KernelArguments(scope, wordNames);
    words.set({ ...rows });
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

function bytesOf({ edges, constants, quadrature }: PreparedTree): number {
  return edges.edgeCount * edgeBytes + 8 * (constants.length + quadrature.points.length);
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
    const chunkCount = Math.ceil(rows.columnBytes / 8 / rowsPerChunk);
    const scratchStride = Math.max(...trees.map((tree) => scratchBytes(explainer, tree)));
    const scratch = scope.reserve(scratchStride * Math.min(roundChunkCount, chunkCount));
    const address = writeTrees(explainer, trees, table, rows, scope);
    words.set({ trees: address, treeCount: trees.length, scratch, scratchStride });
    for (let firstChunk = 0; firstChunk < chunkCount; firstChunk += roundChunkCount) {
      words.set({ firstChunk });
      const count = Math.min(roundChunkCount, chunkCount - firstChunk);
      team.run(treeShapKernel, 'pathDependent', words.address, count);
      yield (firstChunk + count) / chunkCount;
    }
  } finally {
    scope.close();
  }
}

function scratchBytes({ ensemble }: TreeExplainer, { edges, quadrature }: PreparedTree): number {
  const classCount = ensemble.treeClass[edges.tree]! < 0 ? ensemble.classCount : 1;
  const perLevel = levelBytes + quadrature.points.length * groupBytes * (1 + classCount);
  return (edges.depth + 1) * perLevel;
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
  trees.forEach(({ edges, quadrature, constants }, index) => {
    const pointCount = quadrature.points.length;
    const only = ensemble.treeClass[edges.tree]!;
    const weights = address + edges.edgeCount * edgeBytes;
    const constantsAddress = weights + 8 * pointCount;
    const { buffer } = scope.team;
    writeEdges(buffer, address, edges, ensemble, table, rows.columnBytes, bits);
    scope.doubles(weights, pointCount).set(quadrature.weights);
    scope.doubles(constantsAddress, constants.length).set(constants);
    scope
      .words(records + treeBytes * index, treeBytes / 4)
      .set([
        address,
        edges.edgeCount,
        constantsAddress,
        weights,
        pointCount,
        Math.max(0, only),
        only < 0 ? ensemble.classCount : 1,
        edges.depth,
      ]);
    address = constantsAddress + 8 * edges.edgeCount * pointCount * constantsPerPoint;
  });
  return records;
}
