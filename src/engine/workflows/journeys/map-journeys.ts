// Maps of persons in two dimensions, and the journeys that the sequence index plot shows.
import { sampleRows } from '#analysis/choosing-k/sample-rows';
import type { Points } from '#analysis/density/points';
import type { Journeys } from '#analysis/journeys/journey-types';
import { sequenceOrder } from '#analysis/journeys/sequence-order';
import { defaultUmapParams, umapMap } from '#analysis/journeys/umap-map';
import { principalMap, type Whitening } from '#analysis/journeys/whiten-encodings';
import { deriveSeed } from '#analysis/random';
import type { EncodingMap, JourneysResult } from '#shared/results/journeys-result';
import { runToEnd } from '../run-to-end.ts';
import type { AnalysisContext } from './analysis-context.ts';
import { stepsOf } from './describe-journeys.ts';
import { thinned } from './thin.ts';

/** A map shows at most so many persons. */
const greatestPointCount = 10_000;
/** Journeys of each segment on the sequence index plot. */
const journeysPerSegment = 400;

/** The persons on the maps: all, or a seeded sample. */
export function mapRowsOf(personCount: number, seed: number): Uint32Array {
  return sampleRows(personCount, greatestPointCount, deriveSeed(seed, 'map'));
}

/** So few persons make no map of neighbours. */
const leastUmapCount = 20;

export interface MappedPoints {
  readonly whitening: Whitening;
  readonly encodings: Points;
  /** The encodings, whitened. */
  readonly points: Points;
}

export interface ShownPersons {
  readonly rows: Uint32Array;
  /** The group of every person. */
  readonly groups: Int32Array;
  readonly seed: number;
  readonly withUmap: boolean;
}

/** The same persons on every map; by UMAP beside principal components where it is asked for. */
export function drawMaps(
  { whitening, encodings, points }: MappedPoints,
  { rows, groups, seed, withUmap }: ShownPersons,
  context: AnalysisContext,
): EncodingMap[] {
  const pca = pcaMap(whitening, encodings, rows, groups);
  if (!withUmap || rows.length < leastUmapCount) return [pca];
  const umap = runToEnd(
    umapOf(points, rows, groups, seed),
    context.thread,
    ({ epoch, epochCount }) => context.progress('map', epoch / epochCount),
  );
  return [pca, umap];
}

function pcaMap(
  whitening: Whitening,
  encodings: Points,
  rows: Uint32Array,
  groups: Int32Array,
): EncodingMap {
  const { x, y, explained } = principalMap(whitening, encodings);
  return {
    method: 'pca',
    x: Array.from(rows, (row) => x[row]!),
    y: Array.from(rows, (row) => y[row]!),
    segment: Array.from(rows, (row) => groups[row]!),
    exact: rows.length === encodings.rowCount,
    explained: [explained[0], explained[1]],
  };
}

/** Of the persons on the first map, so that both show the same. */
function* umapOf(
  points: Points,
  rows: Uint32Array,
  groups: Int32Array,
  seed: number,
): Generator<{ epoch: number; epochCount: number }, EncodingMap> {
  const { dimensionCount } = points;
  const values = new Float64Array(rows.length * dimensionCount);
  rows.forEach((row, place) =>
    values.set(
      points.values.subarray(row * dimensionCount, (row + 1) * dimensionCount),
      place * dimensionCount,
    ),
  );
  const found = yield* umapMap(
    { rowCount: rows.length, dimensionCount, values },
    { ...defaultUmapParams, seed },
  );
  return {
    method: 'umap',
    x: Array.from(found.x),
    y: Array.from(found.y),
    segment: Array.from(rows, (row) => groups[row]!),
    exact: rows.length === points.rowCount,
    explained: null,
  };
}

export function sequenceIndexOf(
  journeys: Journeys,
  groups: Int32Array,
  groupCount: number,
): JourneysResult['sequenceIndex'] {
  return sequenceOrder(journeys, groups, groupCount, 'from the start').map((people, segment) => ({
    segment,
    personCount: people.length,
    // Every so manieth of the sorted journeys, so that the plot keeps its proportions.
    journeys: thinned(people.length, journeysPerSegment).map((place) =>
      stepsOf(journeys, people[place]!),
    ),
  }));
}
