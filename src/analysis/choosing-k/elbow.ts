// The bend in the inertia curve by a stated geometric rule (Kneedle, Satopaa et al. 2011).
import { AnalysisError } from '../analysis-error.ts';

export interface InertiaPoint {
  readonly k: number;
  readonly inertia: number;
}

export interface Elbow {
  /** The k at the bend; null where no point lies below the line between the ends. */
  readonly k: number | null;
  /** For every point, how far below that line it lies, both axes running from 0 to 1. */
  readonly depths: readonly { readonly k: number; readonly depth: number }[];
}

/**
 * The curve is scaled to the unit square; the elbow is the point farthest below the straight line
 * from its first to its last point (of equal ones the smallest k). Every convex curve has such a
 * point, with clusters or without: the elbow proposes a k and proves nothing.
 *
 * @param curve at least three points in ascending order of k; include k = 1 (the total scatter)
 * @throws AnalysisError `input.too-few-rows`, `parameter.out-of-range`
 */
export function findElbow(curve: readonly InertiaPoint[]): Elbow {
  const first = curve[0];
  const last = curve[curve.length - 1];
  if (!first || !last || curve.length < 3) {
    throw new AnalysisError(
      'input.too-few-rows',
      `An elbow needs at least 3 numbers of clusters, not ${curve.length}.`,
      'Try a wider range of k.',
    );
  }
  if (curve.some((point, i) => i > 0 && point.k <= curve[i - 1]!.k)) {
    throw new AnalysisError(
      'parameter.out-of-range',
      'The inertia curve is not in ascending order of k.',
      'Sort the fits by their number of clusters.',
    );
  }
  const fall = first.inertia - last.inertia;
  const depths = curve.map(({ k, inertia }) => {
    const x = (k - first.k) / (last.k - first.k);
    const y = fall > 0 ? (inertia - last.inertia) / fall : 1 - x;
    return { k, depth: 1 - x - y };
  });
  const deepest = depths.reduce((best, point) => (point.depth > best.depth ? point : best));
  return { k: deepest.depth > 0 ? deepest.k : null, depths };
}
