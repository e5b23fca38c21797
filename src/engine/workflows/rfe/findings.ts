// The finding of a run in one sentence, and what must be said beside it.
import { stableJaccard } from '#analysis/choosing-k/bootstrap-jaccard';
import type { Segment } from '#shared/results/rfe-result';
import type { Clustering } from './clustering.ts';
import type { StandardisedPersons } from './standardise-persons.ts';

export function headlineOf(
  personCount: number,
  segments: readonly Segment[],
  { choice, stability }: Clustering,
): string {
  const people = `${segments.length} segments of ${personCount.toLocaleString('en-US')} people`;
  if (choice.verdict.kind === 'none') {
    return `${people}, but no groups in the data: the segments are a division, not a finding.`;
  }
  const judged = stability.filter((value) => value !== null);
  if (judged.length === 0) return `${people}.`;
  const stable = judged.filter((value) => value >= stableJaccard).length;
  const which = stable === judged.length ? 'all' : stable === 0 ? 'none' : String(stable);
  return `${people}; ${which} of them stable on resampling.`;
}

export function warningsOf(
  { converged, kind }: Pick<Clustering, 'converged' | 'kind'>,
  { transform, apartCount }: StandardisedPersons,
): string[] {
  const warnings: string[] = [];
  if (!converged) {
    warnings.push(
      kind === 'k-means'
        ? 'The best run reached the limit of iterations before it converged; allow more iterations.'
        : 'The mixture did not converge; take the segments as preliminary.',
    );
  }
  for (const { name, leftOut } of transform.columns) {
    if (leftOut === 'constant') {
      warnings.push(`The feature ${name} is the same for everybody and took no part.`);
    } else if (leftOut !== null) {
      warnings.push(`The feature ${name} is the same for nearly everybody and took no part.`);
    }
  }
  if (apartCount > 0) {
    warnings.push(
      `${apartCount.toLocaleString('en-US')} people without frequency form a group of their own, by rule.`,
    );
  }
  return warnings;
}
