// Is there structure at all? The best silhouette of the data against that of two controls without
// groups: columns shuffled apart, and a smooth cloud with the same margins and correlations.
import type { Matrix } from '../matrix.ts';
import type { Labels } from '../agreement/cross-table.ts';
import { deriveSeed } from '../random.ts';
import { repeatInterval } from '../statistics/repeat-interval.ts';
import { requireCount, requireRange } from '../statistics/require-values.ts';
import type { ClusterFit } from './cluster-fit.ts';
import { drawCorrelatedCloud, fitCorrelatedCloud } from './correlated-cloud.ts';
import { withSteps, type CriterionStep } from './progress.ts';
import { sampleRows, takeMatrixRows } from './sample-rows.ts';
import { shuffleColumns } from './shuffle-columns.ts';
import {
  judgeStructure,
  type BestSilhouette,
  type Control,
  type StructureVerdict,
} from './structure-verdict.ts';

/** The mean silhouette of a complete partition, exact on the rows it is given. */
export type MeanSilhouette = (
  matrix: Matrix,
  labels: Labels,
  k: number,
) => Generator<unknown, number>;

export interface StructureParams {
  /** The numbers of clusters among which the best silhouette is looked for. */
  readonly ks: readonly number[];
  /** Draws of each control. */
  readonly repeatCount: number;
  /** At most this many rows, drawn at random: data and controls have the same rows. */
  readonly sampleRowCount: number;
  readonly seed: number;
}

export const defaultStructureParams = {
  ks: [2, 3, 4, 5, 6, 7, 8, 9, 10],
  repeatCount: 20,
  sampleRowCount: 2000,
  seed: 0,
} as const satisfies StructureParams;

export interface StructureTest extends StructureVerdict {
  readonly observed: BestSilhouette;
  readonly controls: readonly Control[];
  readonly sampleRowCount: number;
  readonly exact: boolean;
}

/**
 * @param matrix finite z-values
 * @throws AnalysisError `input.too-few-rows` below three rows for every cluster of the largest k,
 *   and what fit and silhouette throw
 */
export function* testStructure(
  matrix: Matrix,
  fit: ClusterFit,
  silhouette: MeanSilhouette,
  params: StructureParams,
): Generator<CriterionStep, StructureTest> {
  const { ks, repeatCount, seed } = params;
  requireRange(repeatCount, 5, 1000, 'The number of control draws');
  requireCount(ks.length, 1, 'The numbers of clusters to try');
  requireCount(matrix.rowCount, 3 * Math.max(...ks), 'Test of structure');
  const rows = sampleRows(matrix.rowCount, params.sampleRowCount, deriveSeed(seed, 'structure'));
  const sample = takeMatrixRows(matrix, rows);
  const total = (1 + 2 * repeatCount) * ks.length;
  const best = bestSilhouetteOf(fit, silhouette, params, total);
  const observed = yield* best(sample, 0);

  const cloud = fitCorrelatedCloud(sample, deriveSeed(seed, 'structure-cloud'));
  const shuffled: number[] = [];
  const clouds: number[] = [];
  for (let repeat = 0; repeat < repeatCount; repeat++) {
    const drawSeed = deriveSeed(seed, 'structure-draw', repeat);
    const apart = yield* best(shuffleColumns(sample, drawSeed), 1 + 2 * repeat);
    shuffled.push(apart.silhouette);
    const smooth = yield* best(drawCorrelatedCloud(cloud, drawSeed), 2 + 2 * repeat);
    clouds.push(smooth.silhouette);
  }
  const controls = [
    controlOf('shuffled-columns', observed, shuffled),
    controlOf('correlated-cloud', observed, clouds),
  ];
  return {
    ...judgeStructure(observed, controls),
    observed,
    controls,
    sampleRowCount: rows.length,
    exact: rows.length === matrix.rowCount,
  };
}

/** The search for the best k, the same for data and controls, so that none has an advantage. */
function bestSilhouetteOf(
  fit: ClusterFit,
  silhouette: MeanSilhouette,
  { ks, seed }: StructureParams,
  total: number,
) {
  return function* search(
    matrix: Matrix,
    searchIndex: number,
  ): Generator<CriterionStep, BestSilhouette> {
    let best: BestSilhouette | undefined;
    for (const [i, k] of ks.entries()) {
      const done = searchIndex * ks.length + i;
      const step = { criterion: 'structure', done, total } as const;
      const request = { k, seed: deriveSeed(seed, 'structure-fit', k, searchIndex) };
      const { labels } = yield* withSteps(fit(matrix, request), step);
      const value = yield* withSteps(silhouette(matrix, labels, k), step);
      if (!best || value > best.silhouette) best = { k, silhouette: value };
      yield { ...step, done: done + 1 };
    }
    if (!best) throw new Error('a search needs at least one k');
    return best;
  };
}

function controlOf(kind: Control['kind'], observed: BestSilhouette, draws: number[]): Control {
  const interval = repeatInterval(draws);
  const largest = Math.max(...draws);
  const excess = observed.silhouette - interval.mean;
  const excessInDeviations = interval.deviation > 0 ? excess / interval.deviation : null;
  const beyondChance = excessInDeviations === null ? excess > 0 : excessInDeviations >= 3;
  return {
    kind,
    silhouettes: draws,
    interval,
    largest,
    excess,
    excessInDeviations,
    beaten: observed.silhouette > largest && beyondChance,
  };
}
