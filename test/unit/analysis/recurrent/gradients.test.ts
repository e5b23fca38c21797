// Gradients against finite differences, in double precision; padding and neighbours change nothing.
import { describe, expect, test } from 'vitest';
import { double, single } from '#analysis/recurrent/arithmetic';
import { initialWeights } from '#analysis/recurrent/initial-weights';
import type { NetworkShape } from '#analysis/recurrent/parameter-layout';
import { ScalarRunner } from '#analysis/recurrent/scalar-runner';
import { tilesByLength } from '#analysis/recurrent/sequence-tiles';
import { inventSequences } from './invented-sequences.ts';

const sizes = { inputSize: 5, hiddenSize: 4, encodingSize: 3 };
const shapes: readonly [string, NetworkShape][] = [
  ['simple', { kind: 'outcome', cell: 'simple', kindCount: 0, ...sizes }],
  ['gru', { kind: 'outcome', cell: 'gru', kindCount: 0, ...sizes }],
  ['lstm', { kind: 'outcome', cell: 'lstm', kindCount: 0, ...sizes }],
  ['autoencoder', { kind: 'autoencoder', cell: 'gru', kindCount: 3, ...sizes }],
  ['autoencoder of numbers', { kind: 'autoencoder', cell: 'gru', kindCount: 0, ...sizes }],
  ['autoencoder of kinds', { kind: 'autoencoder', cell: 'gru', kindCount: 5, ...sizes }],
];

/** Eleven sequences of 1 to 7 steps: two tiles, one with empty lanes. */
const { batch, outcome } = inventSequences(11, 3, 2, [1, 7], 4);
const onlyKinds = inventSequences(11, 5, 0, [1, 7], 4).batch;
const all = Uint32Array.from({ length: 11 }, (_, i) => i);

describe.each(shapes)('%s', (_, shape) => {
  const sequences = shape.kindCount === 5 ? onlyKinds : batch;
  const tiles = tilesByLength(sequences, all);
  const parameters = Float64Array.from(initialWeights(shape, 1), (w, i) => w + 0.1 * Math.sin(i));
  const scale = 0.3;

  function lossOf(runner: ScalarRunner, at: Float64Array): number {
    runner.setParameters(at);
    const { losses } = runner.gradient(tiles, scale);
    return scale * Array.from(losses).reduce((sum, loss, i) => sum + (tiles[i]! < 0 ? 0 : loss), 0);
  }

  test('its gradient is that of finite differences, to 1e-6', () => {
    const runner = new ScalarRunner({ shape, batch: sequences, outcome }, double);
    runner.setParameters(parameters);
    const gradient = runner.gradient(tiles, scale).gradient.slice();
    expect(gradient.some((value) => Math.abs(value) > 0.01)).toBe(true);
    parameters.forEach((value, i) => {
      const step = 1e-5;
      const moved = parameters.slice();
      moved[i] = value + step;
      const above = lossOf(runner, moved);
      moved[i] = value - step;
      const below = lossOf(runner, moved);
      expect(Math.abs((above - below) / (2 * step) - gradient[i]!)).toBeLessThan(1e-6);
    });
  });

  test('single precision stays within 1e-5 of double', () => {
    const [exact, rounded] = [double, single].map((arithmetic) => {
      const runner = new ScalarRunner({ shape, batch: sequences, outcome }, arithmetic);
      runner.setParameters(parameters);
      return runner.gradient(tiles, scale).gradient;
    });
    exact!.forEach((value, i) => expect(Math.abs(value - rounded![i]!)).toBeLessThan(1e-5));
  });
});
