// Fits a Gaussian mixture: several starts from k-means, the best one carried to its end on all rows.
import { AnalysisError } from '../analysis-error.ts';
import type { Matrix } from '../matrix.ts';
import type { ClusterFit } from '../choosing-k/cluster-fit.ts';
import { sampleRows, takeMatrixRows } from '../choosing-k/sample-rows.ts';
import { deriveSeed } from '../random.ts';
import { requireRange } from '../statistics/require-values.ts';
import { finishMixture } from './finish-mixture.ts';
import type { MixtureModel, MixtureParams, MixtureRun, MixtureStep } from './mixture-types.ts';
import { packTrainingRows, takeRows, type TrainingRows } from './packed-rows.ts';
import { runExpectationMaximisation, type RunResult } from './run-expectation-maximisation.ts';
import { startMixture } from './start-mixture.ts';

/**
 * Fits a mixture by expectation-maximisation (Dempster, Laird and Rubin 1977), yielding after every
 * pass over the rows.
 *
 * @param matrix finite cells, no constant column
 * @param start the k-means fit that every restart begins with, given a seed of its own
 * @throws AnalysisError `input.empty`, `input.not-finite`, `input.constant-column`,
 *   `input.too-few-rows`, `parameter.out-of-range`, `fit.not-possible`
 */
export function* fitMixture(
  matrix: Matrix,
  params: MixtureParams,
  start: ClusterFit,
): Generator<MixtureStep, MixtureModel> {
  requireParams(params, matrix.rowCount);
  const allRows = packTrainingRows(matrix);
  const sampled = matrix.rowCount > params.startRowCount;
  const indices = sampleRows(
    matrix.rowCount,
    Math.min(matrix.rowCount, params.startRowCount),
    deriveSeed(params.seed, 'mixture-sample'),
  );
  const rows = sampled ? takeRows(allRows, indices) : allRows;
  const startMatrix = sampled ? takeMatrixRows(matrix, indices) : matrix;
  const runs: MixtureRun[] = [];
  let best: { result: RunResult; restart: number } | undefined;
  for (let restart = 0; restart < params.restartCount; restart++) {
    const result = yield* runRestart(rows, startMatrix, params, start, restart);
    runs.push(runReport('restart', restart, rows, result));
    if (!best || result.moments.logLikelihood > best.result.moments.logLikelihood) {
      best = { result, restart };
    }
  }
  if (!best) throw new Error('a fit needs at least one restart');
  if (sampled) {
    best = { ...best, result: yield* continueOnAllRows(allRows, params, best) };
    runs.push(runReport('all-rows', best.restart, allRows, best.result));
  }
  return finishMixture(best.result, allRows, runs, best.restart);
}

function* runRestart(
  rows: TrainingRows,
  matrix: Matrix,
  params: MixtureParams,
  start: ClusterFit,
  restart: number,
): Generator<MixtureStep, RunResult> {
  const { k, covariance, varianceFloor } = params;
  const step = { k, stage: 'start', restart, iteration: 0, logLikelihood: null } as const;
  const fit = start(matrix, { k, seed: deriveSeed(params.seed, 'mixture', k, restart) });
  let next = fit.next();
  for (; !next.done; next = fit.next()) yield step;
  const mixture = startMixture(rows, next.value.labels, k, covariance, varianceFloor);
  return yield* reportRun(runExpectationMaximisation(rows, mixture, params), k, 'restart', restart);
}

function continueOnAllRows(
  allRows: TrainingRows,
  params: MixtureParams,
  best: { result: RunResult; restart: number },
): Generator<MixtureStep, RunResult> {
  const run = runExpectationMaximisation(allRows, best.result.mixture, params);
  return reportRun(run, params.k, 'all-rows', best.restart);
}

function* reportRun(
  run: Generator<number, RunResult>,
  k: number,
  stage: 'restart' | 'all-rows',
  restart: number,
): Generator<MixtureStep, RunResult> {
  let iteration = 0;
  let next = run.next();
  for (; !next.done; next = run.next()) {
    yield { k, stage, restart, iteration: iteration++, logLikelihood: next.value };
  }
  return next.value;
}

function runReport(
  stage: MixtureRun['stage'],
  restart: number,
  { rowCount }: TrainingRows,
  { logLikelihoodTrace, end }: RunResult,
): MixtureRun {
  return { stage, restart, rowCount, logLikelihoodTrace, end };
}

function requireParams(params: MixtureParams, rowCount: number): void {
  const whole: [string, number, number, number][] = [
    ['The number of components', params.k, 1, 100],
    ['The number of restarts', params.restartCount, 1, 1000],
    ['The cap on iterations', params.maxIterationCount, 1, 1_000_000],
    ['The number of rows to start on', params.startRowCount, 1, Number.MAX_SAFE_INTEGER],
  ];
  for (const [what, value, low, high] of whole) {
    requireRange(value, low, high, what);
    if (!Number.isInteger(value)) {
      throw new AnalysisError(
        'parameter.out-of-range',
        `${what} is ${value}, not a whole number.`,
        'Choose a whole number.',
      );
    }
  }
  requireRange(params.tolerance, 0, 1, 'The tolerance');
  requireRange(params.varianceFloor, 1e-12, 1, 'The variance floor');
  if (rowCount > 0 && rowCount < params.k) {
    throw new AnalysisError(
      'input.too-few-rows',
      `${rowCount} rows cannot hold ${params.k} components.`,
      'Choose fewer components.',
    );
  }
}
