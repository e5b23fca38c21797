// Gives persons their segment by a fitted model: those it was fitted on, the same at an earlier
// date, or new ones. There is no other way to a segment, so a saved model cannot disagree with its run.
import type { Matrix } from '#analysis/matrix';
import { predictMixture } from '#analysis/gaussian-mixture/predict-mixture';
import type { KMeansBackend } from '#analysis/kmeans/kmeans-backend';
import { predictKMeans } from '#analysis/kmeans/predict-kmeans';
import { rfmCells } from '#analysis/quintile-scores/cell-tables';
import { nameCells } from '#analysis/quintile-scores/name-cells';
import { scoreRows } from '#analysis/quintile-scores/score-rows';
import { mergeZeroGroup, splitZeroGroup } from '#analysis/rfe/zero-group';
import { applyTransform } from '#analysis/transform/apply-transform';
import { takeMatrixRows } from '#analysis/choosing-k/sample-rows';
import type {
  KMeansParameters,
  MixtureParameters,
  RfeModel,
  ScoreParameters,
} from './rfe-model.ts';

export interface Placement {
  /** Index of the segment; `outside` where the model has none for this person. */
  readonly segments: Uint8Array;
  readonly margins: Float64Array;
}

/** A combination of scores that nobody had when the bands were made. */
export const outside = 255;

/**
 * @param persons recency, frequency, engagement in own units, a row a person
 * @returns one segment and one margin a row
 */
export function placePersons(model: RfeModel, persons: Matrix, backend: KMeansBackend): Placement {
  if (!model.zeroFrequencyApart) return placeAll(model, persons, backend);
  const split = splitZeroGroup(persons.columns[1] ?? new Float64Array(0));
  const active = placeAll(model, takeMatrixRows(persons, split.activeRows), backend);
  const merged = mergeZeroGroup(split, active.segments, segmentCountOf(model) - 1);
  const margins = new Float64Array(persons.rowCount).fill(1);
  split.activeRows.forEach((row, i) => (margins[row] = active.margins[i] ?? 0));
  return { segments: Uint8Array.from(merged), margins };
}

/** Segments of the model, the group without frequency included. */
export function segmentCountOf({ placement, zeroFrequencyApart }: RfeModel): number {
  const count = placement.kind === 'quintile-scores' ? placement.cells.length : placement.k;
  return count + (zeroFrequencyApart ? 1 : 0);
}

function placeAll(model: RfeModel, persons: Matrix, backend: KMeansBackend): Placement {
  const { placement } = model;
  if (placement.kind === 'quintile-scores') return placeByScores(placement, persons);
  const standardised = applyTransform(model.transform, persons);
  if (placement.kind === 'k-means') return placeByCentroids(placement, standardised, backend);
  return placeByMixture(placement, standardised);
}

function placeByCentroids(
  parameters: KMeansParameters,
  standardised: Matrix,
  backend: KMeansBackend,
): Placement {
  const model = {
    k: parameters.k,
    columnCount: parameters.columnCount,
    centroids: Float64Array.from(parameters.centroids),
    origin: Float64Array.from(parameters.origin),
  };
  const { labels, margins } = predictKMeans(model, standardised, backend);
  return { segments: Uint8Array.from(labels), margins };
}

function placeByMixture(parameters: MixtureParameters, standardised: Matrix): Placement {
  const { labels, margin } = predictMixture(
    {
      ...parameters,
      weights: Float64Array.from(parameters.weights),
      means: Float64Array.from(parameters.means),
      covariances: Float64Array.from(parameters.covariances),
    },
    standardised,
  );
  return { segments: Uint8Array.from(labels), margins: margin };
}

/** A rule has no doubt: its margin is 1. */
function placeByScores({ scores, cells }: ScoreParameters, persons: Matrix): Placement {
  const { labels } = nameCells(scoreRows(scores, persons), scores.bandCount, rfmCells);
  const segments = Uint8Array.from(labels, (cell) => {
    const segment = cells.indexOf(cell);
    return segment < 0 ? outside : segment;
  });
  return { segments, margins: new Float64Array(persons.rowCount).fill(1) };
}
