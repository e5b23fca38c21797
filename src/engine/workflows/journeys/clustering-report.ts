// How the segments were found: radius, noise, the distance curve, the condensed tree.
import type { DistanceCurve } from '#analysis/density/distance-curve';
import { outlineTree } from '#analysis/density/outline-tree';
import type { Whitening } from '#analysis/journeys/whiten-encodings';
import type { DistanceCurve as CurveReport, JourneysResult } from '#shared/results/journeys-result';
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
    distanceCurve: curve && curveReport(curve),
    condensedTree: tree && treeReport(tree),
  };
}

export function curveReport({ distances, knee }: DistanceCurve): CurveReport {
  const places = thinned(distances.length, curvePointCount);
  return {
    rank: places,
    distance: places.map((place) => distances[place]!),
    kneeRank: knee.index < 0 ? null : knee.index,
    kneeClear: knee.clear,
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
