// Splits people into training, validation and held-out parts.
import { createRandom, deriveSeed } from '../random.ts';
import type { SequenceSplit } from './recurrent-types.ts';

export interface ThreeWaySplit extends SequenceSplit {
  /** Neither trained on nor used for stopping: what the comparison is judged by. */
  readonly heldOut: Uint32Array;
}

const trainingShare = 0.7;
const validationShare = 0.15;

/** How many of so many people with one outcome are held out. */
export function heldOutCountOf(memberCount: number): number {
  return memberCount - Math.round(memberCount * (trainingShare + validationShare));
}

/**
 * 70 : 15 : 15, one sequence a person, drawn anew within each outcome so that its share is the same
 * in every part.
 *
 * @param outcome one label for each sequence; all alike where there is no outcome
 * @returns ascending indices
 */
export function splitSequences(outcome: Uint8Array, seed: number): ThreeWaySplit {
  const parts = { training: [] as number[], validation: [] as number[], heldOut: [] as number[] };
  for (const label of [...new Set(outcome)].sort((a, b) => a - b)) {
    const members = Uint32Array.from(outcome.keys()).filter((i) => outcome[i] === label);
    createRandom(deriveSeed(seed, 'split', label)).shuffle(members);
    const trainingEnd = Math.round(members.length * trainingShare);
    const validationEnd = members.length - heldOutCountOf(members.length);
    members.forEach((sequence, place) => {
      if (place < trainingEnd) parts.training.push(sequence);
      else if (place < validationEnd) parts.validation.push(sequence);
      else parts.heldOut.push(sequence);
    });
  }
  return {
    training: Uint32Array.from(parts.training).sort(),
    validation: Uint32Array.from(parts.validation).sort(),
    heldOut: Uint32Array.from(parts.heldOut).sort(),
  };
}
