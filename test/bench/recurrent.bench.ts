// One epoch of the published network (recurrent 10, dense 10, sigmoid) against torch, the same data
// and first weights.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Adam } from '#analysis/recurrent/adam';
import { createRandom } from '#analysis/random';
import { initialWeights } from '#analysis/recurrent/initial-weights';
import { kernelRecurrent } from '#analysis/recurrent/kernel-runner';
import type { RecurrentRunner } from '#analysis/recurrent/recurrent-backend';
import type { SequenceBatch } from '#analysis/recurrent/recurrent-types';
import { shuffledTiles, tilesByLength } from '#analysis/recurrent/sequence-tiles';
import { startThreadTeam } from '../../src/engine/threads/thread-team.ts';
import { inventSequences } from '../unit/analysis/recurrent/invented-sequences.ts';
import { shortestMs, type Benchmark } from './benchmark.ts';

const sequenceCount = 20_000;
const hiddenSize = 10;
const encodingSize = 10;
/** Sequences whose gradient is compared. */
const comparedCount = 256;
const targets = new Map([
  [32, 25],
  [256, 7],
]);
const threadUrl = new URL('../../src/engine/threads/team-thread.ts', import.meta.url);

interface PeerResult {
  readonly version: string;
  readonly results: readonly { batchSize: number; ms: number; how: string }[];
  readonly gradient: readonly number[];
}

/** Everything an epoch does but the validation, which torch is not asked for either. */
function runEpoch(
  runner: RecurrentRunner,
  batch: SequenceBatch,
  start: Float32Array,
  batchSize: number,
): void {
  const all = Uint32Array.from({ length: sequenceCount }, (_, i) => i);
  const parameters = start.slice();
  const adam = new Adam(parameters.length, 1e-3, 1);
  runner.setParameters(parameters);
  const tiles = shuffledTiles(batch, all, createRandom(1));
  for (let at = 0; at < tiles.length; at += batchSize) {
    const own = tiles.subarray(at, at + batchSize);
    adam.step(parameters, runner.gradient(own, 1 / own.length).gradient);
    runner.setParameters(parameters);
  }
}

export const benchmark: Benchmark = {
  name: 'recurrent',
  async *run({ peers, folder }) {
    const { batch, outcome } = inventSequences(sequenceCount, 6, 2, [5, 40], 4);
    const { inputSize } = batch;
    const network = { kind: 'outcome', cell: 'simple', kindCount: 0 } as const;
    const shape = { ...network, inputSize, hiddenSize, encodingSize };
    const start = initialWeights(shape, 1);
    const files = await Promise.all(
      Object.entries({ starts: batch.starts, inputs: batch.inputs, outcome, start }).map(
        async ([name, values]) => {
          const file = path.join(folder, name);
          await writeFile(file, values);
          return file;
        },
      ),
    );
    const args = [...files, inputSize, hiddenSize, encodingSize, 2, comparedCount];
    const peer = await peers.measure<PeerResult>('recurrent.py', args);
    for (const threadCount of [1, 2]) {
      const team = await startThreadTeam({ threadCount, threadUrl });
      const runner = kernelRecurrent(team)({ shape, batch, outcome });
      for (const [batchSize, target] of targets) {
        const oursMs = shortestMs(10, () => runEpoch(runner, batch, start, batchSize));
        runner.setParameters(start);
        const first = Uint32Array.from({ length: comparedCount }, (_, i) => i);
        const { gradient } = runner.gradient(tilesByLength(batch, first), 1 / comparedCount);
        const theirs = typeof peer === 'string' ? undefined : peer;
        const result = theirs?.results.find((one) => one.batchSize === batchSize);
        const apart = theirs?.gradient.map((value, i) => Math.abs(value - gradient[i]!)) ?? [];
        yield {
          name: `recurrent 10-10-1, 20,000 sequences, one epoch, batch ${batchSize}`,
          threadCount,
          oursMs,
          peer: typeof peer === 'string' ? peer : `torch ${peer.version}, ${result?.how ?? ''}`,
          peerMs: result?.ms ?? null,
          target: threadCount === 1 ? target : null,
          agreement: theirs ? `gradient ${Math.max(...apart).toExponential(0)}` : '',
        };
      }
      runner.close();
      await team.dispose();
    }
  },
};
