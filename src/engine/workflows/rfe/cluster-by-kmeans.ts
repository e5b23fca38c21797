// Segments by k-means: every k of the range, judged, and one of them chosen.
import { kmeansClusterFit } from '#analysis/choosing-k/kmeans-cluster-fit';
import type { KMeansModel } from '#analysis/kmeans/kmeans-types';
import { predictKMeans } from '#analysis/kmeans/predict-kmeans';
import { sweepKMeans, type KMeansSweepStep } from '#analysis/kmeans/sweep-kmeans';
import type { Matrix } from '#analysis/matrix';
import type { RfeModelChoice } from '#shared/recipe/rfe-settings';
import { runToEnd } from '../run-to-end.ts';
import { analysisStages, type AnalysisContext } from './analysis-context.ts';
import { candidateRange } from './candidate-range.ts';
import { chooseAmong } from './choose-among.ts';
import { emptyCandidate, type Clustering, type TraceOfRestart } from './clustering.ts';
import { judgePartitions, type Partition } from './judge-partitions.ts';
import { LiveCurve } from './live-curve.ts';
import { kmeansParameters } from './rfe-model.ts';

type KMeansChoice = Extract<RfeModelChoice, { kind: 'k-means' }>;

/** Restarts of the many small fits on samples that the criteria ask for. */
const sampleRestartCount = 3;

/** @throws PersonaeError data.too-few-persons, job.cancelled; AnalysisError as `fitKMeans` */
export function clusterByKMeans(
  matrix: Matrix,
  choice: KMeansChoice,
  seed: number,
  context: AnalysisContext,
): Clustering {
  const ks = candidateRange(choice, matrix.rowCount);
  const curve = new LiveCurve(context);
  const { restartCount, maxIterationCount, tolerance } = choice;
  const shared = { restartCount, maxIterationCount, tolerance };
  const sweep = sweepKMeans(matrix, { ...shared, ks, seed }, context.backend);
  const progress = sweepProgress(ks, restartCount, context, curve);
  const models = runToEnd(sweep, context.thread, progress);
  const partitions = models.map((model): Partition => ({
    candidate: {
      ...emptyCandidate(model.k),
      inertia: model.inertia,
      converged: model.converged,
    },
    labels: Uint8Array.from(predictKMeans(model, matrix, context.backend).labels),
  }));
  const fit = kmeansClusterFit({ ...shared, restartCount: sampleRestartCount }, context.backend);
  const judged = judgePartitions(matrix, partitions, fit, seed, context, curve);
  const chosen = chooseAmong(judged, choice.k);
  const model = models.find(({ k }) => k === chosen.chosenK) ?? models[0]!;
  return {
    kind: 'k-means',
    segmentCount: model.k,
    centresZ: rowsOf(model.centroids, model.columnCount),
    choice: { ...chosen, traces: models.flatMap(tracesOf) },
    names: null,
    stability: chosen.candidates.find(({ k }) => k === model.k)?.jaccard ?? [],
    converged: model.converged,
    placement: kmeansParameters(model),
  };
}

/** The rows of a row-major matrix. */
export function rowsOf(values: ArrayLike<number>, columnCount: number): number[][] {
  const rows: number[][] = [];
  for (let start = 0; start < values.length; start += columnCount) {
    rows.push(Array.from({ length: columnCount }, (_, i) => values[start + i]!));
  }
  return rows;
}

function sweepProgress(
  ks: readonly number[],
  restartCount: number,
  context: AnalysisContext,
  curve: LiveCurve,
): (event: KMeansSweepStep) => void {
  return (event) => {
    if (event.type === 'model') {
      curve.know({ k: event.model.k, inertia: event.model.inertia });
      return;
    }
    const { k, restart, phase, inertia } = event.step;
    const done = (ks.indexOf(k) + restart / restartCount) / ks.length;
    const metric = `K = ${k}, restart ${restart + 1} of ${restartCount}`;
    context.thread.progress(analysisStages.fit.name, done, metric);
    if (phase === 'iterating') curve.step(k, restart, inertia);
  };
}

function tracesOf(model: KMeansModel): TraceOfRestart[] {
  return model.restarts.map(({ inertiaTrace, converged }, restart) => ({
    k: model.k,
    restart,
    trace: [...inertiaTrace],
    converged,
    best: restart === model.bestRestart,
  }));
}
