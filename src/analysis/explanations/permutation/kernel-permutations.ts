// Scores of all permutations in one pass over the trees, on a team of threads.
import { permutationLeavesKernel } from '#kernels/permutation-leaves';
import { permutationScoresKernel } from '#kernels/permutation-scores';
import type { Labels } from '../../agreement/cross-table.ts';
import { exponentialConstants } from '../../supervised/exponential.ts';
import type { FeatureTable } from '../../supervised/feature-table.ts';
import type { TreeEnsemble } from '../../supervised/tree-ensemble.ts';
import type { Team } from '../../team.ts';
import { KernelArguments, TeamScope } from '../../team-scope.ts';
import type { ScorePermutations } from './permutation-importance.ts';
import { logLossOf, rowsPerProduct } from './margin-scores.ts';
import { countLabels, meanRecall, type PredictionScores } from './prediction-scores.ts';
import { maskTrees, shareLeafBlocks, type MaskedTrees } from './leaf-blocks.ts';

/** Words of the kernel's arguments, in its order. */
const wordNames = [
  'blocks',
  'blockCount',
  'bins',
  'rowCount',
  'featureCount',
  'unitStarts',
  'unitFeatures',
  'unitCount',
  'singleCount',
  'permutations',
  'repeatCount',
  'margins',
  'marginCount',
  'firstChunk',
  'scratch',
  'scratchStride',
] as const;

const judgeNames = [
  'margins',
  'rowCount',
  'classCount',
  'cellCount',
  'labels',
  'products',
  'right',
  'averaged',
  'scratch',
  'exponential',
] as const;

type Words = KernelArguments<(typeof wordNames)[number]>;

const rowsPerChunk = 64;
/** Chunks between two looks at whether to stop. */
const roundChunkCount = 64;
const lineBytes = 256;
/** Lines of a chunk's memory besides one for each feature. */
const ownLineCount = 7;
/** Masks grow with the square of the trees that share them; so many take some 30 MB at most. */
const batchTreeCount = 512;
/** Margins of a round of permutations use about this much memory. */
const marginBytes = 64e6;

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
  const batches: MaskedTrees[] = [];
  return function* (units, permutations) {
    const { rowCount } = table;
    countLabels(labels, ensemble.classCount, rowCount * ensemble.classCount);
    const perRepeat = 8 * rowCount * ensemble.classCount * units.length;
    const atOnce = Math.max(1, Math.min(permutations.length, Math.floor(marginBytes / perRepeat)));
    const all = units.map((): PredictionScores[] => []);
    const scope = new TeamScope(team);
    try {
      const words: Words = new KernelArguments(scope, wordNames);
      shareUnits(words, units, table, scope);
      for (let first = 0; first < permutations.length; first += atOnce) {
        const round = permutations.slice(first, first + atOnce);
        const roundScope = new TeamScope(team);
        try {
          const { margins, cellCount } = shareRound(
            words,
            ensemble,
            units.length,
            round,
            rowCount,
            roundScope,
          );
          for (const share of addTrees(words, ensemble, table, batches, team)) {
            yield (first + 0.9 * share * round.length) / permutations.length;
          }
          const scores = judgeAll(ensemble, margins, cellCount, labels, team);
          all.forEach((found, unit) => {
            found.push(...scores.slice(unit * round.length, (unit + 1) * round.length));
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

/** Hands the units over. Where every feature is one, in order, the kernel joins masks by prefixes and suffixes. */
function shareUnits(
  words: Words,
  units: readonly (readonly number[])[],
  table: FeatureTable,
  scope: TeamScope,
): void {
  const featureCount = table.columns.length;
  const hasSingles = table.columns.every((_, j) => units[j]?.length === 1 && units[j][0] === j);
  const starts = [0];
  for (const unit of units) starts.push(starts.at(-1)! + unit.length);
  const features = units.flatMap((unit) => unit.toSorted((a, b) => a - b));
  const unitStarts = scope.reserve(4 * starts.length);
  const unitFeatures = scope.reserve(4 * Math.max(1, features.length));
  scope.words(unitStarts, starts.length).set(starts);
  scope.words(unitFeatures, features.length).set(features);
  const scratchStride = lineBytes * (ownLineCount + featureCount);
  words.set({
    rowCount: table.rowCount,
    featureCount,
    unitStarts,
    unitFeatures,
    unitCount: units.length,
    singleCount: hasSingles ? featureCount : 0,
    scratch: scope.reserve(scratchStride * roundChunkCount),
    scratchStride,
  });
}

/** Hands the permutations over, and margins that start at the base: an even number for each row. */
function shareRound(
  words: Words,
  { classCount, base }: TreeEnsemble,
  unitCount: number,
  round: readonly Uint32Array[],
  rowCount: number,
  scope: TeamScope,
): { margins: number; cellCount: number } {
  const permutations = scope.reserve(4 * rowCount * round.length);
  const cellCount = 2 * Math.ceil((unitCount * round.length) / 2);
  const margins = scope.reserve(8 * classCount * rowCount * cellCount);
  const orders = scope.words(permutations, rowCount * round.length);
  round.forEach((order, repeat) => orders.set(order, repeat * rowCount));
  base.forEach((margin, k) => {
    scope.doubles(margins + 8 * k * rowCount * cellCount, rowCount * cellCount).fill(margin);
  });
  words.set({ permutations, repeatCount: round.length, margins, marginCount: cellCount });
  return { margins, cellCount };
}

/** @param batches masked trees of the batches that have been here before, kept for the next round */
function* addTrees(
  words: Words,
  ensemble: TreeEnsemble,
  table: FeatureTable,
  batches: MaskedTrees[],
  team: Team,
): Generator<number, void> {
  const trees = Array.from(ensemble.treeClass, (_, tree) => tree);
  const chunkCount = Math.ceil(table.rowCount / rowsPerChunk);
  for (let first = 0; first < trees.length; first += batchTreeCount) {
    const numbers = trees.slice(first, first + batchTreeCount);
    const batch = (batches[first / batchTreeCount] ??= maskTrees(ensemble, table, numbers));
    const scope = new TeamScope(team);
    try {
      words.set({ ...shareLeafBlocks(ensemble, table, batch, scope) });
      for (let firstChunk = 0; firstChunk < chunkCount; firstChunk += roundChunkCount) {
        words.set({ firstChunk });
        const count = Math.min(roundChunkCount, chunkCount - firstChunk);
        team.run(permutationLeavesKernel, 'score', words.address, count);
        yield (first + ((firstChunk + count) / chunkCount) * numbers.length) / trees.length;
      }
    } finally {
      scope.close();
    }
  }
}

/** Scores by cell: of one repeat after another for each unit. */
function judgeAll(
  { classCount, link, treeClass }: TreeEnsemble,
  margins: number,
  cellCount: number,
  labels: Labels,
  team: Team,
): PredictionScores[] {
  const rowCount = labels.length;
  const chunkCount = Math.ceil(rowCount / rowsPerChunk);
  const productCount = Math.ceil(rowCount / rowsPerProduct);
  const scope = new TeamScope(team);
  try {
    const words = new KernelArguments(scope, judgeNames);
    const labelWords = scope.reserve(4 * rowCount);
    const products = scope.reserve(8 * productCount * cellCount);
    const right = scope.reserve(8 * chunkCount * classCount * cellCount);
    const scratch = scope.reserve(16 * chunkCount * classCount);
    const averaged = link === 'average' ? Math.max(1, treeClass.length) : 0;
    const exponential = scope.reserve(8 * exponentialConstants.length);
    scope.doubles(exponential, exponentialConstants.length).set(exponentialConstants);
    scope.words(labelWords, rowCount).set(labels);
    words.set({ margins, rowCount, classCount, cellCount, labels: labelWords });
    words.set({ products, right, averaged, scratch, exponential });
    team.run(permutationScoresKernel, 'judge', words.address, chunkCount);
    const sizes = countLabels(labels, classCount, rowCount * classCount);
    const found = scope.doubles(products, productCount * cellCount);
    const told = scope.doubles(right, chunkCount * classCount * cellCount);
    return Array.from({ length: cellCount }, (_, cell): PredictionScores => {
      const ofCell = Float64Array.from(
        { length: productCount },
        (_, i) => found[i * cellCount + cell]!,
      );
      const counts = new Float64Array(classCount);
      for (let i = 0; i < chunkCount * classCount; i++) {
        counts[i % classCount]! += told[i * cellCount + cell]!;
      }
      return { logLoss: logLossOf(ofCell, rowCount), balancedAccuracy: meanRecall(counts, sizes) };
    });
  } finally {
    scope.close();
  }
}
