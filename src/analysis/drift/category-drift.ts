// Drift of one categorical column, and categories that the model has never seen.
import { requireCount } from '../statistics/require-values.ts';
import type { CategoryDrift, CategoryReference } from './drift-types.ts';
import { stabilityIndex } from './stability-index.ts';

/** Counts by category, of the training rows or of the new ones. */
export type CategoryCounts = Readonly<Record<string, number>>;

/** @throws AnalysisError `input.empty` where there are no rows */
export function fitCategoryReference(counts: CategoryCounts, name: string): CategoryReference {
  requireCount(totalOf(counts), 1, `Column ${name}`);
  return { name, counts: { ...counts } };
}

/**
 * The categories of the training rows are the bins; all unseen ones together are one more.
 *
 * @throws AnalysisError `input.empty` where there are no new rows
 */
export function measureCategoryDrift(
  reference: CategoryReference,
  counts: CategoryCounts,
): CategoryDrift {
  const rowCount = totalOf(counts);
  const known = Object.keys(reference.counts);
  const unseen = Object.entries(counts)
    .filter(([category, count]) => count > 0 && !Object.hasOwn(reference.counts, category))
    .map(([category, count]) => ({ category, count }))
    .sort((a, b) => b.count - a.count || (a.category < b.category ? -1 : 1));
  const unseenCount = unseen.reduce((sum, { count }) => sum + count, 0);
  const countOf = (category: string) => (Object.hasOwn(counts, category) ? counts[category]! : 0);
  const referenceBins = known.map((category) => reference.counts[category]!);
  const newBins = known.map(countOf);
  if (unseenCount > 0) {
    referenceBins.push(0);
    newBins.push(unseenCount);
  }
  return {
    ...stabilityIndex(referenceBins, newBins),
    name: reference.name,
    rowCount,
    unseen,
    unseenShare: unseenCount / rowCount,
  };
}

function totalOf(counts: CategoryCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
