// One class against the rest by rank: the ROC curve with its area, the precision-recall curve with
// its average precision.

export interface RankingCurves {
  readonly positiveCount: number;
  readonly negativeCount: number;
  /** From (0, 0) to (1, 1), a point for each different score, greatest score first. */
  readonly falsePositiveRates: Float64Array;
  readonly truePositiveRates: Float64Array;
  /** Precision and recall where all rows with at least the score count as positive. */
  readonly precisions: Float64Array;
  readonly recalls: Float64Array;
  /** The different scores, descending: one for each point but the first of the ROC curve. */
  readonly thresholds: Float64Array;
  /** Area under the ROC curve; ties count half. */
  readonly auc: number;
  /** Sum of precision times step in recall. */
  readonly averagePrecision: number;
}

/** Scores of the rows of a class and of the others; null where one of the two has no row. */
export function rankingCurves(
  scores: Float64Array,
  isPositive: (row: number) => boolean,
): RankingCurves | null {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]! || a - b);
  const steps: { threshold: number; hits: number; misses: number }[] = [];
  let hits = 0;
  let misses = 0;
  order.forEach((row, index) => {
    if (isPositive(row)) hits++;
    else misses++;
    const next = order[index + 1];
    if (next !== undefined && scores[next] === scores[row]) return;
    steps.push({ threshold: scores[row]!, hits, misses });
  });
  if (hits === 0 || misses === 0) return null;
  return curvesOf(steps, hits, misses);
}

function curvesOf(
  steps: readonly { threshold: number; hits: number; misses: number }[],
  positiveCount: number,
  negativeCount: number,
): RankingCurves {
  let area = 0;
  let averagePrecision = 0;
  let last = { hits: 0, misses: 0 };
  for (const step of steps) {
    // Twice the area in counts: whole numbers, so that nothing is rounded before the end.
    area += (step.misses - last.misses) * (step.hits + last.hits);
    const precision = step.hits / (step.hits + step.misses);
    averagePrecision += ((step.hits - last.hits) / positiveCount) * precision;
    last = step;
  }
  const points = [{ hits: 0, misses: 0 }, ...steps];
  return {
    positiveCount,
    negativeCount,
    falsePositiveRates: Float64Array.from(points, ({ misses }) => misses / negativeCount),
    truePositiveRates: Float64Array.from(points, ({ hits }) => hits / positiveCount),
    precisions: Float64Array.from(steps, ({ hits, misses }) => hits / (hits + misses)),
    recalls: Float64Array.from(steps, ({ hits }) => hits / positiveCount),
    thresholds: Float64Array.from(steps, ({ threshold }) => threshold),
    auc: area / 2 / positiveCount / negativeCount,
    averagePrecision,
  };
}

/** At most so many points of a curve, first and last among them, evenly along it: for pictures. */
export function thinCurve<Point>(points: readonly Point[], greatestCount: number): Point[] {
  if (points.length <= greatestCount) return [...points];
  const step = (points.length - 1) / (greatestCount - 1);
  return Array.from({ length: greatestCount }, (_, i) => points[Math.round(i * step)]!);
}
