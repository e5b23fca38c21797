// DBSCAN and HDBSCAN on a k-d tree, the tree's building included, against scikit-learn on the same rows.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { adjustedRandIndex } from '#analysis/agreement/adjusted-rand-index';
import { crossTable } from '#analysis/agreement/cross-table';
import { fitDbscan } from '#analysis/density/fit-dbscan';
import { fitHdbscan } from '#analysis/density/fit-hdbscan';
import { buildKdTree } from '#analysis/density/kd-tree';
import type { Points } from '#analysis/density/points';
import type { Team } from '#analysis/team';
import { startThreadTeam } from '../../src/engine/threads/thread-team.ts';
import { finish, makeBlobs } from '../unit/analysis/kmeans/blobs.ts';
import { shortestMs, type BenchContext, type Benchmark, type BenchRow } from './benchmark.ts';
import { rowMajor } from './row-major.ts';

const columnCount = 10;
const threadUrl = new URL('../../src/engine/threads/team-thread.ts', import.meta.url);

interface PeerResult {
  readonly version: string;
  readonly ms: number;
  readonly how: string;
}

interface Clustering {
  readonly labels: Int32Array;
  readonly clusterCount: number;
}

interface Contest {
  readonly name: string;
  readonly rowCount: number;
  readonly script: string;
  readonly settings: readonly [number, number];
  readonly runCount: number;
  readonly targets: readonly (number | null)[];
  readonly fit: (points: Points, team: Team) => Clustering;
}

/** The radius is the knee of the curve of these rows, rounded. */
const eps = 2.5;

const contests: readonly Contest[] = [
  {
    name: 'DBSCAN',
    rowCount: 100_000,
    script: 'dbscan.py',
    settings: [eps, 20],
    runCount: 5,
    targets: [8, 12],
    fit: (points, team) => finish(fitDbscan(buildKdTree(points), { eps, minPts: 20 }, team)),
  },
  {
    name: 'HDBSCAN',
    rowCount: 20_000,
    script: 'hdbscan.py',
    settings: [50, 10],
    runCount: 3,
    targets: [null, null],
    fit: (points, team) =>
      finish(fitHdbscan(buildKdTree(points), { minClusterSize: 50, minSamples: 10 }, team)),
  },
];

export const benchmark: Benchmark = {
  name: 'density',
  async *run(context) {
    for (const contest of contests) yield* hold(contest, context);
  },
};

async function* hold(contest: Contest, { peers, folder }: BenchContext): AsyncGenerator<BenchRow> {
  const { name, rowCount, script, settings, runCount, targets, fit } = contest;
  const values = Float64Array.from(rowMajor(makeBlobs(rowCount, columnCount, 8, 1, 3).matrix));
  const points = { rowCount, dimensionCount: columnCount, values };
  const rowsFile = path.join(folder, `${name}.f64`);
  const labelsFile = path.join(folder, `${name}.i32`);
  await writeFile(rowsFile, values);
  const args = [rowsFile, columnCount, ...settings, 1, labelsFile];
  const peer = await peers.measure<PeerResult>(script, args);
  const theirs = typeof peer === 'string' ? null : await readLabels(labelsFile);
  for (const threadCount of [1, 2]) {
    const team = await startThreadTeam({ threadCount, threadUrl });
    let ours: Clustering = { labels: new Int32Array(0), clusterCount: 0 };
    const oursMs = shortestMs(runCount, () => (ours = fit(points, team)));
    await team.dispose();
    yield {
      name: `${name} ${rowCount.toLocaleString('en')} x ${columnCount}`,
      threadCount,
      oursMs,
      peer: typeof peer === 'string' ? peer : `scikit-learn ${peer.version}, ${peer.how}`,
      peerMs: typeof peer === 'string' ? null : peer.ms,
      target: targets[threadCount - 1] ?? null,
      agreement: theirs ? agreementOf(ours, theirs) : '',
    };
  }
}

async function readLabels(file: string): Promise<Int32Array> {
  const bytes = await readFile(file);
  return new Int32Array(new Uint8Array(bytes).buffer);
}

/** Labels in which the two differ; where they number clusters otherwise, the adjusted Rand index. */
function agreementOf(ours: Clustering, theirs: Int32Array): string {
  const differing = theirs.reduce(
    (sum, label, row) => sum + (label === ours.labels[row] ? 0 : 1),
    0,
  );
  if (differing === 0) return 'all labels equal';
  const count = Math.max(ours.clusterCount, ...new Set(theirs)) + 2;
  const shift = (labels: Int32Array) => labels.map((label) => label + 1);
  const table = crossTable(shift(ours.labels), shift(theirs), count, count);
  return `adjusted Rand ${adjustedRandIndex(table).toFixed(6)}`;
}
