// What each criterion alone would choose among the numbers of states that were tried.
import type { StateCandidate, StateCriterion, StateVote } from './state-candidate.ts';

/** Values of one criterion where a higher score is better; null where it is not known. */
export const stateScores: Record<StateCriterion, (candidate: StateCandidate) => number | null> = {
  'held-out': ({ heldOut }) => heldOut?.perRow ?? null,
  aic: ({ criteria }) => -criteria.aic,
  'bic-rows': ({ criteria }) => -criteria.bicRows,
  'bic-persons': ({ criteria }) => -criteria.bicPersons,
  icl: ({ criteria }) => -criteria.icl,
};

export const criterionNames: Record<StateCriterion, string> = {
  'held-out': 'the highest log-likelihood on held-out people',
  aic: 'the lowest AIC',
  'bic-rows': 'the lowest BIC (n = rows)',
  'bic-persons': 'the lowest BIC (n = people)',
  icl: 'the lowest ICL',
};

/** The candidate of the highest score, of equal ones the one with fewer states. */
export function bestBy(pool: readonly StateCandidate[], criterion: StateCriterion): StateCandidate {
  const scoreOf = (candidate: StateCandidate) => stateScores[criterion](candidate) ?? -Infinity;
  return pool.reduce((best, candidate) => (scoreOf(candidate) > scoreOf(best) ? candidate : best));
}

/** @param isRejected numbers that have a state with too few rows */
export function votesOf(
  all: readonly StateCandidate[],
  isRejected: ReadonlySet<number>,
): StateVote[] {
  const counts = all.map(({ stateCount }) => stateCount);
  const criteria: StateCriterion[] = ['held-out', 'aic', 'bic-rows', 'bic-persons', 'icl'];
  return criteria.flatMap((criterion) => {
    const known = all.filter((candidate) => stateScores[criterion](candidate) !== null);
    if (known.length === 0) return [];
    const { stateCount } = bestBy(known, criterion);
    const rejected = isRejected.has(stateCount);
    const aside = rejected ? ', but one of its states is too small' : '';
    const explanation = `${stateCount} has ${criterionNames[criterion]}${aside}.`;
    return [{ criterion, stateCount, atEdge: isEdge(stateCount, counts), rejected, explanation }];
  });
}

/** Whether it is the least or the largest of several numbers, in ascending order. */
export function isEdge(stateCount: number, counts: readonly number[]): boolean {
  return (
    counts.length > 1 && (stateCount === counts[0] || stateCount === counts[counts.length - 1])
  );
}
