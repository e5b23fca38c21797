// What each criterion alone would choose among the candidates.
import { findElbow } from './elbow.ts';
import type { Criterion, KCandidate, KEvidence, KVote } from './k-evidence.ts';

/**
 * The votes of all criteria that were asked. Criteria that rank look at the given candidates only;
 * gap and elbow look at the whole curve, and their vote counts where it falls on a candidate.
 */
export function votesOf(pool: readonly KCandidate[], evidence: KEvidence): KVote[] {
  const ranked: [Criterion, (candidate: KCandidate) => number | null, string][] = [
    ['silhouette', ({ silhouette }) => silhouette?.mean ?? null, 'highest mean silhouette'],
    [
      'davies-bouldin',
      ({ daviesBouldin }) => negated(daviesBouldin),
      'lowest Davies-Bouldin index',
    ],
    [
      'calinski-harabasz',
      (candidate) => candidate.calinskiHarabasz,
      'highest Calinski-Harabasz index',
    ],
    ['bic', ({ bic }) => negated(bic), 'lowest BIC'],
    ['icl', ({ icl }) => negated(icl), 'lowest ICL'],
  ];
  const votes: KVote[] = [];
  for (const [criterion, scoreOf, what] of ranked) {
    const best = bestBy(pool, scoreOf);
    if (best) votes.push({ criterion, k: best.k, explanation: `${best.k} has the ${what}.` });
  }
  return [...votes, ...gapVote(evidence), ...elbowVote(evidence)];
}

function gapVote({ gap }: KEvidence): KVote[] {
  if (!gap) return [];
  const explanations = new Map<number | null, string>([
    [null, 'The gap still rises at the largest k that was tried.'],
    [1, 'The gap statistic finds one group only: no division is better than an even spread.'],
  ]);
  const explanation =
    explanations.get(gap.k) ??
    `${gap.k} is the smallest k whose gap is within one standard error of the next.`;
  return [{ criterion: 'gap', k: gap.k, explanation }];
}

function elbowVote({ candidates, totalInertia }: KEvidence): KVote[] {
  const curve = candidates.flatMap(({ k, inertia }) => (inertia === null ? [] : [{ k, inertia }]));
  if (totalInertia !== null && curve[0]?.k !== 1) curve.unshift({ k: 1, inertia: totalInertia });
  if (curve.length < 3) return [];
  const { k } = findElbow(curve);
  const explanation =
    k === null
      ? 'The inertia falls in a straight line, without a bend.'
      : `The inertia bends at ${k}.`;
  return [{ criterion: 'elbow', k, explanation }];
}

/** The candidate with the highest score, of equal ones the smallest k. */
function bestBy(
  pool: readonly KCandidate[],
  scoreOf: (candidate: KCandidate) => number | null,
): KCandidate | undefined {
  let best: { candidate: KCandidate; score: number } | undefined;
  for (const candidate of pool) {
    const score = scoreOf(candidate);
    if (score !== null && (!best || score > best.score)) best = { candidate, score };
  }
  return best?.candidate;
}

function negated(value: number | null): number | null {
  return value === null ? null : -value;
}
