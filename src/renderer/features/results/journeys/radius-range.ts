// From where to where a radius can be moved, and where the run stands.
import type { JourneysResult } from '#shared/results/journeys-result';

type Clustering = JourneysResult['clustering'];

/** The radius and the neighbours of the run; where it has none (HDBSCAN), those of the knee. */
export function ranAt({
  eps,
  minPts,
  distanceCurve,
}: Pick<Clustering, 'eps' | 'minPts' | 'distanceCurve'>): { eps: number; minPts: number } | null {
  if (minPts === null || !distanceCurve) return null;
  const { rank, distance, kneeRank } = distanceCurve;
  const place = rank.findIndex((own) => own >= (kneeRank ?? Infinity));
  const atKnee = distance[place] ?? distance.at(-1) ?? 0;
  const radius = eps ?? atKnee;
  return radius > 0 ? { eps: radius, minPts } : null;
}

const stepCount = 400;

/** From hardly anybody to nearly everybody; the run's radius always lies between. */
export function radiusRange(
  clustering: Pick<Clustering, 'eps' | 'minPts' | 'distanceCurve'>,
): { low: number; high: number; step: number } | null {
  const run = ranAt(clustering);
  const distance = clustering.distanceCurve?.distance ?? [];
  if (!run || distance.length === 0) return null;
  const at = (share: number): number => distance[Math.floor(share * (distance.length - 1))] ?? 0;
  const high = Math.max(at(0.98), run.eps) * 1.5;
  const low = Math.max(high / 1000, Math.min(at(0.02), run.eps));
  return { low, high, step: (high - low) / stepCount };
}
