// The curve of neighbour distances and its knee, where DBSCAN's eps starts.
import type { Team } from '../team.ts';
import { kthDistances } from './kth-distances.ts';
import type { KdTree } from './kd-tree.ts';

export interface DistanceCurve {
  readonly minPts: number;
  /** Of every row, ascending: the distance to its minPts-th nearest, itself being the first. */
  readonly distances: Float64Array;
  readonly knee: CurveKnee;
}

export interface CurveKnee {
  /** Place on the curve; -1 where the curve has no knee. */
  readonly index: number;
  /** A radius above 0 to start from. */
  readonly eps: number;
  /** Share of the rows that are core points at this radius. */
  readonly coreShare: number;
  /** How far the curve hangs below its chord, 0 (straight) to 1 (a right angle). */
  readonly sag: number;
  /** False where the curve is too straight for its knee to mean anything. */
  readonly clear: boolean;
}

/** Twice the number of dimensions (Sander, Ester, Kriegel and Xu 1998), at least 3. */
export function defaultMinPts(dimensionCount: number): number {
  return Math.max(3, 2 * dimensionCount);
}

/** Below this sag a curve is too straight for its knee to mean anything. */
const leastSag = 0.05;

/**
 * Exact, over all rows. Yields the share done.
 *
 * @throws AnalysisError `parameter.out-of-range`
 */
export function* distanceCurve(
  tree: KdTree,
  minPts: number,
  team?: Team,
): Generator<number, DistanceCurve> {
  const distances = (yield* kthDistances(tree, minPts, team)).sort();
  return { minPts, distances, knee: findKnee(distances) };
}

/**
 * The knee is the point of the curve that hangs farthest below the chord from its first to its last
 * point, both axes scaled to 1 (the Kneedle rule of Satopää et al. 2011 without smoothing). Where that
 * radius is 0, as with many equal rows, the least positive distance is taken; where all distances are
 * 0, the radius is 1: any would do.
 *
 * @param ascending n >= 1 distances
 */
export function findKnee(ascending: Float64Array): CurveKnee {
  const last = ascending.length - 1;
  const low = ascending[0]!;
  const range = ascending[last]! - low;
  let index = -1;
  let sag = 0;
  if (range > 0) {
    for (let i = 0; i <= last; i++) {
      const below = i / last - (ascending[i]! - low) / range;
      if (below > sag) {
        sag = below;
        index = i;
      }
    }
  }
  const candidate = index === -1 ? ascending[last]! : ascending[index]!;
  const eps = candidate > 0 ? candidate : (ascending.find((distance) => distance > 0) ?? 1);
  return { index, eps, coreShare: shareWithin(ascending, eps), sag, clear: sag >= leastSag };
}

function shareWithin(ascending: Float64Array, eps: number): number {
  const beyond = ascending.findIndex((distance) => distance > eps);
  return beyond === -1 ? 1 : beyond / ascending.length;
}
