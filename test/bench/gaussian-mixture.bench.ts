// A pass of expectation-maximisation over a million rows, from the same start as scikit-learn's.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CovarianceShape, Mixture } from '#analysis/gaussian-mixture/mixture-types';
import { packTrainingRows, type TrainingRows } from '#analysis/gaussian-mixture/packed-rows';
import {
  runExpectationMaximisation,
  type RunResult,
} from '#analysis/gaussian-mixture/run-expectation-maximisation';
import { startMixture } from '#analysis/gaussian-mixture/start-mixture';
import { finish, makeBlobs } from '../unit/analysis/kmeans/blobs.ts';
import { shortestMs, type Benchmark } from './benchmark.ts';
import { rowMajor } from './row-major.ts';

const rowCount = 1_000_000;
const columnCount = 3;
const iterationCount = 5;
/** The likelihood is asked once more than parameters are found. */
const passCount = iterationCount + 1;
const cases: readonly (readonly [number, CovarianceShape])[] = [
  [5, 'full'],
  [5, 'diagonal'],
  [10, 'full'],
  [10, 'diagonal'],
];

interface PeerResult {
  readonly version: string;
  readonly ms: number;
  readonly how: string;
  /** Mean over the rows, after the last iteration. */
  readonly logLikelihood: number;
}

/** Weights, means in the rows' own place, covariances: what the peer starts from. */
function startValues({ weights, means, covariances }: Mixture, { origin }: TrainingRows) {
  const placed = means.map((value, i) => value + origin[i % columnCount]!);
  return Float64Array.of(...weights, ...placed, ...covariances);
}

export const benchmark: Benchmark = {
  name: 'gaussian-mixture',
  async *run({ peers, folder }) {
    const rowsFile = path.join(folder, 'rows.f64');
    for (const [k, shape] of cases) {
      const { matrix, truth } = makeBlobs(rowCount, columnCount, k, 1.2, 3);
      const rows = packTrainingRows(matrix);
      const start = startMixture(rows, truth, k, shape, 0);
      const startFile = path.join(folder, `start-${k}-${shape}.f64`);
      await writeFile(rowsFile, rowMajor(matrix));
      await writeFile(startFile, startValues(start, rows));
      const limits = { maxIterationCount: iterationCount, tolerance: 0, varianceFloor: 0 };
      const runs: RunResult[] = [];
      const fitMs = shortestMs(2, () => {
        runs[0] = finish(runExpectationMaximisation(rows, start, limits));
      });
      const args = [rowsFile, startFile, columnCount, k, shape, iterationCount, 2];
      const peer = await peers.measure<PeerResult>('gaussian_mixture.py', args);
      const ours = (runs[0]?.moments.logLikelihood ?? NaN) / rowCount;
      const isAbsent = typeof peer === 'string';
      yield {
        name: `mixture ${rowCount.toLocaleString('en')} x ${columnCount}, k = ${k}, ${shape}, a pass`,
        threadCount: 1,
        oursMs: fitMs / passCount,
        peer: isAbsent ? peer : `scikit-learn ${peer.version}, ${peer.how}`,
        peerMs: isAbsent ? null : peer.ms / passCount,
        target: null,
        agreement: isAbsent
          ? ''
          : `log-likelihood ${Math.abs(ours - peer.logLikelihood).toExponential(0)}`,
      };
    }
  },
};
