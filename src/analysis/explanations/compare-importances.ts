// The agreement page: SHAP, LIME and permutation importance side by side, and why they disagree.
import { averageRanks } from '../statistics/average-ranks.ts';
import { spearman } from '../statistics/correlation.ts';
import { requireCount, requireSameLength } from '../statistics/require-values.ts';
import type { AssociatedPair } from './association.ts';
import type { LimeExplanation } from './lime/lime-types.ts';

export const importanceMethods = ['shap', 'lime', 'permutation'] as const;
export type ImportanceMethod = (typeof importanceMethods)[number];

/** By method: one number a feature, the larger the more important. */
export type Importances = Readonly<Record<ImportanceMethod, ArrayLike<number>>>;

export interface RankAgreement {
  readonly methods: readonly [ImportanceMethod, ImportanceMethod];
  /** Spearman's correlation; null where a method sees no difference between the features. */
  readonly correlation: number | null;
}

export interface Disagreement {
  readonly feature: number;
  /** Rank from 1 (most important) by method; ties share the mean of theirs. */
  readonly ranks: Readonly<Record<ImportanceMethod, number>>;
  readonly highest: ImportanceMethod;
  readonly lowest: ImportanceMethod;
  /** The strongest pair that the feature belongs to: permuting or hiding one leaves the other. */
  readonly cause: AssociatedPair | null;
  /** In words. */
  readonly text: string;
}

export interface ImportanceComparison {
  readonly agreements: readonly RankAgreement[];
  readonly disagreements: readonly Disagreement[];
}

/** A feature is worth a warning where one method has it near the top and another far from there. */
const topRank = 3;
const leastRankGap = 3;

const methodNames = {
  shap: 'SHAP',
  lime: 'LIME',
  permutation: 'permutation importance',
} as const satisfies Record<ImportanceMethod, string>;

/**
 * @param pairs associated features, the strongest first, as `associatedPairs` gives them
 * @throws AnalysisError `input.length-mismatch`, `input.too-few-rows` below two features
 */
export function compareImportances(
  names: readonly string[],
  importances: Importances,
  pairs: readonly AssociatedPair[],
): ImportanceComparison {
  requireCount(names.length, 2, 'Agreement of importances');
  for (const method of importanceMethods) {
    requireSameLength(ranksInOrder(names), importances[method], `Agreement with ${method}`);
  }
  const ranks = Object.fromEntries(
    importanceMethods.map((method) => [method, descendingRanks(importances[method])]),
  ) as Record<ImportanceMethod, Float64Array>;
  const methodPairs = [
    ['shap', 'lime'],
    ['shap', 'permutation'],
    ['lime', 'permutation'],
  ] as const;
  return {
    agreements: methodPairs.map((methods) => ({
      methods,
      correlation: spearman(importances[methods[0]], importances[methods[1]]),
    })),
    disagreements: names.flatMap((_, feature) => disagreementOf(feature, names, ranks, pairs)),
  };
}

/** LIME's importance of each feature: the mean of |weight| over persons and classes. */
export function limeImportance(
  explanations: readonly (readonly LimeExplanation[])[],
  featureCount: number,
): Float64Array {
  const all = explanations.flat();
  return Float64Array.from({ length: featureCount }, (_, j) => {
    const sum = all.reduce(
      (total, { weightOfFeature }) => total + Math.abs(weightOfFeature[j]!),
      0,
    );
    return sum / Math.max(1, all.length);
  });
}

function ranksInOrder(names: readonly string[]): Float64Array {
  return Float64Array.from(names, (_, i) => i);
}

function descendingRanks(values: ArrayLike<number>): Float64Array {
  return averageRanks(Float64Array.from(values, (value) => -value));
}

function disagreementOf(
  feature: number,
  names: readonly string[],
  ranks: Readonly<Record<ImportanceMethod, Float64Array>>,
  pairs: readonly AssociatedPair[],
): Disagreement[] {
  const own = {
    shap: ranks.shap[feature]!,
    lime: ranks.lime[feature]!,
    permutation: ranks.permutation[feature]!,
  };
  const byRank = [...importanceMethods].sort((a, b) => own[a] - own[b]);
  const highest = byRank[0]!;
  const lowest = byRank[byRank.length - 1]!;
  if (own[highest] > topRank || own[lowest] - own[highest] < leastRankGap) return [];
  const cause = pairs.find(({ first, second }) => first === feature || second === feature) ?? null;
  const ranked = `${names[feature]} is number ${own[highest]} by ${methodNames[highest]} and ${own[lowest]} by ${methodNames[lowest]}`;
  const reason = cause
    ? `it goes together with ${names[cause.first === feature ? cause.second : cause.first]} (${cause.strength.toFixed(2)}), which stands in for it`
    : 'no feature that goes together with it explains this; it may work only together with others';
  return [{ feature, ranks: own, highest, lowest, cause, text: `${ranked}: ${reason}.` }];
}
