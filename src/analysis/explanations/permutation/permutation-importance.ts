// Permutation importance (Breiman 2001; Fisher et al. 2019): how much worse a model gets on held-out
// rows when a feature's values are dealt out anew among them.
import type { Labels } from '../../agreement/cross-table.ts';
import { createRandom, deriveSeed } from '../../random.ts';
import { repeatInterval, type RepeatInterval } from '../../statistics/repeat-interval.ts';
import { requireCount, requireRange } from '../../statistics/require-values.ts';
import type { FeatureTable } from '../../supervised/feature-table.ts';
import { associatedGroups, associatedPairs, type AssociatedPair } from '../association.ts';
import { withColumns, type Predict } from '../predict.ts';
import { scorePredictions, type PredictionScores } from './prediction-scores.ts';

export interface PermutationParams {
  readonly repeatCount: number;
  /** Features more strongly associated than this are also permuted together; 0.7 by default. */
  readonly associationThreshold?: number;
  readonly seed: number;
}

export const defaultPermutationParams = {
  repeatCount: 30,
  seed: 0,
} as const satisfies PermutationParams;

/** What a feature, or a group of features permuted together, is worth to the model. */
export interface PermutedImportance {
  /** One feature, or all of a group. */
  readonly features: readonly number[];
  readonly name: string;
  /** Rise of the log-loss, over the repeats. */
  readonly logLoss: RepeatInterval;
  /** Fall of the balanced accuracy, over the repeats. */
  readonly balancedAccuracy: RepeatInterval;
}

export interface PermutationImportance {
  readonly rowCount: number;
  readonly repeatCount: number;
  /** Of the rows as they are. */
  readonly scores: PredictionScores;
  /** One entry a feature, in the table's order. */
  readonly features: readonly PermutedImportance[];
  /** Features that go together, permuted together. */
  readonly groups: readonly PermutedImportance[];
  readonly pairs: readonly AssociatedPair[];
}

/** The scores of every unit and repeat; units are sets of features that are permuted together. */
export type ScorePermutations = (
  units: readonly (readonly number[])[],
  permutations: readonly Uint32Array[],
) => Generator<number, readonly (readonly PredictionScores[])[]>;

/**
 * Repeat r deals every feature out in the same order, drawn from a stream seeded by (seed, r): the
 * differences between features are then not chance. Yields the share done.
 *
 * @param predict the fitted model
 * @param table held-out rows, never those the model was fitted on
 * @param labels their classes, 0 to classCount - 1
 * @param scoreAll another way to come to the same scores, as of `scoreTreePermutations`
 * @throws AnalysisError `input.empty`, `input.too-few-rows` below 2, `parameter.out-of-range`,
 *   `input.length-mismatch`, `input.unknown-label`
 */
export function* permutationImportance(
  predict: Predict,
  table: FeatureTable,
  labels: Labels,
  classCount: number,
  params: PermutationParams = defaultPermutationParams,
  scoreAll: ScorePermutations = scoreOneByOne(table, (rows) =>
    scorePredictions(predict(rows), labels, classCount),
  ),
): Generator<number, PermutationImportance> {
  requireCount(table.rowCount, 2, 'Permutation importance');
  requireRange(params.repeatCount, 1, 1000, 'The number of repeats');
  // Nothing permuted: the rows as they are.
  const asTheyAre = yield* scoreAll([[]], [Uint32Array.from(labels, (_, row) => row)]);
  const scores = asTheyAre[0]![0]!;
  const pairs = associatedPairs(table, params.associationThreshold);
  const singles = table.columns.map((_, j) => [j]);
  const groups = associatedGroups(table.columns.length, pairs);
  const units = [...singles, ...groups];
  const permutations = Array.from({ length: params.repeatCount }, (_, repeat) =>
    permutationOf(table.rowCount, deriveSeed(params.seed, 'permutation', repeat)),
  );
  const permuted = yield* scoreAll(units, permutations);
  const importances = units.map((features, unit): PermutedImportance => {
    const found = permuted[unit]!;
    return {
      features,
      name: features.map((j) => table.columns[j]!.name).join(' + '),
      logLoss: repeatInterval(found.map((score) => score.logLoss - scores.logLoss)),
      balancedAccuracy: repeatInterval(
        found.map((score) => scores.balancedAccuracy - score.balancedAccuracy),
      ),
    };
  });
  return {
    rowCount: table.rowCount,
    repeatCount: params.repeatCount,
    scores,
    features: importances.slice(0, singles.length),
    groups: importances.slice(singles.length),
    pairs,
  };
}

/** Row i takes the value of row order[i]. */
function permutationOf(rowCount: number, seed: number): Uint32Array {
  const order = Uint32Array.from({ length: rowCount }, (_, row) => row);
  createRandom(seed).shuffle(order);
  return order;
}

/** One prediction of the whole table a unit and repeat: for every model. */
export function scoreOneByOne(
  table: FeatureTable,
  score: (rows: FeatureTable) => PredictionScores,
): ScorePermutations {
  return function* (units, permutations) {
    const all: PredictionScores[][] = [];
    for (const unit of units) {
      const scores: PredictionScores[] = [];
      for (const order of permutations) {
        const replaced = new Map(
          unit.map((j) => {
            const values = table.columns[j]!.values;
            return [j, Float64Array.from(order, (row) => values[row]!)];
          }),
        );
        scores.push(score(withColumns(table, replaced)));
        yield (all.length + scores.length / permutations.length) / units.length;
      }
      all.push(scores);
    }
    return all;
  };
}
