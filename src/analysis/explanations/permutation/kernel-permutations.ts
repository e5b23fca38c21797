// Scores of all permutations in one pass over the trees, on a team of threads.
import { permutationLeavesKernel } from '#kernels/permutation-leaves';
import type { Labels } from '../../agreement/cross-table.ts';
import type { FeatureTable } from '../../supervised/feature-table.ts';
import { softmaxRows, type TreeEnsemble } from '../../supervised/tree-ensemble.ts';
import type { Team } from '../../team.ts';
import { KernelArguments, TeamScope } from '../../team-scope.ts';
import type { ScorePermutations } from './permutation-importance.ts';
import { scorePredictions, type PredictionScores } from './prediction-scores.ts';
import { listSplits, mostMaskedLeaves, type TreeSplits } from './tree-splits.ts';

/** Words of the kernel's arguments, in its order. */
const wordNames = [
  'trees',
  'treeCount',
  'columns',
  'rowCount',
  'scratch',
  'scratchStride',
  'permutations',
  'repeatCount',
  'margins',
  'classCount',
] as const;
type Words = KernelArguments<(typeof wordNames)[number]>;

const blockBytes = 2048;
const treeBytes = 32;
const splitBytes = 48;
const unitBytes = 16;
/** Rows come in vectors of sixteen. */
const rowMultiple = 16;
/** Masks of a batch of trees, and margins of a round of permutations, use about this much memory. */
const maskBytes = 16e6;
const marginBytes = 256e6;

/** Whether every tree's leaves fit into a word. */
export function canMaskLeaves({ treeStarts, treeClass }: TreeEnsemble): boolean {
  return treeClass.every((_, tree) => {
    const nodeCount = treeStarts[tree + 1]! - treeStarts[tree]!;
    return (nodeCount + 1) / 2 <= mostMaskedLeaves;
  });
}

/**
 * As `scoreOneByOne` with the ensemble's predictions: the same bytes, on any number of threads.
 *
 * @param ensemble one for which `canMaskLeaves` holds
 */
export function scoreByLeafMasks(
  ensemble: TreeEnsemble,
  table: FeatureTable,
  labels: Labels,
  team: Team,
): ScorePermutations {
  return function* (units, permutations) {
    const trees = Array.from(ensemble.treeClass, (_, tree) => listSplits(ensemble, tree)).filter(
      (splits) => splits !== null,
    );
    const rowCount = Math.ceil(table.rowCount / rowMultiple) * rowMultiple;
    const perRepeat = 8 * rowCount * ensemble.classCount * units.length;
    const atOnce = Math.max(1, Math.min(permutations.length, Math.floor(marginBytes / perRepeat)));
    const all = units.map((): PredictionScores[] => []);
    const scope = new TeamScope(team);
    try {
      const words: Words = new KernelArguments(scope, wordNames);
      shareColumns(words, table, rowCount, scope);
      for (let first = 0; first < permutations.length; first += atOnce) {
        const round = permutations.slice(first, first + atOnce);
        const roundScope = new TeamScope(team);
        try {
          const margins = shareRound(words, ensemble, units.length, round, rowCount, roundScope);
          for (const share of addTrees(words, ensemble, table, trees, units, rowCount, team)) {
            yield (first + 0.9 * share * round.length) / permutations.length;
          }
          units.forEach((_, unit) => {
            round.forEach((_order, repeat) => {
              const at =
                margins + 8 * (unit * round.length + repeat) * ensemble.classCount * rowCount;
              const sums = roundScope.doubles(at, ensemble.classCount * rowCount);
              all[unit]!.push(scoreMargins(ensemble, sums, rowCount, labels));
            });
          });
        } finally {
          roundScope.close();
        }
        yield Math.min(1, (first + round.length) / permutations.length);
      }
      return all;
    } finally {
      scope.close();
    }
  };
}

function shareColumns(words: Words, table: FeatureTable, rowCount: number, scope: TeamScope): void {
  const columns = scope.reserve(8 * rowCount * table.columns.length);
  const cells = scope.doubles(columns, rowCount * table.columns.length).fill(0);
  table.columns.forEach((column, j) => cells.set(column.values, j * rowCount));
  words.set({ columns, rowCount });
}

/** Hands the permutations over; returns the address of the margins, which start at the base. */
function shareRound(
  words: Words,
  { classCount, base }: TreeEnsemble,
  unitCount: number,
  round: readonly Uint32Array[],
  rowCount: number,
  scope: TeamScope,
): number {
  const permutations = scope.reserve(4 * rowCount * round.length);
  const cellCount = unitCount * round.length * classCount * rowCount;
  const margins = scope.reserve(8 * cellCount);
  const orders = scope.words(permutations, rowCount * round.length).fill(0);
  round.forEach((order, repeat) => orders.set(order, repeat * rowCount));
  const cells = scope.doubles(margins, cellCount);
  for (let start = 0, k = 0; start < cellCount; start += rowCount, k = (k + 1) % classCount) {
    cells.fill(base[k]!, start, start + rowCount);
  }
  words.set({ permutations, repeatCount: round.length, margins, classCount });
  return margins;
}

function* addTrees(
  words: Words,
  ensemble: TreeEnsemble,
  table: FeatureTable,
  trees: readonly TreeSplits[],
  units: readonly (readonly number[])[],
  rowCount: number,
  team: Team,
): Generator<number, void> {
  const perTree = 8 * rowCount * (2 * units.length + 1);
  const batchCount = Math.max(1, Math.floor(maskBytes / perTree));
  for (let first = 0; first < trees.length; first += batchCount) {
    const batch = trees.slice(first, first + batchCount);
    const scope = new TeamScope(team);
    try {
      const mostUsed = Math.max(...batch.map(({ features }) => features.length));
      const scratchStride = blockBytes * (2 * mostUsed + 1);
      const scratch = scope.reserve(scratchStride * batch.length);
      const address = writeTrees(ensemble, table, batch, units, rowCount, scope);
      words.set({ trees: address, treeCount: batch.length, scratch, scratchStride });
      team.run(permutationLeavesKernel, 'crossOut', words.address, batch.length);
      const chunkCount = units.length * words.get('repeatCount');
      team.run(permutationLeavesKernel, 'score', words.address, chunkCount);
    } finally {
      scope.close();
    }
    yield Math.min(1, (first + batch.length) / trees.length);
  }
}

/** Hands the trees over; returns the address of their records. */
function writeTrees(
  ensemble: TreeEnsemble,
  table: FeatureTable,
  trees: readonly TreeSplits[],
  units: readonly (readonly number[])[],
  rowCount: number,
  scope: TeamScope,
): number {
  const records = scope.reserve(treeBytes * trees.length);
  const bits = scope.reserve(4 * Math.max(1, ensemble.categoryBits.length));
  trees.forEach(({ tree, features, splits, leaves }, index) => {
    const only = ensemble.treeClass[tree]!;
    const treeClasses = only < 0 ? ensemble.classCount : 1;
    const used = units
      .map((unit, number) => ({ number, features: unit.filter((j) => features.includes(j)) }))
      .filter((unit) => unit.features.length > 0);
    const splitsAddress = scope.reserve(splitBytes * Math.max(1, splits.length));
    const leavesAddress = scope.reserve(8 * leaves.length * treeClasses);
    const unitMasks = scope.reserve(4 * units.length);
    const allMasks = scope.reserve(8 * rowCount);
    const unitList = scope.reserve(8 + unitBytes * used.length);
    const masks = scope.reserve(16 * rowCount * Math.max(1, used.length));
    splits.forEach(({ node, standing }, i) =>
      writeSplit(
        scope,
        splitsAddress + splitBytes * i,
        ensemble,
        table,
        node,
        standing,
        features,
        bits,
      ),
    );
    const values = scope.doubles(leavesAddress, leaves.length * treeClasses);
    leaves.forEach((start, i) =>
      values.set(ensemble.values.subarray(start, start + treeClasses), i * treeClasses),
    );
    const addresses = scope.words(unitMasks, units.length).fill(0);
    const singles = used.slice(0, features.length).filter((unit) => unit.features.length === 1);
    scope.words(unitList, 2).set([used.length, singles.length === features.length ? 1 : 0]);
    used.forEach((unit, i) => {
      const address = masks + 16 * rowCount * i;
      addresses[unit.number] = address;
      scope.words(unitList + 8 + unitBytes * i, 1)[0] = address;
      const set = unit.features.reduce((sum, j) => sum | (1n << BigInt(features.indexOf(j))), 0n);
      new BigUint64Array(scope.team.buffer, unitList + 16 + unitBytes * i, 1)[0] = set;
    });
    scope
      .words(records + treeBytes * index, treeBytes / 4)
      .set([
        splitsAddress,
        splits.length,
        leavesAddress,
        Math.max(0, only),
        treeClasses,
        unitMasks,
        allMasks,
        unitList,
      ]);
  });
  scope.words(bits, ensemble.categoryBits.length).set(ensemble.categoryBits);
  return records;
}

function writeSplit(
  scope: TeamScope,
  address: number,
  ensemble: TreeEnsemble,
  table: FeatureTable,
  node: number,
  standing: bigint,
  features: readonly number[],
  bits: number,
): void {
  const feature = ensemble.feature[node]!;
  const offset = ensemble.categories[node]!;
  const flags = (ensemble.missingLeft[node] ? 2 : 0) | (offset >= 0 ? 4 : 0);
  const categoryBits = offset >= 0 ? bits + 4 * offset : 0;
  const levelCount = table.columns[feature]!.levels.length;
  scope
    .words(address, 5)
    .set([feature, flags, categoryBits, levelCount, features.indexOf(feature)]);
  scope.doubles(address + 24, 1)[0] = ensemble.threshold[node]!;
  new BigUint64Array(scope.team.buffer, address + 32, 1)[0] = standing;
}

/** As `scorePredictions` of the probabilities that the margins stand for. */
function scoreMargins(
  { classCount, link, treeClass }: TreeEnsemble,
  margins: Float64Array,
  stride: number,
  labels: Labels,
): PredictionScores {
  const probabilities = new Float64Array(labels.length * classCount);
  const divisor = link === 'average' ? Math.max(1, treeClass.length) : 1;
  for (let k = 0; k < classCount; k++) {
    for (let row = 0; row < labels.length; row++) {
      probabilities[row * classCount + k] = margins[k * stride + row]! / divisor;
    }
  }
  if (link === 'softmax') softmaxRows(probabilities, classCount);
  return scorePredictions(probabilities, labels, classCount);
}
