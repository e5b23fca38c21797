// A panel with its decoding: what every summary of states starts from.
import { AnalysisError } from '../analysis-error.ts';
import type { Decoding } from '../hidden-markov/hidden-markov-types.ts';

/** One sequence a person, in the order of the panel. */
export interface DecodedPanel {
  /** personCount + 1 offsets into the rows, as in `SequencePanel`. */
  readonly starts: Uint32Array;
  /** K. */
  readonly stateCount: number;
  readonly decoding: Decoding;
}

/**
 * @returns the number of persons
 * @throws AnalysisError `input.empty`, `input.length-mismatch`, `input.unknown-label` (a state that
 *   is not below K, naming the row)
 */
export function requireDecoded({ starts, stateCount, decoding }: DecodedPanel): number {
  const { viterbi, posterior, filtered } = decoding;
  const personCount = requireSequences(starts, viterbi.length);
  for (const [name, cells] of Object.entries({ posterior, filtered })) {
    if (cells.length === viterbi.length * stateCount) continue;
    throw new AnalysisError(
      'input.length-mismatch',
      `States: ${cells.length} ${name} probabilities for ${viterbi.length} rows and ${stateCount} states.`,
      'Decode the panel with the model whose states are summed up.',
    );
  }
  const row = viterbi.findIndex((state) => state >= stateCount);
  if (row >= 0) {
    throw new AnalysisError(
      'input.unknown-label',
      `States: row ${row} is in state ${viterbi[row]}, but there are ${stateCount} states.`,
      'Decode the panel with the model whose states are summed up.',
      { row },
    );
  }
  return personCount;
}

/**
 * @returns the number of sequences
 * @throws AnalysisError `input.empty` without sequences or for one without rows;
 *   `input.length-mismatch` where the offsets do not span the rows
 */
export function requireSequences(starts: Uint32Array, rowCount: number): number {
  const sequenceCount = starts.length - 1;
  if (sequenceCount < 1) {
    throw new AnalysisError(
      'input.empty',
      'States: the panel has no persons.',
      'Check the filters: persons with fewer periods than the least are left out.',
    );
  }
  if (starts[0] !== 0 || starts[sequenceCount] !== rowCount) {
    throw new AnalysisError(
      'input.length-mismatch',
      `States: the persons' rows span ${starts[0]} to ${starts[sequenceCount]}, the panel has ${rowCount} rows.`,
      'Persons and rows have to come from the same panel.',
    );
  }
  for (let i = 0; i < sequenceCount; i++) {
    if (starts[i + 1]! > starts[i]!) continue;
    throw new AnalysisError(
      'input.empty',
      `States: person ${i} of the panel has no rows.`,
      'Leave persons without periods out of the panel.',
    );
  }
  return sequenceCount;
}
