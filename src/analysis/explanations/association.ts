// How strongly two features go together, whatever their kinds: one number from 0 to 1.
import { pearson } from '../statistics/correlation.ts';
import type { FeatureColumn, FeatureTable } from '../supervised/feature-table.ts';

/** Two features that go together. */
export interface AssociatedPair {
  readonly first: number;
  readonly second: number;
  /** |r| of two numeric columns, Cramer's V of two categorical ones, the correlation ratio of a mix. */
  readonly strength: number;
}

/** Above this, what one feature says the other says too: both are permuted together. */
export const associationThreshold = 0.7;

/**
 * |r| (Pearson) of two numeric columns, Cramer's V of two categorical ones, and the correlation ratio
 * (square root of the share of variance between the levels) of a numeric and a categorical one, on the
 * rows where both have a value; 0 where either is constant or fewer than three rows are left.
 */
export function association(a: FeatureColumn, b: FeatureColumn): number {
  const { x, y } = valuesOfBoth(a.values, b.values);
  if (x.length < 3) return 0;
  if (a.kind === 'categorical' && b.kind === 'categorical') return cramersV(x, y, a, b);
  if (a.kind === 'categorical') return correlationRatio(y, x, a.levels.length);
  if (b.kind === 'categorical') return correlationRatio(x, y, b.levels.length);
  return Math.abs(pearson(x, y) ?? 0);
}

/** The values of the rows where neither is missing. */
function valuesOfBoth(a: Float64Array, b: Float64Array): { x: Float64Array; y: Float64Array } {
  const x = new Float64Array(a.length);
  const y = new Float64Array(a.length);
  let count = 0;
  for (let row = 0; row < a.length; row++) {
    x[count] = a[row]!;
    y[count] = b[row]!;
    if (!Number.isNaN(x[count]) && !Number.isNaN(y[count])) count++;
  }
  return { x: x.subarray(0, count), y: y.subarray(0, count) };
}

/** Pairs of a table's features above a strength, the strongest first. */
export function associatedPairs(
  table: FeatureTable,
  threshold = associationThreshold,
): AssociatedPair[] {
  const pairs: AssociatedPair[] = [];
  for (let second = 1; second < table.columns.length; second++) {
    for (let first = 0; first < second; first++) {
      const strength = association(table.columns[first]!, table.columns[second]!);
      if (strength > threshold) pairs.push({ first, second, strength });
    }
  }
  return pairs.sort((a, b) => b.strength - a.strength || a.first - b.first || a.second - b.second);
}

/** Features that chains of pairs join, two or more a group, in the order of their first feature. */
export function associatedGroups(
  featureCount: number,
  pairs: readonly AssociatedPair[],
): readonly (readonly number[])[] {
  const groupOf = Array.from({ length: featureCount }, (_, j) => j);
  for (const { first, second } of pairs) {
    const [kept, gone] = [groupOf[first]!, groupOf[second]!].sort((a, b) => a - b) as [
      number,
      number,
    ];
    groupOf.forEach((group, j) => {
      if (group === gone) groupOf[j] = kept;
    });
  }
  const groups = groupOf.map((_, group) =>
    groupOf.flatMap((ofFeature, j) => (ofFeature === group ? [j] : [])),
  );
  return groups.filter((group) => group.length > 1);
}

function cramersV(
  x: Float64Array,
  y: Float64Array,
  { levels: levelsX }: FeatureColumn,
  { levels: levelsY }: FeatureColumn,
): number {
  const width = levelsY.length;
  const counts = new Float64Array(levelsX.length * width);
  const totalsX = new Float64Array(levelsX.length);
  const totalsY = new Float64Array(width);
  for (let i = 0; i < x.length; i++) {
    counts[x[i]! * width + y[i]!]! += 1;
    totalsX[x[i]!]! += 1;
    totalsY[y[i]!]! += 1;
  }
  let chiSquare = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    const expected = (totalsX[Math.floor(cell / width)]! * totalsY[cell % width]!) / x.length;
    if (expected > 0) chiSquare += (counts[cell]! - expected) ** 2 / expected;
  }
  const present = (totals: Float64Array) => totals.filter((total) => total > 0).length;
  const freedom = Math.min(present(totalsX), present(totalsY)) - 1;
  return freedom < 1 ? 0 : Math.min(1, Math.sqrt(chiSquare / (x.length * freedom)));
}

function correlationRatio(x: Float64Array, group: Float64Array, levelCount: number): number {
  const centre = x.reduce((sum, value) => sum + value, 0) / x.length;
  const sums = new Float64Array(levelCount);
  const counts = new Float64Array(levelCount);
  let total = 0;
  for (let i = 0; i < x.length; i++) {
    const deviation = x[i]! - centre;
    sums[group[i]!]! += deviation;
    counts[group[i]!]! += 1;
    total += deviation * deviation;
  }
  if (total === 0) return 0;
  const between = sums.reduce(
    (sum, groupSum, level) => (counts[level]! > 0 ? sum + groupSum ** 2 / counts[level]! : sum),
    0,
  );
  return Math.min(1, Math.sqrt(between / total));
}
