// The passes of DBSCAN by the WebAssembly kernel on a team of threads.
import { dbscanKernel } from '#kernels/dbscan';
import type { Team } from '../team.ts';
import { KernelArguments, TeamScope } from '../team-scope.ts';
import type { DbscanParams, DbscanPasses } from './dbscan-types.ts';
import { leafCapacity, type KdTree } from './kd-tree.ts';
import { handOverTree, laneMasksOf, treeWordNames } from './kernel-tree.ts';

/** Words of the kernel's arguments, in its order. */
const wordNames = [
  ...treeWordNames,
  'firstChunk',
  'squares',
  'minPoints',
  'counts',
  'coreMasks',
  'sets',
  'leafSets',
  'coreLabels',
  'leafLabels',
  'labels',
  'laneMasks',
] as const;

const leavesPerChunk = 16;

/** Chunks between two looks at whether to stop. */
const chunksPerBatch = 32;

/** No set is known for a leaf. */
const none = 0xffffffff;

/** Room for rounding when boxes are compared with the radius; it changes no result. */
const boxSlack = 1 + 1e-12;

/** Keeps the tree in shared memory until `close`, so that eps and minPts may move. */
export class KernelPasses implements DbscanPasses {
  private readonly tree: KdTree;
  private readonly scope: TeamScope;
  private readonly words: KernelArguments<(typeof wordNames)[number]>;

  /** @throws TeamError `memory-full` */
  constructor(tree: KdTree, team: Team) {
    this.tree = tree;
    this.scope = new TeamScope(team);
    try {
      this.words = new KernelArguments(this.scope, wordNames);
      const addresses = handOverTree(tree, this.scope);
      const positionBytes = 4 * tree.leafCount * leafCapacity;
      const leafBytes = 4 * tree.leafCount;
      // Counts, sets and found labels are needed one after the other: they share their cells.
      const shared = this.scope.reserve(positionBytes);
      this.words.set({
        ...addresses,
        squares: this.scope.reserve(16),
        counts: shared,
        sets: shared,
        labels: shared,
        coreLabels: this.scope.reserve(positionBytes),
        coreMasks: this.scope.reserve(leafBytes),
        leafSets: this.scope.reserve(leafBytes),
        leafLabels: this.scope.reserve(leafBytes),
        laneMasks: this.scope.reserve(leafBytes),
      });
      this.leafWords('laneMasks').set(laneMasksOf(tree));
    } catch (error) {
      this.scope.close();
      throw error;
    }
  }

  *countCores({ eps, minPts }: DbscanParams): Generator<number, Uint8Array> {
    const square = eps * eps;
    this.scope.doubles(this.words.get('squares'), 2).set([square, square * boxSlack]);
    this.words.set({ minPoints: Math.min(minPts, none) });
    yield* this.run('countCores');
    const masks = this.leafWords('coreMasks');
    return Uint8Array.from(
      { length: this.tree.rowCount },
      (_, position) =>
        (masks[Math.floor(position / leafCapacity)]! >>> (position % leafCapacity)) & 1,
    );
  }

  *joinCores(): Generator<number, Uint32Array> {
    const sets = this.positionWords('sets');
    for (let position = 0; position < sets.length; position++) sets[position] = position;
    this.leafWords('leafSets').fill(none);
    yield* this.run('joinCores');
    const roots = this.positionWords('sets').slice(0, this.tree.rowCount);
    // Links lead to lesser positions, so that one pass in order arrives at every root.
    for (let position = 0; position < roots.length; position++) {
      roots[position] = roots[roots[position]!]!;
    }
    return roots;
  }

  *labelBorders(_: DbscanParams, coreLabels: Int32Array): Generator<number, Int32Array> {
    // Unsigned, no label is the greatest of all.
    const known = this.positionWords('coreLabels');
    known.fill(none);
    known.set(coreLabels);
    const leafLabels = this.leafWords('leafLabels');
    leafLabels.fill(none);
    for (let position = 0; position < coreLabels.length; position++) {
      const leaf = Math.floor(position / leafCapacity);
      if (known[position]! < leafLabels[leaf]!) leafLabels[leaf] = known[position]!;
    }
    yield* this.run('labelBorders');
    return Int32Array.from(this.positionWords('labels').subarray(0, this.tree.rowCount));
  }

  close(): void {
    this.scope.close();
  }

  private *run(operation: string): Generator<number, void> {
    const chunkCount = Math.ceil(this.tree.leafCount / leavesPerChunk);
    for (let firstChunk = 0; firstChunk < chunkCount; firstChunk += chunksPerBatch) {
      const batch = Math.min(chunksPerBatch, chunkCount - firstChunk);
      this.words.set({ firstChunk });
      this.scope.team.run(dbscanKernel, operation, this.words.address, batch);
      yield (firstChunk + batch) / chunkCount;
    }
  }

  private positionWords(name: 'sets' | 'labels' | 'coreLabels'): Uint32Array {
    return this.scope.words(this.words.get(name), this.tree.leafCount * leafCapacity);
  }

  private leafWords(name: 'coreMasks' | 'leafSets' | 'leafLabels' | 'laneMasks'): Uint32Array {
    return this.scope.words(this.words.get(name), this.tree.leafCount);
  }
}
