// Chooses the number of states, and says why in words.
import { AnalysisError } from '../analysis-error.ts';
import { ratioOverPersons } from './held-out-likelihood.ts';
import type { StateCandidate, StateCriterion, StateFailure, StateVote } from './state-candidate.ts';
import { reasonsFor, warningsFor } from './state-reasons.ts';
import { bestBy, isEdge, stateScores, votesOf } from './state-votes.ts';

/** A state with less than this share of the rows is no state to act on. */
export const leastRowShare = 0.01;

/** What decides; `held-out` is the default, the others choose their own minimum. */
export type StateRule = StateCriterion;

export interface StateRejection {
  readonly stateCount: number;
  readonly explanation: string;
}

/** How much worse than the best held-out value, pair by pair of persons. */
export interface HeldOutDifference {
  readonly stateCount: number;
  /** Nats a row below the best; 0 for the best itself. */
  readonly below: number;
  /** Standard error of that difference over persons. */
  readonly standardError: number;
}

export interface StateChoice {
  readonly stateCount: number;
  readonly rule: StateRule;
  /** Why this number, the weightiest reason first. */
  readonly reasons: readonly string[];
  /** Things to know before relying on it: edges of the range, runaway, nothing held out. */
  readonly warnings: readonly string[];
  readonly votes: readonly StateVote[];
  readonly rejected: readonly StateRejection[];
  readonly failures: readonly StateFailure[];
  readonly differences: readonly HeldOutDifference[];
  /** The chosen number is the least or the largest tried. */
  readonly atEdge: boolean;
}

/**
 * By `held-out`: of the candidates without a state under 1 % of the rows, the smallest number of
 * states whose held-out log-likelihood a row is within one standard error (of the best one's) of
 * the best. By another rule: the candidate that the criterion ranks first. Where all candidates are
 * rejected, all are looked at; where nobody was held out, BIC over persons decides.
 *
 * @param starts of the panel, for standard errors of differences
 * @throws AnalysisError `input.empty` without candidates
 */
export function chooseStateCount(
  candidates: readonly StateCandidate[],
  starts: Uint32Array,
  rule: StateRule = 'held-out',
  failures: readonly StateFailure[] = [],
): StateChoice {
  if (candidates.length === 0) {
    throw new AnalysisError(
      'input.empty',
      'There is no number of states to choose from.',
      'Try at least one number of states.',
    );
  }
  const sorted = [...candidates].sort((a, b) => a.stateCount - b.stateCount);
  const rejected = sorted.flatMap(rejectionOf);
  const isRejected = new Set(rejected.map(({ stateCount }) => stateCount));
  const accepted = sorted.filter(({ stateCount }) => !isRejected.has(stateCount));
  const pool = accepted.length > 0 ? accepted : sorted;
  const known = pool.filter((candidate) => stateScores[rule](candidate) !== null);
  const used = known.length > 0 ? rule : 'bic-persons';
  const best = bestBy(known.length > 0 ? known : pool, used);
  const chosen = used === 'held-out' ? smallestNear(known, best) : best;
  const counts = sorted.map(({ stateCount }) => stateCount);
  const votes = votesOf(sorted, isRejected);
  return {
    stateCount: chosen.stateCount,
    rule: used,
    reasons: reasonsFor(chosen, best, used, votes),
    warnings: [
      ...warningsFor(chosen, sorted),
      ...(used === rule ? [] : ['Nobody was held out; BIC (n = people) decided.']),
      ...(accepted.length > 0
        ? []
        : ['Every number of states leaves a state with less than 1 % of the rows.']),
    ],
    votes,
    rejected,
    failures,
    differences: differencesFrom(known, best, starts),
    atEdge: isEdge(chosen.stateCount, counts),
  };
}

function rejectionOf({ stateCount, criteria }: StateCandidate): StateRejection[] {
  if (criteria.smallestShare >= leastRowShare) return [];
  const share = Number((100 * criteria.smallestShare).toPrecision(2));
  const explanation =
    share === 0
      ? `With ${stateCount}, a state holds no rows at all.`
      : `With ${stateCount}, the smallest state holds ${share} % of the rows.`;
  return [{ stateCount, explanation }];
}

function smallestNear(pool: readonly StateCandidate[], best: StateCandidate): StateCandidate {
  if (!best.heldOut) return best;
  const limit = best.heldOut.perRow - best.heldOut.standardError;
  return pool.find(({ heldOut }) => heldOut !== null && heldOut.perRow >= limit) ?? best;
}

function differencesFrom(
  pool: readonly StateCandidate[],
  best: StateCandidate,
  starts: Uint32Array,
): HeldOutDifference[] {
  const top = best.heldOut;
  if (!top) return [];
  return pool.flatMap(({ stateCount, heldOut }) => {
    if (!heldOut) return [];
    const gaps = top.byPerson.map((value, person) => value - heldOut.byPerson[person]!);
    const { perRow, standardError } = ratioOverPersons(starts, gaps);
    return [{ stateCount, below: perRow, standardError }];
  });
}
