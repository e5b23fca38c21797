// A forest's trees by the WebAssembly kernel: some trees at a time, each by one thread.
import { forestTreesKernel } from '#kernels/forest-trees';
import { deriveSeed } from '../../random.ts';
import type { Team } from '../../team.ts';
import { KernelArguments, TeamScope } from '../../team-scope.ts';
import { binSetWords, type GrownTree } from '../grown-tree.ts';
import type { ForestTrees } from './forest-backend.ts';
import { featuresPerSplitOf, type ForestData } from './grow-forest-tree.ts';
import { startState, stateWords } from '../random-words.ts';

/** What each tree of a batch has for itself, in the order in which it lies in memory. */
const partNames = [
  'heads',
  'draws',
  'records',
  'spareRecords',
  'unseen',
  'spareUnseen',
  'nodeFeature',
  'nodeBin',
  'nodeLeft',
  'nodeRight',
  'nodeMissingLeft',
  'nodeCover',
  'nodeValues',
  'nodeSets',
  'stack',
  'workspace',
] as const;

type Part = (typeof partNames)[number];

/** Words of the kernel's arguments, in its order. */
const wordNames = [
  'rowCount',
  'featureCount',
  'classCount',
  'bins',
  'columns',
  'target',
  'classWeights',
  'treeBytes',
  ...partNames,
  'featuresPerSplit',
  'minLeafRows',
  'maxDepth',
  'treeCount',
  'sums',
  'seenBy',
] as const;

const rowsPerChunk = 8192;
const entryBytes = 32;
/** Used bins, levels in order, two sets, shares. */
const workspaceBytes = 256 + 256 + 32 + 32 + 2048;
const greatestBatchSize = 8;
/** A batch draws about this many rows at most, so that a fit can be stopped soon. */
const batchRowCount = 1e6;
/** A batch uses about this much memory at most, but holds a tree for every thread. */
const batchBytes = 400e6;

/** The same bytes as `scalarForest`, on any number of threads. */
export function kernelForest(data: ForestData, team: Team): ForestTrees {
  const scope = new TeamScope(team);
  try {
    return new KernelForest(data, scope);
  } catch (error) {
    scope.close();
    throw error;
  }
}

class KernelForest implements ForestTrees {
  readonly treesPerStep: number;
  private readonly data: ForestData;
  private readonly scope: TeamScope;
  private readonly hasLevels: boolean;
  private readonly treeBytes: number;
  private readonly words: KernelArguments<(typeof wordNames)[number]>;

  constructor(data: ForestData, scope: TeamScope) {
    this.data = data;
    this.scope = scope;
    this.hasLevels = data.table.binning.columns.some(({ isCategorical }) => isCategorical);
    const sizes = partSizes(data, this.hasLevels);
    this.treeBytes = partNames.reduce((sum, name) => sum + sizes[name], 0);
    this.treesPerStep = Math.min(
      data.params.treeCount,
      Math.max(
        scope.team.threadCount,
        Math.min(
          greatestBatchSize,
          Math.floor(batchBytes / this.treeBytes),
          Math.floor(batchRowCount / data.table.rowCount),
        ),
      ),
    );
    this.words = new KernelArguments(scope, wordNames);
    this.reserve(sizes);
    this.handOver();
  }

  grow(firstTree: number, treeCount: number): GrownTree[] {
    const { scope, words, data } = this;
    const { team } = scope;
    for (let tree = 0; tree < treeCount; tree++) {
      const state = startState(deriveSeed(data.params.seed, 'forest', firstTree + tree));
      scope.words(this.addressOf('heads', tree), stateWords).set(state);
    }
    words.set({ treeCount });
    team.run(forestTreesKernel, 'growTree', words.address, treeCount);
    const chunkCount = Math.ceil(data.table.rowCount / rowsPerChunk);
    team.run(forestTreesKernel, 'addUnseen', words.address, chunkCount);
    return Array.from({ length: treeCount }, (_, tree) => this.readTree(tree));
  }

  outOfBagSums() {
    const { scope, words, data } = this;
    const { rowCount } = data.table;
    const sums = scope.doubles(words.get('sums'), rowCount * data.classWeights.length).slice();
    return { sums, counts: scope.words(words.get('seenBy'), rowCount).slice() };
  }

  close(): void {
    this.scope.close();
  }

  private addressOf(part: Part, tree: number): number {
    return this.words.get(part) + tree * this.treeBytes;
  }

  private reserve(sizes: Readonly<Record<Part, number>>): void {
    const { scope, words, data } = this;
    const { rowCount, bins, binning } = data.table;
    const classCount = data.classWeights.length;
    words.set({
      rowCount,
      featureCount: binning.columns.length,
      classCount,
      bins: scope.reserve(bins.length),
      columns: scope.reserve(12 * binning.columns.length),
      target: scope.reserve(rowCount),
      classWeights: scope.reserve(8 * roundUp(classCount, 4)),
      treeBytes: this.treeBytes,
      featuresPerSplit: featuresPerSplitOf(data),
      minLeafRows: data.params.minLeafRows,
      maxDepth: data.params.maxDepth,
      sums: scope.reserve(8 * rowCount * classCount),
      seenBy: scope.reserve(4 * rowCount),
    });
    let address = scope.reserve(this.treeBytes * this.treesPerStep);
    for (const name of partNames) {
      words.set({ [name]: sizes[name] > 0 ? address : 0 });
      address += sizes[name];
    }
  }

  private handOver(): void {
    const { scope, words, data } = this;
    const { rowCount, bins, binning, hasMissing } = data.table;
    const classCount = data.classWeights.length;
    scope.bytes(words.get('bins'), bins.length).set(bins);
    scope.bytes(words.get('target'), rowCount).set(data.target);
    const weights = scope.doubles(words.get('classWeights'), roundUp(classCount, 4));
    weights.fill(0);
    weights.set(data.classWeights);
    const table = scope.words(words.get('columns'), 3 * binning.columns.length);
    binning.columns.forEach(({ binCount, isCategorical }, feature) => {
      table.set([binCount, isCategorical ? 1 : 0, hasMissing[feature]!], 3 * feature);
    });
    scope.doubles(words.get('sums'), rowCount * classCount).fill(0);
    scope.words(words.get('seenBy'), rowCount).fill(0);
  }

  private readTree(tree: number): GrownTree {
    const { scope } = this;
    const valueCount = this.data.classWeights.length;
    const nodeCount = scope.words(this.addressOf('heads', tree) + 4 * stateWords, 1)[0]!;
    const integers = (part: Part) => {
      const cells = scope.words(this.addressOf(part, tree), nodeCount);
      return new Int32Array(cells.buffer, cells.byteOffset, nodeCount).slice();
    };
    const doubles = (part: Part, length: number) =>
      scope.doubles(this.addressOf(part, tree), length).slice();
    const setCount = this.hasLevels ? nodeCount * binSetWords : 0;
    return {
      nodeCount,
      feature: integers('nodeFeature'),
      splitBin: integers('nodeBin'),
      leftBins: scope.words(this.addressOf('nodeSets', tree), setCount).slice(),
      missingLeft: scope.bytes(this.addressOf('nodeMissingLeft', tree), nodeCount).slice(),
      left: integers('nodeLeft'),
      right: integers('nodeRight'),
      cover: doubles('nodeCover', nodeCount),
      values: doubles('nodeValues', nodeCount * valueCount),
      valueCount,
    };
  }
}

function roundUp(count: number, multiple: number): number {
  return Math.ceil(count / multiple) * multiple;
}

/** Bytes of each part of a tree's memory, multiples of 64. */
function partSizes(data: ForestData, hasLevels: boolean): Readonly<Record<Part, number>> {
  const { table, classWeights, params } = data;
  const { rowCount } = table;
  const featureCount = table.binning.columns.length;
  const classCount = classWeights.length;
  const leafLimit = Math.max(1, Math.floor(rowCount / params.minLeafRows));
  const nodeLimit = 2 * leafLimit;
  const openLimit = Math.min(leafLimit, params.maxDepth > 0 ? params.maxDepth : Infinity) + 2;
  const recordBytes = roundUp(featureCount + 2, 16);
  const countsBytes = 4 * roundUp(classCount, 4);
  const bytes: Record<Part, number> = {
    heads: 4 * (stateWords + 1 + rowCount),
    draws: rowCount,
    records: recordBytes * rowCount,
    spareRecords: recordBytes * rowCount,
    unseen: 4 * rowCount,
    // Parting writes one word further than it keeps.
    spareUnseen: 4 * (rowCount + 1),
    nodeFeature: 4 * nodeLimit,
    nodeBin: 4 * nodeLimit,
    nodeLeft: 4 * nodeLimit,
    nodeRight: 4 * nodeLimit,
    nodeMissingLeft: nodeLimit,
    nodeCover: 8 * nodeLimit,
    nodeValues: 8 * nodeLimit * classCount,
    nodeSets: hasLevels ? 4 * binSetWords * nodeLimit : 0,
    stack: (entryBytes + countsBytes) * openLimit,
    workspace: workspaceBytes + (4 + 256) * countsBytes + 4 * featureCount,
  };
  for (const name of partNames) bytes[name] = roundUp(bytes[name], 64);
  return bytes;
}
