// k-means from a given start to convergence, against scikit-learn on the same rows from the same start.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { centreMatrix } from '#analysis/kmeans/centred-matrix';
import { fitKMeansRows } from '#analysis/kmeans/fit-kmeans';
import { kernelBackend } from '#analysis/kmeans/kernel-rows';
import { defaultKMeansParams, type KMeansModel } from '#analysis/kmeans/kmeans-types';
import { startThreadTeam } from '../../src/engine/threads/thread-team.ts';
import { finish, makeBlobs } from '../unit/analysis/kmeans/blobs.ts';
import { shortestMs, type BenchContext, type Benchmark, type BenchRow } from './benchmark.ts';
import { rowMajor } from './row-major.ts';

interface Case {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly k: number;
  /** Times faster than the peer's best, on one thread and on two. */
  readonly targets: readonly [number, number];
}

const cases: readonly Case[] = [
  { rowCount: 1_000_000, columnCount: 3, k: 5, targets: [6, 8] },
  { rowCount: 1_000_000, columnCount: 3, k: 8, targets: [5, 8] },
  { rowCount: 200_000, columnCount: 20, k: 8, targets: [4, 5] },
];

const runCount = 15;
const threadUrl = new URL('../../src/engine/threads/team-thread.ts', import.meta.url);

interface PeerResult {
  readonly version: string;
  readonly ms: number;
  readonly how: string;
  readonly iterations: number;
  readonly inertia: number;
}

async function* measureCase(context: BenchContext, one: Case): AsyncIterable<BenchRow> {
  const { rowCount, columnCount, k } = one;
  // Clouds that overlap: neither trivial nor without structure.
  const { matrix } = makeBlobs(rowCount, columnCount, k, 2.5, 3);
  const values = rowMajor(matrix);
  const startCentroids = values.slice(0, k * columnCount);
  const rowsFile = path.join(context.folder, 'rows.f64');
  const startFile = path.join(context.folder, 'start.f64');
  await writeFile(rowsFile, values);
  await writeFile(startFile, startCentroids);
  const peer = await context.peers.measure<PeerResult>('kmeans.py', [
    rowsFile,
    startFile,
    columnCount,
    k,
    5,
  ]);
  for (const threadCount of [1, 2]) {
    const team = await startThreadTeam({ threadCount, threadUrl });
    const packStart = performance.now();
    const centred = centreMatrix(matrix);
    const rows = kernelBackend(team)(centred, k);
    const packMs = performance.now() - packStart;
    const params = { ...defaultKMeansParams, k, startCentroids };
    let model: KMeansModel | undefined;
    const oursMs = shortestMs(runCount, () => {
      model = finish(fitKMeansRows(rows, centred, params));
    });
    rows.close();
    await team.dispose();
    yield {
      name: `k-means ${rowCount.toLocaleString('en')} x ${columnCount}, k = ${k} (packed in ${Math.round(packMs)} ms)`,
      threadCount,
      oursMs,
      peer: typeof peer === 'string' ? peer : `scikit-learn ${peer.version}, ${peer.how}`,
      peerMs: typeof peer === 'string' ? null : peer.ms,
      target: one.targets[threadCount - 1] ?? null,
      agreement: typeof peer === 'string' || !model ? '' : agreementOf(model, peer),
    };
  }
}

function agreementOf(model: KMeansModel, peer: PeerResult): string {
  const difference = Math.abs(model.inertia / peer.inertia - 1).toExponential(0);
  return `inertia ${difference}, iterations ${model.iterationCount} and ${peer.iterations}`;
}

export const benchmark: Benchmark = {
  name: 'kmeans',
  async *run(context) {
    for (const one of cases) yield* measureCase(context, one);
  },
};
