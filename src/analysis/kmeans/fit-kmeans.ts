// Fits k-means: restarts from k-means++, Lloyd's algorithm to convergence, the best run kept.
import { AnalysisError } from '../analysis-error.ts';
import type { Matrix } from '../matrix.ts';
import { createRandom, deriveSeed } from '../random.ts';
import { canonicalOrder, reorder } from './canonical-order.ts';
import {
  centreMatrix,
  fromCentred,
  squaresFromCentred,
  toCentred,
  type CentredMatrix,
  type CentredSample,
} from './centred-matrix.ts';
import { requireDistinctRows } from './distinct-rows.ts';
import type { KMeansBackend, KMeansRows } from './kmeans-backend.ts';
import type { KMeansModel, KMeansParams, KMeansRestart, KMeansStep } from './kmeans-types.ts';
import { runLloyd, type LloydRun } from './lloyd.ts';
import { scalarBackend } from './scalar-rows.ts';
import { seedCentroids } from './seed-centroids.ts';

/**
 * Fits k-means, yielding after every step. Rows in the same order give the same bytes on every
 * backend and any number of threads; sort them by person so that nobody's segment depends on the
 * order of the source.
 *
 * @param matrix finite cells only
 * @param backend who runs the passes over the rows; plain TypeScript where not given
 * @throws AnalysisError `input.empty`, `input.not-finite`, `input.length-mismatch`,
 *   `input.too-few-rows` (fewer distinct rows than k), `parameter.out-of-range`
 */
export function* fitKMeans(
  matrix: Matrix,
  params: KMeansParams,
  backend: KMeansBackend = scalarBackend,
): Generator<KMeansStep, KMeansModel> {
  requireParams(params, matrix.columns.length);
  const centred = centreMatrix(matrix);
  const rows = backend(centred, params.k);
  try {
    return yield* fitKMeansRows(rows, centred, params);
  } finally {
    rows.close();
  }
}

/** The fit over rows that a backend holds already, so that several k share them. */
export function* fitKMeansRows(
  rows: KMeansRows,
  centred: CentredSample,
  params: KMeansParams,
): Generator<KMeansStep, KMeansModel> {
  requireParams(params, rows.columnCount);
  requireDistinctRows(centred.matrix, params.k);
  const restartCount = params.startCentroids ? 1 : params.restartCount;
  const restarts: KMeansRestart[] = [];
  let best: { run: LloydRun; restart: number } | undefined;
  for (let restart = 0; restart < restartCount; restart++) {
    const seed = deriveSeed(params.seed, 'kmeans', params.k, restart);
    const run = yield* runOnce(rows, centred, params, restart, seed);
    restarts.push(restartReport(run, seed, centred.scale));
    if (!best || run.inertia < best.run.inertia) best = { run, restart };
  }
  if (!best) throw new Error('a fit needs at least one restart');
  return modelOf(best.run, best.restart, restarts, centred);
}

function* runOnce(
  rows: KMeansRows,
  centred: CentredSample,
  params: KMeansParams,
  restart: number,
  seed: number,
): Generator<KMeansStep, LloydRun> {
  const { k } = params;
  const inOwnUnits = (squares: number) => squaresFromCentred(squares, centred.scale);
  let start = params.startCentroids && toCentred(params.startCentroids, centred);
  if (!start) {
    const seeding = seedCentroids(rows, k, createRandom(seed));
    let draw = seeding.next();
    for (; !draw.done; draw = seeding.next()) {
      const { centroidCount, potential } = draw.value;
      const inertia = inOwnUnits(potential);
      yield { k, restart, phase: 'seeding', stepCount: centroidCount, inertia };
    }
    start = draw.value;
  }
  const order = canonicalOrder(start, rows.columnCount);
  const lloyd = runLloyd(rows, reorder(start, order), {
    maxIterationCount: params.maxIterationCount,
    squaredShiftTolerance: params.tolerance * centred.meanVariance,
    publish: (centroids) => toCentred(fromCentred(centroids, centred), centred),
  });
  let step = lloyd.next();
  for (; !step.done; step = lloyd.next()) {
    const inertia = inOwnUnits(step.value.inertia);
    yield { k, restart, phase: 'iterating', stepCount: step.value.iterationCount, inertia };
  }
  return step.value;
}

function restartReport(run: LloydRun, seed: number, scale: number): KMeansRestart {
  return {
    seed,
    inertiaTrace: run.inertiaTrace.map((inertia) => squaresFromCentred(inertia, scale)),
    inertia: squaresFromCentred(run.inertia, scale),
    converged: run.converged,
    relocationCount: run.relocationCount,
  };
}

function modelOf(
  run: LloydRun,
  bestRestart: number,
  restarts: readonly KMeansRestart[],
  centred: CentredMatrix,
): KMeansModel {
  return {
    k: run.sizes.length,
    columnCount: centred.origin.length,
    centroids: fromCentred(run.centroids, centred),
    origin: centred.origin,
    inertia: squaresFromCentred(run.inertia, centred.scale),
    sizes: run.sizes,
    iterationCount: run.inertiaTrace.length,
    converged: run.converged,
    restarts,
    bestRestart,
    emptyClusterCount: run.sizes.filter((size) => size === 0).length,
  };
}

function requireParams(params: KMeansParams, columnCount: number): void {
  const inRange: [string, number, number, number][] = [
    ['k', params.k, 1, 65_536],
    ['restartCount', params.restartCount, 1, 10_000],
    ['maxIterationCount', params.maxIterationCount, 1, 1_000_000],
  ];
  for (const [name, value, least, greatest] of inRange) {
    if (Number.isInteger(value) && value >= least && value <= greatest) continue;
    throw outOfRange(name, value, `a whole number from ${least} to ${greatest}`);
  }
  if (!(params.tolerance >= 0 && params.tolerance < Infinity)) {
    throw outOfRange('tolerance', params.tolerance, 'zero or a positive number');
  }
  const start = params.startCentroids;
  if (start && (start.length !== params.k * columnCount || !start.every(Number.isFinite))) {
    throw outOfRange('startCentroids', start.length, `${params.k} x ${columnCount} finite numbers`);
  }
}

function outOfRange(name: string, value: number, expected: string): AnalysisError {
  return new AnalysisError(
    'parameter.out-of-range',
    `${name} is ${value}; it has to be ${expected}.`,
    'Correct the setting and fit again.',
  );
}
