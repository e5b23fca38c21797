// How often every level of a categorical feature occurs.
import type { FeatureColumn } from '#analysis/supervised/feature-table';

/** By the name of the level; missing cells under a name of their own. */
export function levelCounts({ values, levels }: FeatureColumn): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) {
    const name = Number.isNaN(value) ? '(missing)' : (levels[value] ?? '');
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
