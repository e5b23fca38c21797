// The agreement page: what SHAP, LIME and permutation importance hold important, side by side.
import { compareImportances, importanceMethods } from '#analysis/explanations/compare-importances';
import { averageRanks } from '#analysis/statistics/average-ranks';
import type {
  Agreement,
  LimeSummary,
  PermutationResult,
  ShapSummary,
} from '#shared/results/explain/global-explanations';

export function agreementOfMethods(
  names: readonly string[],
  shap: ShapSummary,
  lime: LimeSummary,
  permutation: PermutationResult,
): Agreement {
  const importances = {
    shap: shap.meanAbsolute.map((classes) => classes.reduce((sum, value) => sum + value, 0)),
    lime: lime.meanAbsolute,
    permutation: permutation.features.map(({ logLoss }) => logLoss.value),
  };
  const ranks = {
    shap: fallingRanks(importances.shap),
    lime: fallingRanks(importances.lime),
    permutation: fallingRanks(importances.permutation),
  };
  const shares = {
    shap: sharesOf(importances.shap),
    lime: sharesOf(importances.lime),
    permutation: sharesOf(importances.permutation),
  };
  const features = names.map((name, feature) => ({
    feature,
    name,
    shapRank: ranks.shap[feature]!,
    limeRank: ranks.lime[feature]!,
    permutationRank: ranks.permutation[feature]!,
    shapShare: shares.shap[feature]!,
    limeShare: shares.lime[feature]!,
    permutationShare: shares.permutation[feature]!,
  }));
  if (names.length < 2) {
    const sentence = 'With a single feature there is nothing to rank.';
    return { features, correlations: [], agree: true, sentence, disagreements: [] };
  }
  const compared = compareImportances(names, importances, permutation.pairs);
  const agree = compared.disagreements.length === 0;
  return {
    features,
    correlations: compared.agreements.map(({ methods: [first, second], correlation }) => ({
      first,
      second,
      value: correlation,
    })),
    agree,
    sentence: agree
      ? `${importanceMethods.length} methods agree on which features matter most.`
      : `The methods disagree on ${compared.disagreements.length} of ${names.length} features: do not tell a story from one of them alone.`,
    disagreements: compared.disagreements.map(({ feature, text, cause }) => ({
      feature,
      sentence: text,
      pair: cause && { ...cause },
    })),
  };
}

function fallingRanks(values: readonly number[]): Float64Array {
  return averageRanks(values.map((value) => -value));
}

/** Importance below zero is chance. */
function sharesOf(values: readonly number[]): number[] {
  const sizes = values.map((value) => Math.max(0, value));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return sizes.map((size) => (total > 0 ? size / total : 0));
}
