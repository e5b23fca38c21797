// Gradient boosting and random forest, from the table to the model, against scikit-learn on the same rows.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  defaultBoostingParams,
  type BoostingFit,
} from '#analysis/supervised/boosting/boosting-types';
import { fitBoosting } from '#analysis/supervised/boosting/fit-boosting';
import { fitForest } from '#analysis/supervised/forest/fit-forest';
import { defaultForestParams, type ForestFit } from '#analysis/supervised/forest/forest-types';
import { rowLosses } from '#analysis/supervised/metrics/log-loss';
import { predictProbabilities } from '#analysis/supervised/tree-ensemble';
import type { Team } from '#analysis/team';
import { startThreadTeam } from '../../src/engine/threads/thread-team.ts';
import { finish } from '../unit/analysis/kmeans/blobs.ts';
import { shortestMs, type BenchContext, type Benchmark, type BenchRow } from './benchmark.ts';
import { rowMajor } from './row-major.ts';
import { makeLabelled } from './supervised-data.ts';

const rowCount = 100_000;
const columnCount = 12;
const classCount = 4;
const roundCount = 100;
const treeCount = 100;
const threadUrl = new URL('../../src/engine/threads/team-thread.ts', import.meta.url);
const data = `${rowCount.toLocaleString('en')} x ${columnCount}, ${classCount} classes`;

interface PeerHead {
  readonly version: string;
  readonly ms: number;
  readonly how: string;
}

/** One model of ours beside a peer's. */
interface Contest<Peer extends PeerHead, Fit> {
  readonly name: string;
  readonly script: string;
  readonly size: number;
  readonly runCount: number;
  readonly targets: readonly [number, number];
  fit(team: Team): Fit;
  agreement(fit: Fit, peer: Peer): string;
}

async function* compete<Peer extends PeerHead, Fit>(
  { peers, folder }: BenchContext,
  { table, target }: ReturnType<typeof makeLabelled>,
  contest: Contest<Peer, Fit>,
): AsyncIterable<BenchRow> {
  const rowsFile = path.join(folder, 'rows.f64');
  const labelsFile = path.join(folder, 'labels.i32');
  const columns = table.columns.map(({ values }) => values);
  await writeFile(rowsFile, rowMajor({ rowCount, columns }));
  await writeFile(labelsFile, target);
  const args = [rowsFile, labelsFile, columnCount, contest.size, contest.runCount];
  const peer = await peers.measure<Peer>(contest.script, args);
  for (const threadCount of [1, 2]) {
    const team = await startThreadTeam({ threadCount, threadUrl });
    const fits: Fit[] = [];
    const oursMs = shortestMs(contest.runCount, () => (fits[0] = contest.fit(team)));
    await team.dispose();
    const isAbsent = typeof peer === 'string';
    yield {
      name: contest.name,
      threadCount,
      oursMs,
      peer: isAbsent ? peer : `scikit-learn ${peer.version}, ${peer.how}`,
      peerMs: isAbsent ? null : peer.ms,
      target: contest.targets[threadCount - 1] ?? null,
      agreement: isAbsent || !fits[0] ? '' : contest.agreement(fits[0], peer),
    };
  }
}

export const benchmark: Benchmark = {
  name: 'supervised',
  async *run(context) {
    const labelled = makeLabelled(rowCount, columnCount, classCount, 1);
    const { table, target } = labelled;
    yield* compete(context, labelled, {
      name: `gradient boosting ${data}, ${roundCount} rounds`,
      script: 'boosting.py',
      size: roundCount,
      runCount: 3,
      targets: [2.2, 3.5],
      fit(team) {
        const params = { ...defaultBoostingParams, roundCount, heldOutShare: 0 };
        return finish(fitBoosting(table, target, classCount, params, team));
      },
      agreement({ ensemble }: BoostingFit, { loss }: PeerHead & { readonly loss: number }) {
        const losses = rowLosses(predictProbabilities(ensemble, table), target, classCount);
        const ours = losses.reduce((sum, one) => sum + one, 0) / rowCount;
        return `log-loss ${ours.toFixed(5)} and ${loss.toFixed(5)}`;
      },
    });
    yield* compete(context, labelled, {
      name: `random forest ${data}, ${treeCount} full trees`,
      script: 'forest.py',
      size: treeCount,
      runCount: 1,
      targets: [7, 7],
      fit(team) {
        const params = { ...defaultForestParams, treeCount, minLeafRows: 1 };
        return finish(fitForest(table, target, classCount, params, team));
      },
      agreement({ outOfBag }: ForestFit, { accuracy }: PeerHead & { readonly accuracy: number }) {
        const ours = outOfBag.accuracy ?? 0;
        return `out-of-bag accuracy ${ours.toFixed(4)} and ${accuracy.toFixed(4)}`;
      },
    });
  },
};
