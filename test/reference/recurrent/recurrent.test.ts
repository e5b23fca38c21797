// Forward and backward passes and Adam against torch in double precision (make-numbers.py), to 1e-5.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Adam } from '#analysis/recurrent/adam';
import { kernelRecurrent } from '#analysis/recurrent/kernel-runner';
import { encodeSequences, predictOutcome } from '#analysis/recurrent/encode-sequences';
import type { CellKind, RecurrentModel, SequenceBatch } from '#analysis/recurrent/recurrent-types';
import { scalarBackend } from '#analysis/recurrent/scalar-runner';
import { tilesByLength } from '#analysis/recurrent/sequence-tiles';
import { startThreadTeam, type ThreadTeam } from '../../../src/engine/threads/thread-team.ts';
import numbers from './numbers.json' with { type: 'json' };

const threadUrl = new URL('../../../src/engine/threads/team-thread.ts', import.meta.url);
let team: ThreadTeam;
beforeAll(async () => {
  team = await startThreadTeam({ threadCount: 1, threadUrl });
});
afterAll(() => team.dispose());

const { lengths, hiddenSize, encodingSize, kindCount } = numbers;
const sequenceCount = lengths.length;
const starts = new Uint32Array(sequenceCount + 1);
lengths.forEach((length, i) => (starts[i + 1] = starts[i]! + length));
const inputSize = numbers.inputs[0]!.length;
const inputs = Float32Array.from(numbers.inputs.flat());
const batch: SequenceBatch = { sequenceCount, starts, inputSize, inputs };
const outcome = Uint8Array.from(numbers.outcome);

function modelOf({ kind, cell, parameters }: (typeof numbers.cases)[number]): RecurrentModel {
  const isAutoencoder = kind === 'autoencoder';
  return {
    kind: isAutoencoder ? 'autoencoder' : 'outcome',
    // numbers.json names cells as the product does.
    cell: cell as CellKind,
    inputSize,
    kindCount: isAutoencoder ? kindCount : 0,
    hiddenSize,
    encodingSize,
    parameters: Float32Array.from(parameters),
  };
}

function expectClose(found: ArrayLike<number>, wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((value, i) => expect(Math.abs(found[i]! - value)).toBeLessThan(1e-5));
}

describe.each([
  ['plain TypeScript', () => scalarBackend],
  ['the kernel', () => kernelRecurrent(team)],
])('%s', (_, backendOf) => {
  test.each(numbers.cases)('$kind, $cell', (reference) => {
    const backend = backendOf();
    const model = modelOf(reference);
    expectClose(encodeSequences(model, batch, backend), reference.encodings.flat());
    if (model.kind === 'outcome') {
      expectClose(predictOutcome(model, batch, backend), reference.probabilities);
    }
    const all = Uint32Array.from(lengths.keys());
    const tiles = tilesByLength(batch, all);
    const runner = backend({ shape: model, batch, outcome });
    runner.setParameters(model.parameters);
    const { losses, gradient } = runner.gradient(tiles, reference.scale);
    const lossOf = (sequence: number) => losses[tiles.indexOf(sequence)]!;
    expectClose(Array.from(all, lossOf), reference.losses);
    expectClose(gradient, reference.gradient);
    runner.close();
  });
});

test('Adam with a clipped gradient', () => {
  const { gradients, learningRate, start, end } = numbers.adam;
  const parameters = Float32Array.from(start);
  const adam = new Adam(parameters.length, learningRate, 1);
  for (const gradient of gradients) adam.step(parameters, Float64Array.from(gradient));
  expectClose(parameters, end);
});
