// Sequences of invented events for the tests of the recurrent encoders.
import type { SequenceBatch } from '#analysis/recurrent/recurrent-types';
import { createRandom } from '#analysis/random';

export interface InventedSequences {
  readonly batch: SequenceBatch;
  /** 1 where kind 1 followed kind 0 within the last steps, but for some at random. */
  readonly outcome: Uint8Array;
}

/** Kinds drawn one-hot, then numbers of unit size; the outcome hangs on the order of the last steps. */
export function inventSequences(
  sequenceCount: number,
  kindCount: number,
  numberCount: number,
  lengths: readonly [least: number, greatest: number],
  seed: number,
): InventedSequences {
  const random = createRandom(seed);
  const [least, greatest] = lengths;
  const inputSize = kindCount + numberCount;
  const starts = new Uint32Array(sequenceCount + 1);
  const outcome = new Uint8Array(sequenceCount);
  const inputs: number[] = [];
  for (let i = 0; i < sequenceCount; i++) {
    const length = least + random.integerBelow(greatest - least + 1);
    starts[i + 1] = starts[i]! + length;
    const kinds = Array.from({ length }, () => random.integerBelow(kindCount));
    for (const kind of kinds) {
      for (let k = 0; k < kindCount; k++) inputs.push(k === kind ? 1 : 0);
      for (let k = 0; k < numberCount; k++) inputs.push(random.normal());
    }
    const recent = kinds.slice(-4);
    const planted = recent.some((kind, at) => kind === 1 && recent[at - 1] === 0);
    outcome[i] = Number(random.uniform() < 0.05 ? !planted : planted);
  }
  return {
    batch: { sequenceCount, starts, inputSize, inputs: Float32Array.from(inputs) },
    outcome,
  };
}

/** Some of a batch's sequences, in the order given. */
export function pickSequences(batch: SequenceBatch, sequences: readonly number[]): SequenceBatch {
  const { inputSize } = batch;
  const parts = sequences.map((i) =>
    batch.inputs.slice(batch.starts[i]! * inputSize, batch.starts[i + 1]! * inputSize),
  );
  const starts = new Uint32Array(sequences.length + 1);
  parts.forEach((part, i) => (starts[i + 1] = starts[i]! + part.length / inputSize));
  const inputs = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.forEach((part, i) => inputs.set(part, starts[i]! * inputSize));
  return { sequenceCount: sequences.length, starts, inputSize, inputs };
}
