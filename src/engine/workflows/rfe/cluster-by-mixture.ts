// Segments by a Gaussian mixture: every k of the range, judged, and one of them chosen.
import type { ClusterFit } from '#analysis/choosing-k/cluster-fit';
import { clusterGeometry } from '#analysis/choosing-k/cluster-geometry';
import { fitMixture } from '#analysis/gaussian-mixture/fit-mixture';
import {
  defaultMixtureParams,
  type MixtureModel,
  type MixtureParams,
  type MixtureStep,
} from '#analysis/gaussian-mixture/mixture-types';
import { predictMixture } from '#analysis/gaussian-mixture/predict-mixture';
import type { Matrix } from '#analysis/matrix';
import { kmeansClusterFit } from '#analysis/choosing-k/kmeans-cluster-fit';
import { defaultKMeansParams } from '#analysis/kmeans/kmeans-types';
import type { RfeModelChoice } from '#shared/recipe/rfe-settings';
import { runToEnd } from '../run-to-end.ts';
import { analysisStages, type AnalysisContext } from './analysis-context.ts';
import { candidateRange } from './candidate-range.ts';
import { chooseAmong } from './choose-among.ts';
import { rowsOf } from './cluster-by-kmeans.ts';
import { emptyCandidate, type Clustering, type TraceOfRestart } from './clustering.ts';
import { judgePartitions, type Partition } from './judge-partitions.ts';
import { LiveCurve } from './live-curve.ts';
import { mixtureParameters } from './rfe-model.ts';

type MixtureChoice = Extract<RfeModelChoice, { kind: 'gaussian-mixture' }>;

/** @throws PersonaeError data.too-few-persons, job.cancelled; AnalysisError as `fitMixture` */
export function clusterByMixture(
  matrix: Matrix,
  choice: MixtureChoice,
  seed: number,
  context: AnalysisContext,
): Clustering {
  const ks = candidateRange(choice, matrix.rowCount);
  const curve = new LiveCurve(context);
  const { covariance, restartCount, maxIterationCount, tolerance } = choice;
  const shared = {
    ...defaultMixtureParams,
    covariance,
    restartCount,
    maxIterationCount,
    tolerance,
  };
  const start = kmeansClusterFit({ ...defaultKMeansParams, restartCount: 1 }, context.backend);
  const models = ks.map((k, i) => {
    const step = fitProgress(i / ks.length, restartCount * ks.length, context, curve);
    const model = runToEnd(fitMixture(matrix, { ...shared, k, seed }, start), context.thread, step);
    curve.know({ k, bic: model.bic, aic: model.aic, icl: model.icl });
    return model;
  });
  const partitions = models.map((model): Partition => ({
    candidate: {
      ...emptyCandidate(model.k),
      bic: model.bic,
      aic: model.aic,
      icl: model.icl,
      converged: model.converged,
    },
    labels: Uint8Array.from(predictMixture(model, matrix).labels),
  }));
  const fit = mixtureClusterFit({ ...shared, restartCount: 1 }, start);
  const judged = judgePartitions(matrix, partitions, fit, seed, context, curve);
  const chosen = chooseAmong(judged, choice.k);
  const model = models.find(({ k }) => k === chosen.chosenK) ?? models[0]!;
  return {
    kind: 'gaussian-mixture',
    segmentCount: model.k,
    centresZ: rowsOf(model.means, model.columnCount),
    choice: { ...chosen, traces: models.flatMap(tracesOf) },
    names: null,
    stability: chosen.candidates.find(({ k }) => k === model.k)?.jaccard ?? [],
    converged: model.converged,
    placement: mixtureParameters(model),
  };
}

/** @param from share of the stage that was done before this k */
function fitProgress(
  from: number,
  restartTotal: number,
  { thread }: AnalysisContext,
  curve: LiveCurve,
): (step: MixtureStep) => void {
  return ({ k, restart, logLikelihood }) => {
    const metric = `K = ${k}, start ${restart + 1}`;
    thread.progress(analysisStages.fit.name, from + restart / restartTotal, metric);
    if (logLikelihood !== null) curve.step(k, restart, logLikelihood);
  };
}

/** The mixture as the method that the criteria are asked about. */
function mixtureClusterFit(
  params: Omit<MixtureParams, 'k' | 'seed'>,
  start: ClusterFit,
): ClusterFit {
  return function* fit(matrix, { k, seed }) {
    const model = yield* fitMixture(matrix, { ...params, k, seed }, start);
    const { labels } = predictMixture(model, matrix);
    return { labels, inertia: clusterGeometry(matrix, labels, k).withinSquares };
  };
}

function tracesOf(model: MixtureModel): TraceOfRestart[] {
  return model.runs
    .filter(({ stage }) => stage === 'restart')
    .map(({ restart, logLikelihoodTrace, end }) => ({
      k: model.k,
      restart,
      trace: [...logLikelihoodTrace],
      converged: end === 'tolerance',
      best: restart === model.bestRestart,
    }));
}
