// How the segments were found: radius, noise, the distance curve, the condensed tree.
import { outlineTree } from '#analysis/density/outline-tree';
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
      kneeClear: curve.knee.clear,
    },
    condensedTree: tree && treeReport(tree),
  };
}

/** Steps of the outline of a cluster; a picture shows no more. */
const outlineStepCount = 40;

function treeReport({
  condensed,
  segments,
}: NonNullable<JourneyClusters['tree']>): JourneysResult['clustering']['condensedTree'] {
  return outlineTree(condensed, [], outlineStepCount).map((outline, place) => ({
    parent: outline.parent,
    birth: outline.birth,
    death: outline.death,
    size: condensed.clusters[place]!.size,
    segment: segments[place]! < 0 ? null : segments[place]!,
    densities: Array.from(outline.densities),
    widths: Array.from(outline.widths),
  }));
}
