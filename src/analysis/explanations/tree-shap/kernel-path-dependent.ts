// Path-dependent TreeSHAP of all trees by the WebAssembly kernel on a team of threads.
import { treeShapKernel } from '#kernels/tree-shap';
import type { FeatureTable } from '../../supervised/feature-table.ts';
import type { Team } from '../../team.ts';
import { KernelArguments, TeamScope } from '../../team-scope.ts';
import type { PathSteps } from './path-steps.ts';
import { stepBytes, writeSteps } from './shared-steps.ts';
import type { SharedRows } from './shared-rows.ts';
import { prepareTree, type PreparedTree, type TreeExplainer } from './prepared-tree.ts';

/** Words of the kernel's arguments, in its order. */
const wordNames = [
  'trees',
  'treeCount',
  'columns',
  'columnBytes',
  'output',
  'classBytes',
  'firstChunk',
  'scratch',
  'scratchStride',
] as const;

const rowsPerChunk = 64;
const treeBytes = 48;
/** Eight rows' state at each level, gains of each feature, and room for each pair of points. */
const levelBytes = 128;
const featureBytes = 128;
const pointPairBytes = 128;
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
    const { columns, columnBytes, output, classBytes } = rows;
    words.set({ columns, columnBytes, output, classBytes });
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

/** A tree of the batch and the distinct features that it asks for. */
interface WalkedTree {
  readonly edges: PreparedTree['edges'];
  readonly steps: PathSteps;
  readonly features: readonly number[];
}

function nextBatch(
  explainer: TreeExplainer,
  trees: readonly number[],
  first: number,
): WalkedTree[] {
  const batch: WalkedTree[] = [];
  let bytes = 0;
  for (let index = first; index < trees.length && bytes < batchBytes; index++) {
    const { edges, steps } = prepareTree(explainer, trees[index]!);
    if (!steps) throw new Error('a path-dependent explainer prepares steps');
    const walked = { edges, steps, features: [...new Set(edges.feature)] };
    bytes += bytesOf(walked);
    batch.push(walked);
  }
  return batch;
}

function bytesOf({ steps, features }: WalkedTree): number {
  const { edge, weights, innerConstants, leafConstants } = steps;
  const doubleCount = weights.length + innerConstants.length + leafConstants.length;
  return edge.length * stepBytes + 8 * doubleCount + 8 * Math.ceil(features.length / 2);
}

function* runBatch(
  explainer: TreeExplainer,
  trees: readonly WalkedTree[],
  table: FeatureTable,
  rows: SharedRows,
  words: KernelArguments<(typeof wordNames)[number]>,
  team: Team,
): Generator<number, void> {
  const scope = new TeamScope(team);
  try {
    const chunkCount = Math.ceil(rows.columnBytes / 8 / rowsPerChunk);
    const scratchStride = Math.max(...trees.map(scratchBytes));
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

function scratchBytes({ edges, steps, features }: WalkedTree): number {
  const perLevel = levelBytes + 2 * (steps.pointCount / 2) * pointPairBytes;
  return (edges.depth + 1) * perLevel + features.length * featureBytes;
}

/** Hands the trees over; returns the address of their records. */
function writeTrees(
  { ensemble }: TreeExplainer,
  trees: readonly WalkedTree[],
  table: FeatureTable,
  rows: SharedRows,
  scope: TeamScope,
): number {
  const records = scope.reserve(treeBytes * trees.length);
  const bits = scope.reserve(4 * Math.max(1, ensemble.categoryBits.length));
  const byteCount = trees.reduce((sum, tree) => sum + bytesOf(tree), 0);
  let address = scope.reserve(Math.max(8, byteCount));
  scope.words(bits, ensemble.categoryBits.length).set(ensemble.categoryBits);
  const writeDoubles = (values: Float64Array): number => {
    const start = address;
    scope.doubles(start, values.length).set(values);
    address += 8 * values.length;
    return start;
  };
  trees.forEach(({ edges, steps, features }, index) => {
    const weights = writeDoubles(steps.weights);
    const constants = {
      inner: writeDoubles(steps.innerConstants),
      leaf: writeDoubles(steps.leafConstants),
    };
    const stepsAddress = address;
    writeSteps(scope, address, edges, steps, features, constants, ensemble, table, rows, bits);
    address += steps.edge.length * stepBytes;
    const columns = address;
    scope.words(columns, features.length).set(features.map((j) => j * rows.columnBytes));
    address += 8 * Math.ceil(features.length / 2);
    scope
      .words(records + treeBytes * index, 10)
      .set([
        stepsAddress,
        steps.edge.length,
        weights,
        steps.pointCount / 2,
        Math.max(0, ensemble.treeClass[edges.tree]!),
        steps.classCount,
        (8 * steps.leafConstants.length) / steps.classCount,
        edges.depth,
        columns,
        features.length,
      ]);
  });
  return records;
}
