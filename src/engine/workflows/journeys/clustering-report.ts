// How the segments were found: radius, noise, the distance curve, the condensed tree.
import type { Whitening } from '#analysis/journeys/whiten-encodings';
import type { JourneysResult } from '#shared/results/journeys-result';
import type { JourneyClusters } from './cluster-journeys.ts';
import { thinned } from './thin.ts';

const curvePointCount = 400;

export function clusteringReport(
  clusters: JourneyClusters,
  kind: JourneysResult['clustering']['kind'],
  whitening: Whitening,
  personCount: number,
): JourneysResult['clustering'] {
  const { labels, minPts, eps, epsChosenBy, k, curve, tree } = clusters;
  const noiseCount = labels.reduce((count, label) => count + (label < 0 ? 1 : 0), 0);
  const places = curve ? thinned(curve.distances.length, curvePointCount) : [];
  return {
    kind,
    dimensionCount: whitening.dimensionCount,
    deadUnitCount: whitening.dead.length,
    minPts,
    eps,
    epsChosenBy,
    k,
    noiseCount,
    noiseShare: noiseCount / personCount,
    distanceCurve: curve && {
      rank: places,
      distance: places.map((place) => curve.distances[place]!),
      kneeRank: curve.knee.index < 0 ? null : curve.knee.index,
    },
    condensedTree:
      tree &&
      tree.condensed.clusters.map(({ parent, birth, death, size }, place) => ({
        parent,
        birth,
        death: Number.isFinite(death) ? death : birth,
        size,
        segment: tree.segments[place]! < 0 ? null : tree.segments[place]!,
      })),
  };
}
