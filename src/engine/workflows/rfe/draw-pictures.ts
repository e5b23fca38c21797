// What the pictures of a run are drawn from: counts, grids and samples, never the whole table.
import type { KMeansBackend } from '#analysis/kmeans/kmeans-backend';
import { binEdges, type BinEdges } from '#analysis/reductions/bin-edges';
import { densityGrids } from '#analysis/reductions/density-grid';
import { rangeOf } from '#analysis/reductions/histogram';
import { stratifiedRows } from '#analysis/reductions/stratified-rows';
import { migrateSegments } from '#analysis/agreement/migrate-segments';
import { paretoCurve } from '#analysis/rfe/pareto-curve';
import type { SampledSilhouette } from '#analysis/silhouette/sampled-silhouette';
import { deriveSeed } from '#analysis/random';
import type { Grid, Pictures } from '#shared/results/rfe-result';
import type { Team } from '#analysis/team';
import type { AnalysisContext } from './analysis-context.ts';
import type { RfeAnalysisInput } from './analysis-input.ts';
import { estimateOf } from './estimate.ts';
import { placePersons, type Placement } from './place-persons.ts';
import type { RfeModel } from './rfe-model.ts';

/** Above this many persons a scatter shows density, and points are a sample. */
const mostPoints = 20_000;
const sampledPoints = 5_000;
const leastPointsOfSegment = 30;
const gridBinCount = 40;
const silhouetteValueCount = 150;

export function drawPictures(
  input: RfeAnalysisInput,
  model: RfeModel,
  placement: Placement,
  segmentCount: number,
  silhouette: SampledSilhouette | null,
  { backend, team }: Pick<AnalysisContext, 'backend' | 'team'>,
): Pictures {
  return {
    ...drawGrids(input, placement, segmentCount, team),
    points: drawPoints(input, placement, segmentCount),
    silhouette: silhouette && drawSilhouette(silhouette),
    pareto: drawPareto(input.features[1]),
    migration: drawMigration(input, model, placement, segmentCount, backend),
  };
}

function binsOf(values: Float64Array, logarithmic: boolean): BinEdges {
  const { minimum, maximum } = rangeOf(values);
  return binEdges(minimum, maximum, gridBinCount, logarithmic);
}

function drawGrids(
  { features: [recency, frequency, engagement] }: RfeAnalysisInput,
  { segments }: Placement,
  segmentCount: number,
  team: Team | undefined,
): Pick<Pictures, 'recencyByFrequency' | 'frequencyByEngagement'> {
  const [recencyBins, frequencyBins] = [binsOf(recency, false), binsOf(frequency, true)];
  const engagementBins = binsOf(engagement, true);
  const everybody = new Uint8Array(recency.length);
  const [whole] = densityGrids(recency, frequency, everybody, 1, recencyBins, frequencyBins, team);
  const bySegment = densityGrids(
    frequency,
    engagement,
    segments,
    segmentCount,
    frequencyBins,
    engagementBins,
    team,
  );
  return {
    recencyByFrequency: gridOf(whole!, recencyBins, frequencyBins),
    frequencyByEngagement: bySegment.map((counts, segment) => ({
      segment,
      grid: gridOf(counts, frequencyBins, engagementBins),
    })),
  };
}

function gridOf(counts: Uint32Array, x: BinEdges, y: BinEdges): Grid {
  return {
    xEdges: Array.from(x.edges),
    yEdges: Array.from(y.edges),
    counts: Array.from(counts),
    xLogarithmic: x.logarithmic,
    yLogarithmic: y.logarithmic,
  };
}

function drawPoints(
  { features: [recency, frequency, engagement], choices, personCount }: RfeAnalysisInput,
  { segments }: Placement,
  segmentCount: number,
): Pictures['points'] {
  const exact = personCount <= mostPoints;
  const rows = stratifiedRows(
    segments,
    segmentCount,
    exact ? mostPoints : sampledPoints,
    leastPointsOfSegment,
    deriveSeed(choices.seed, 'points'),
  );
  const take = (values: ArrayLike<number>): number[] => Array.from(rows, (row) => values[row]!);
  return {
    recency: take(recency),
    frequency: take(frequency),
    engagement: take(engagement),
    segment: take(segments),
    exact,
    personCount,
  };
}

function drawSilhouette(sampled: SampledSilhouette): NonNullable<Pictures['silhouette']> {
  return {
    sampleSize: sampled.sampleRowCount,
    mean: estimateOf(sampled.mean, sampled.exact, sampled.sampleRowCount),
    segments: sampled.values.map((values, segment) => ({
      segment,
      values: thin(values, silhouetteValueCount),
      mean: sampled.clusterMeans[segment] ?? 0,
    })),
  };
}

/** Evenly spaced values of a sorted list, both ends kept. */
function thin(values: Float64Array, most: number): number[] {
  if (values.length <= most) return Array.from(values);
  const step = (values.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, i) => values[Math.round(i * step)]!);
}

/** Where nobody brings anything there is nothing to share out: an even line says so. */
function drawPareto(frequency: Float64Array): Pictures['pareto'] {
  if (!frequency.some((value) => value > 0)) {
    return { personShare: [0, 1], frequencyShare: [0, 1], gini: 0, topFifthShare: 0.2 };
  }
  const { points, gini, topFifthShare } = paretoCurve(frequency);
  return {
    personShare: points.map(({ personShare }) => personShare),
    frequencyShare: points.map(({ valueShare }) => valueShare),
    gini,
    topFifthShare,
  };
}

function drawMigration(
  { earlier, asOf, personCount }: RfeAnalysisInput,
  model: RfeModel,
  now: Placement,
  segmentCount: number,
  backend: KMeansBackend,
): Pictures['migration'] {
  if (!earlier || earlier.rows.length === 0) return null;
  const persons = { rowCount: earlier.rows.length, columns: earlier.features };
  const then = placePersons(model, persons, backend);
  const before = new Int32Array(personCount).fill(-1);
  earlier.rows.forEach((row, i) => (before[row] = knownSegment(then.segments[i]!, segmentCount)));
  const { counts, newcomers } = migrateSegments(before, now.segments, segmentCount);
  const rows = Array.from({ length: segmentCount }, (_, from) =>
    counts.slice(from * segmentCount, (from + 1) * segmentCount),
  );
  return { from: earlier.asOf, to: asOf, counts: [...rows, [...newcomers]] };
}

/** A combination of scores outside the model counts as not seen. */
function knownSegment(segment: number, segmentCount: number): number {
  return segment < segmentCount ? segment : -1;
}
