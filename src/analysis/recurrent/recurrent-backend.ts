// Who runs the passes over tiles of sequences: plain TypeScript, which defines them, or the kernel.
import type { Floats } from './arithmetic.ts';
import type { NetworkShape } from './parameter-layout.ts';
import type { SequenceBatch } from './recurrent-types.ts';

/** Tiles whose gradients are added up in turn; every backend has this many sums. */
export const slotCount = 8;

export interface RecurrentProblem {
  readonly shape: NetworkShape;
  readonly batch: SequenceBatch;
  /** 0 or 1 for each sequence; without it, losses of an outcome network mean nothing. */
  readonly outcome?: Uint8Array;
}

export interface TileResults {
  /** Loss of each lane; of no meaning where a lane has no sequence. */
  readonly losses: Float32Array;
  /** Tiles x encodingSize x lanes. */
  readonly encodings: Float32Array;
  /** Probability of the outcome in each lane; only of an outcome network. */
  readonly probabilities: Float32Array;
}

/** Runs a network over tiles: Int32Array of laneCount sequence indices for each, -1 for none. */
export interface RecurrentRunner {
  setParameters(parameters: Float32Array): void;
  /**
   * Losses of the lanes, and the derivatives of (scale x their sum) by the parameters. The arrays
   * are overwritten by the next call.
   */
  gradient(tiles: Int32Array, scale: number): { losses: Floats; gradient: Float64Array };
  /** Encodings and losses, without any gradient; an autoencoder's losses only if wanted. */
  forward(tiles: Int32Array, wanted: 'losses' | 'encodings'): TileResults;
  close(): void;
}

export type RecurrentBackend = (problem: RecurrentProblem) => RecurrentRunner;

/** Adds the sums of all slots, in their order. */
export function sumSlots(gradient: Float64Array, slots: readonly ArrayLike<number>[]): void {
  gradient.fill(0);
  for (const slot of slots) {
    for (let i = 0; i < gradient.length; i++) gradient[i]! += slot[i]!;
  }
}
