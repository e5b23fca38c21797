// Chooses the number of clusters from all evidence, and says why in words.
import { AnalysisError } from '../analysis-error.ts';
import { stableJaccard } from './bootstrap-jaccard.ts';
import type { KCandidate, KEvidence, KRejection, KVote } from './k-evidence.ts';
import { votesOf } from './k-votes.ts';
import type { StructureVerdict } from './structure-verdict.ts';

/** A cluster with less than this share of people is no segment. */
export const leastShare = 0.01;

export interface KChoice {
  readonly k: number;
  /** How real the clusters are; lowered to `weak` where no number of clusters is stable. */
  readonly verdict: StructureVerdict['verdict'] | 'not tested';
  /** The verdict in one plain sentence. */
  readonly sentence: string;
  /** Why this k, the weightiest reason first. */
  readonly reasons: readonly string[];
  readonly votes: readonly KVote[];
  /** Criteria that voted for the chosen k, and all that voted. */
  readonly voteCount: number;
  readonly criterionCount: number;
  readonly rejected: readonly KRejection[];
  /** True where the chosen k is the largest tried: a wider range might find a better one. */
  readonly atUpperEdge: boolean;
}

/**
 * Candidates with a cluster below 1 % are out; so are, while others remain, those with a cluster
 * whose mean bootstrap Jaccard is below 0.75. Among the rest every criterion has one vote; most
 * votes win, of equally many the higher silhouette, then the smaller k.
 *
 * @throws AnalysisError `input.empty` without candidates
 */
export function chooseK(evidence: KEvidence): KChoice {
  const { candidates } = evidence;
  if (candidates.length === 0) {
    throw new AnalysisError(
      'input.empty',
      'There is no number of clusters to choose from.',
      'Try at least one number of clusters.',
    );
  }
  const rejected = candidates.flatMap(rejectionOf);
  const causes = new Map(rejected.map(({ k, cause }) => [k, cause]));
  const largeEnough = candidates.filter(({ k }) => causes.get(k) !== 'too-small');
  const stable = largeEnough.filter(({ k }) => !causes.has(k));
  const pool = [stable, largeEnough, candidates].find((list) => list.length > 0) ?? candidates;
  const votes = votesOf(pool, evidence);
  const winner = pool.reduce((best, candidate) =>
    beats(candidate, best, votes) ? candidate : best,
  );
  const voteCount = countVotes(winner, votes);
  const noneStable = stable.length === 0 && candidates.some(({ jaccard }) => jaccard !== null);
  return {
    k: winner.k,
    ...verdictOf(evidence, noneStable),
    reasons: reasonsFor(winner, pool, votes, noneStable, largeEnough.length === 0),
    votes,
    voteCount,
    criterionCount: votes.length,
    rejected,
    atUpperEdge: candidates.length > 1 && winner.k === Math.max(...candidates.map(({ k }) => k)),
  };
}

function rejectionOf({ k, smallestShare, jaccard }: KCandidate): KRejection[] {
  if (smallestShare < leastShare) {
    const explanation = `With ${k}, the smallest segment holds ${percent(smallestShare)} of people.`;
    return [{ k, cause: 'too-small', explanation }];
  }
  const least = leastJaccard(jaccard);
  if (least === null || least >= stableJaccard) return [];
  const explanation = `With ${k}, a segment does not come back when people are drawn anew (Jaccard ${least.toFixed(2)}).`;
  return [{ k, cause: 'unstable', explanation }];
}

function leastJaccard(jaccard: KCandidate['jaccard']): number | null {
  const known = jaccard?.filter((value) => value !== null) ?? [];
  return known.length === 0 ? null : Math.min(...known);
}

function countVotes({ k }: KCandidate, votes: readonly KVote[]): number {
  return votes.filter((vote) => vote.k === k).length;
}

/** Candidates come in ascending order, so that of equals the smaller k stays. */
function beats(candidate: KCandidate, best: KCandidate, votes: readonly KVote[]): boolean {
  const difference = countVotes(candidate, votes) - countVotes(best, votes);
  if (difference !== 0) return difference > 0;
  return (candidate.silhouette?.mean ?? -1) > (best.silhouette?.mean ?? -1);
}

function verdictOf(
  { structure }: KEvidence,
  noneStable: boolean,
): Pick<KChoice, 'verdict' | 'sentence'> {
  if (!structure) {
    return { verdict: 'not tested', sentence: 'Whether there are groups at all was not tested.' };
  }
  if (structure.verdict === 'structure' && noneStable) {
    return {
      verdict: 'weak',
      sentence:
        'There are groups, but no number of segments comes back reliably when people are drawn ' +
        'anew. Take the segments as a rough division.',
    };
  }
  return { verdict: structure.verdict, sentence: structure.sentence };
}

function reasonsFor(
  winner: KCandidate,
  pool: readonly KCandidate[],
  votes: readonly KVote[],
  noneStable: boolean,
  noneLargeEnough: boolean,
): string[] {
  const reasons: string[] = [];
  const own = votes.filter(({ k }) => k === winner.k);
  if (votes.length === 0) {
    reasons.push(`${winner.k} is the only choice: no criterion was asked.`);
  } else if (own.length === 0) {
    reasons.push(`No criterion speaks for a candidate; ${winner.k} comes first.`);
  } else {
    reasons.push(`${own.length} of ${votes.length} criteria choose ${winner.k}.`);
  }
  const tied = pool.filter((other) => countVotes(other, votes) === own.length && other !== winner);
  if (own.length > 0 && tied.length > 0 && winner.silhouette) {
    const others = tied.map(({ k }) => k).join(' and ');
    reasons.push(`${others} has as many votes, but no higher silhouette.`);
  }
  reasons.push(...own.map(({ explanation }) => explanation));
  const least = leastJaccard(winner.jaccard);
  if (least !== null && least >= stableJaccard) {
    reasons.push(
      `Every segment comes back when people are drawn anew (Jaccard at least ${least.toFixed(2)}).`,
    );
  }
  if (noneStable) reasons.push('No number of segments is stable when people are drawn anew.');
  if (noneLargeEnough) {
    reasons.push('Every number of segments leaves one with less than 1 % of people.');
  }
  return reasons;
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}
