// Which segment of a new fit is which of an old one, so that names follow content and not numbers.
import { assignOptimally } from '../agreement/assign-optimally.ts';
import { AnalysisError } from '../analysis-error.ts';

export interface SegmentMatch {
  readonly newSegment: number;
  /** The old segment whose place it takes; null for one that no old segment comes near. */
  readonly oldSegment: number | null;
  /** Root mean square of the differences between the centroids, in deviations; null without one. */
  readonly distance: number | null;
  /** False where the content changed so much that the name has to be asked for again. */
  readonly keepsName: boolean;
}

export interface SegmentMatches {
  readonly matches: readonly SegmentMatch[];
  /** Old segments without a counterpart. */
  readonly lost: readonly number[];
}

/** A root mean square difference of this many deviations still counts as the same content. */
export const sameContentDistance = 0.35;

/**
 * Pairs the centroids at the least total of squared distances. A pair keeps its name where the
 * distance is at most `threshold`, and at most half the distance from the old centroid to the next
 * old one: two old segments lying close together need a closer match.
 *
 * @param oldCentroids k x columnCount, row-major, in z-values of one and the same transform
 * @param newCentroids likewise; k may differ
 * @throws AnalysisError `input.length-mismatch`, `input.not-finite`
 */
export function matchSegments(
  oldCentroids: Float64Array,
  newCentroids: Float64Array,
  columnCount: number,
  threshold = sameContentDistance,
): SegmentMatches {
  const oldCount = oldCentroids.length / columnCount;
  const newCount = newCentroids.length / columnCount;
  if (!Number.isInteger(oldCount) || !Number.isInteger(newCount)) {
    throw new AnalysisError(
      'input.length-mismatch',
      `Centroids of ${oldCentroids.length} and ${newCentroids.length} values have no ${columnCount} columns.`,
      'Both models have to be fitted on the same features.',
    );
  }
  const distance = (a: Float64Array, i: number, b: Float64Array, j: number) => {
    let squares = 0;
    for (let c = 0; c < columnCount; c++) {
      squares += (a[i * columnCount + c]! - b[j * columnCount + c]!) ** 2;
    }
    return Math.sqrt(squares / columnCount);
  };
  const costs: number[] = [];
  for (let segment = 0; segment < newCount; segment++) {
    for (let old = 0; old < oldCount; old++) {
      costs.push(distance(newCentroids, segment, oldCentroids, old) ** 2);
    }
  }
  const pairs = assignOptimally(costs, newCount, oldCount);
  const matches = pairs.map((old, newSegment): SegmentMatch => {
    if (old < 0) return { newSegment, oldSegment: null, distance: null, keepsName: false };
    const apart = distance(newCentroids, newSegment, oldCentroids, old);
    let nearestOther = Infinity;
    for (let other = 0; other < oldCount; other++) {
      if (other === old) continue;
      nearestOther = Math.min(nearestOther, distance(oldCentroids, old, oldCentroids, other));
    }
    const keepsName = apart <= Math.min(threshold, nearestOther / 2);
    return { newSegment, oldSegment: old, distance: apart, keepsName };
  });
  const paired = new Set(pairs);
  const lost = Array.from({ length: oldCount }, (_, old) => old).filter((old) => !paired.has(old));
  return { matches, lost };
}
