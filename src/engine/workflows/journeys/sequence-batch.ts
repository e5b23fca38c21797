// Sequences as the encoders take them: the one-hot kind, the pause before the event, the amount.
import type { SequenceBatch } from '#analysis/recurrent/recurrent-types';
import { quantileOfSorted, sortedCopy } from '#analysis/statistics/quantile';
import type { BuiltSequences } from '../../sequences/sequence-types.ts';

/** How numeric inputs are brought to about unit size; saved with the model. */
export interface InputScaling {
  readonly kindNames: readonly string[];
  /** log1p of the days of a pause is divided by this. */
  readonly pauseScale: number;
  /** Amounts by sign times log1p, divided by this; null where there are none. */
  readonly amountScale: number | null;
}

type Steps = Pick<BuiltSequences, 'starts' | 'kinds' | 'days' | 'amounts'>;

/** @param persons the training part: nothing is learnt from others */
export function fitInputScaling(
  { starts, days, amounts, kindNames }: Steps & Pick<BuiltSequences, 'kindNames'>,
  persons: Uint32Array,
): InputScaling {
  const pauses: number[] = [];
  const sizes: number[] = [];
  for (const person of persons) {
    for (let event = starts[person]!; event < starts[person + 1]!; event++) {
      if (event > starts[person]!) pauses.push(Math.log1p(days[event]! - days[event - 1]!));
      const amount = amounts?.[event];
      if (amount !== undefined && Number.isFinite(amount)) sizes.push(Math.log1p(Math.abs(amount)));
    }
  }
  return {
    kindNames,
    pauseScale: scaleOf(pauses),
    amountScale: amounts === null ? null : scaleOf(sizes),
  };
}

/** The 90th percentile, so that most inputs lie between 0 and 1; 1 where all are 0. */
function scaleOf(values: readonly number[]): number {
  if (values.length === 0) return 1;
  return quantileOfSorted(sortedCopy(Float64Array.from(values)), 0.9) || 1;
}

export function sequenceBatch(
  { starts, kinds, days, amounts }: Steps,
  { kindNames, pauseScale, amountScale }: InputScaling,
): SequenceBatch {
  const kindCount = kindNames.length;
  const inputSize = kindCount + 1 + (amountScale === null ? 0 : 1);
  const sequenceCount = starts.length - 1;
  const inputs = new Float32Array(kinds.length * inputSize);
  for (let sequence = 0; sequence < sequenceCount; sequence++) {
    for (let event = starts[sequence]!; event < starts[sequence + 1]!; event++) {
      const at = event * inputSize;
      inputs[at + kinds[event]!] = 1;
      const pause = event === starts[sequence]! ? 0 : days[event]! - days[event - 1]!;
      inputs[at + kindCount] = Math.log1p(pause) / pauseScale;
      if (amountScale === null) continue;
      const amount = amounts?.[event] ?? 0;
      // An empty cell counts as no amount.
      if (!Number.isFinite(amount)) continue;
      inputs[at + kindCount + 1] = (Math.sign(amount) * Math.log1p(Math.abs(amount))) / amountScale;
    }
  }
  return { sequenceCount, starts, inputSize, inputs };
}
