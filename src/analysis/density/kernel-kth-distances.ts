// Distances to the k-th nearest point by the WebAssembly kernel on a team of threads.
import { kdTreeDistancesKernel } from '#kernels/kd-tree-distances';
import type { Team } from '../team.ts';
import { KernelArguments, TeamScope } from '../team-scope.ts';
import { leafCapacity, type KdTree } from './kd-tree.ts';
import { handOverTree, laneMasksOf, treeWordNames } from './kernel-tree.ts';

/** Words of the kernel's arguments, in its order. */
const wordNames = [...treeWordNames, 'firstChunk', 'k', 'nearest', 'output', 'laneMasks'] as const;

const leavesPerChunk = 4;

/** Chunks between two looks at whether to stop. */
const chunksPerBatch = 64;

/** As `scalarKthSquares`, with the same bytes on any number of threads. */
export function* kernelKthSquares(
  tree: KdTree,
  k: number,
  team: Team,
): Generator<number, Float64Array> {
  const scope = new TeamScope(team);
  try {
    const words = new KernelArguments(scope, wordNames);
    const cellCount = tree.leafCount * leafCapacity;
    const output = scope.reserve(8 * cellCount);
    const laneMasks = scope.reserve(4 * tree.leafCount);
    const chunkBytes = 8 * leafCapacity * (k + 1);
    const nearest = scope.reserve(chunksPerBatch * chunkBytes);
    words.set({ ...handOverTree(tree, scope), k, nearest, output, laneMasks });
    scope.words(laneMasks, tree.leafCount).set(laneMasksOf(tree));
    const chunkCount = Math.ceil(tree.leafCount / leavesPerChunk);
    for (let firstChunk = 0; firstChunk < chunkCount; firstChunk += chunksPerBatch) {
      const batch = Math.min(chunksPerBatch, chunkCount - firstChunk);
      words.set({ firstChunk });
      team.run(kdTreeDistancesKernel, 'kthDistances', words.address, batch);
      yield (firstChunk + batch) / chunkCount;
    }
    return scope.doubles(output, cellCount).slice(0, tree.rowCount);
  } finally {
    scope.close();
  }
}
