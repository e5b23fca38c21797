// The kernel gives the bytes of plain TypeScript, on one thread and on two.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeSequences, predictOutcome } from '#analysis/recurrent/encode-sequences';
import { fitAutoencoder } from '#analysis/recurrent/fit-autoencoder';
import { fitOutcomeNetwork } from '#analysis/recurrent/fit-outcome-network';
import { initialWeights } from '#analysis/recurrent/initial-weights';
import { kernelRecurrent } from '#analysis/recurrent/kernel-runner';
import type { NetworkShape } from '#analysis/recurrent/parameter-layout';
import { defaultTrainingParams, type CellKind } from '#analysis/recurrent/recurrent-types';
import { scalarBackend } from '#analysis/recurrent/scalar-runner';
import { tilesByLength } from '#analysis/recurrent/sequence-tiles';
import { splitSequences } from '#analysis/recurrent/split-sequences';
import { startThreadTeam, type ThreadTeam } from '../../../../src/engine/threads/thread-team.ts';
import { finish } from '../kmeans/blobs.ts';
import { inventSequences } from './invented-sequences.ts';

const threadUrl = new URL('../../../../src/engine/threads/team-thread.ts', import.meta.url);
let teams: ThreadTeam[];
beforeAll(async () => {
  teams = await Promise.all(
    [1, 2].map((threadCount) => startThreadTeam({ threadCount, threadUrl })),
  );
});
afterAll(() => Promise.all(teams.map((team) => team.dispose())));

const backends = () => [scalarBackend, ...teams.map((team) => kernelRecurrent(team))];

const cells: CellKind[] = ['simple', 'gru', 'lstm'];
const sizes: [inputs: [number, number], hiddenSize: number, encodingSize: number][] = [
  [[3, 2], 10, 10],
  [[1, 0], 1, 1],
  [[4, 3], 7, 6],
  [[6, 2], 16, 5],
];

describe.each(sizes)('inputs %j, %i units, encoding %i', ([kindCount, numberCount], h, e) => {
  const { batch, outcome } = inventSequences(83, kindCount, numberCount, [1, 23], 7);
  const all = Uint32Array.from({ length: 83 }, (_, i) => i);
  const tiles = tilesByLength(batch, all);
  const { inputSize } = batch;
  const common = { inputSize, hiddenSize: h, encodingSize: e };
  const shapes: NetworkShape[] = [
    ...cells.map((cell) => ({ kind: 'outcome', cell, kindCount: 0, ...common }) as const),
    { kind: 'autoencoder', cell: 'gru', kindCount, ...common },
    { kind: 'autoencoder', cell: 'gru', kindCount: 0, ...common },
  ];

  test.each(shapes)('$kind, $cell, $kindCount kinds: equal bytes', (shape) => {
    const weights = initialWeights(shape, 3).map((w, i) => w + 0.3 * Math.sin(i));
    const [first, ...others] = backends().map((backend) => {
      const runner = backend({ shape, batch, outcome });
      runner.setParameters(weights);
      const { losses, gradient } = runner.gradient(tiles, 1 / 3);
      const kept = { losses: Array.from(losses), gradient: gradient.slice() };
      const forward = runner.forward(tiles, 'losses');
      const { encodings } = runner.forward(tiles, 'encodings');
      runner.close();
      return { ...kept, forward, encodings };
    });
    expect(first!.gradient.every((value) => Number.isFinite(value))).toBe(true);
    for (const other of others) {
      expect(other.losses).toEqual(first!.losses);
      expect(other.gradient).toEqual(first!.gradient);
      expect(other.encodings).toEqual(first!.encodings);
      expect(other.forward.losses).toEqual(first!.forward.losses);
      if (shape.kind === 'outcome') {
        expect(other.forward.probabilities).toEqual(first!.forward.probabilities);
      }
    }
  });
});

describe('whole fits', () => {
  const { batch, outcome } = inventSequences(300, 3, 1, [2, 12], 5);
  const split = splitSequences(outcome, 1);
  const params = { ...defaultTrainingParams, batchSize: 32, epochCount: 2 };

  test.each(cells)('%s: equal bytes', (cell) => {
    const [first, ...others] = backends().map((backend) => {
      const fit = finish(fitOutcomeNetwork(batch, outcome, split, { ...params, cell }, backend));
      const encodings = encodeSequences(fit.model, batch, backend);
      return { fit, encodings, probabilities: predictOutcome(fit.model, batch, backend) };
    });
    for (const other of others) expect(other).toEqual(first);
  });

  test('autoencoder: equal bytes', () => {
    const [first, ...others] = backends().map((backend) => {
      const fit = finish(fitAutoencoder(batch, split, { ...params, kindCount: 3 }, backend));
      return { fit, encodings: encodeSequences(fit.model, batch, backend) };
    });
    for (const other of others) expect(other).toEqual(first);
  });

  test('all memory is given back', () => {
    for (const team of teams) expect(team.usedByteCount).toBe(0);
  });
});
