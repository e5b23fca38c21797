// Which columns depend on each other given the state, and which sequences lack some of their cells.
import type { CovarianceKind, EmissionKind, SequencePanel } from './hidden-markov-types.ts';

/** The Gaussian columns where they have a covariance between them; none else. */
export function dependentColumns(
  emissions: readonly EmissionKind[],
  covariance: CovarianceKind,
): readonly number[] {
  if (covariance !== 'tied' && covariance !== 'full') return [];
  return emissions.flatMap((kind, j) => (kind === 'gaussian' ? [j] : []));
}

/** For each sequence 1 where it has every cell of the given columns, 0 where it lacks one. */
export function completeSequences(
  { starts, columns }: SequencePanel,
  dependent: readonly number[],
): Uint8Array {
  return Uint8Array.from({ length: starts.length - 1 }, (_, sequence) => {
    for (const j of dependent) {
      const column = columns[j]!;
      for (let row = starts[sequence]!; row < starts[sequence + 1]!; row++) {
        if (Number.isNaN(column[row]!)) return 0;
      }
    }
    return 1;
  });
}
