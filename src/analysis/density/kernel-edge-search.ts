// The nearest point of another component by the WebAssembly kernel on a team of threads.
import { hdbscanEdgesKernel } from '#kernels/hdbscan-edges';
import type { Team } from '../team.ts';
import { KernelArguments, TeamScope } from '../team-scope.ts';
import type { EdgeCells, EdgeSearch } from './edge-search.ts';
import { leafCapacity, type KdTree } from './kd-tree.ts';
import { handOverTree, laneMasksOf, treeWordNames } from './kernel-tree.ts';

/** Words of the kernel's arguments, in its order. */
const wordNames = [
  ...treeWordNames,
  'firstChunk',
  'cores',
  'nodeCores',
  'components',
  'nodeComponents',
  'bounds',
  'openMasks',
  'bestReaches',
  'bestSquares',
  'bestOthers',
  'scratch',
  'laneMasks',
] as const;

const leavesPerChunk = 16;

/** Chunks between two looks at whether to stop. */
const chunksPerBatch = 32;

/** Doubles of scratch for a chunk: a limit and a square for each lane. */
const scratchLength = 2 * leafCapacity;

/** @throws TeamError `memory-full` */
export function kernelEdgeSearch(tree: KdTree, team: Team): EdgeSearch {
  const scope = new TeamScope(team);
  try {
    return openSearch(tree, scope);
  } catch (error) {
    scope.close();
    throw error;
  }
}

function openSearch(tree: KdTree, scope: TeamScope): EdgeSearch {
  const { nodeCount, leafCount } = tree;
  const positionCount = leafCount * leafCapacity;
  const words = new KernelArguments(scope, wordNames);
  const doubles = (length: number) => scope.reserve(8 * length);
  const singles = (length: number) => scope.reserve(4 * length);
  const laneMasks = singles(leafCount);
  words.set({
    ...handOverTree(tree, scope),
    laneMasks,
    cores: doubles(positionCount),
    nodeCores: doubles(nodeCount),
    components: singles(positionCount),
    nodeComponents: singles(nodeCount),
    bounds: doubles(positionCount),
    openMasks: singles(leafCount),
    bestReaches: doubles(positionCount),
    bestSquares: doubles(positionCount),
    bestOthers: singles(positionCount),
    scratch: doubles(chunksPerBatch * scratchLength),
  });
  scope.words(laneMasks, leafCount).set(laneMasksOf(tree));
  const chunkCount = Math.ceil(leafCount / leavesPerChunk);
  return {
    cells: cellsOf(tree, scope, words),
    *search() {
      for (let firstChunk = 0; firstChunk < chunkCount; firstChunk += chunksPerBatch) {
        const batch = Math.min(chunksPerBatch, chunkCount - firstChunk);
        words.set({ firstChunk });
        scope.team.run(hdbscanEdgesKernel, 'nearestForeign', words.address, batch);
        yield (firstChunk + batch) / chunkCount;
      }
    },
    close: () => scope.close(),
  };
}

function cellsOf(
  { rowCount, nodeCount, leafCount }: KdTree,
  scope: TeamScope,
  words: KernelArguments<(typeof wordNames)[number]>,
): EdgeCells {
  return {
    cores: scope.doubles(words.get('cores'), rowCount),
    nodeCores: scope.doubles(words.get('nodeCores'), nodeCount),
    components: scope.words(words.get('components'), rowCount),
    nodeComponents: scope.words(words.get('nodeComponents'), nodeCount),
    bounds: scope.doubles(words.get('bounds'), rowCount),
    openMasks: scope.words(words.get('openMasks'), leafCount),
    bestReaches: scope.doubles(words.get('bestReaches'), rowCount),
    bestSquares: scope.doubles(words.get('bestSquares'), rowCount),
    bestOthers: scope.words(words.get('bestOthers'), rowCount),
  };
}
