// Why a number of states was chosen, and what to know before relying on it, in plain sentences.
import type { StateCandidate, StateCriterion, StateVote } from './state-candidate.ts';
import { criterionNames, isEdge } from './state-votes.ts';

/** The weightiest reason first. */
export function reasonsFor(
  chosen: StateCandidate,
  best: StateCandidate,
  rule: StateCriterion,
  votes: readonly StateVote[],
): string[] {
  const reasons: string[] = [];
  if (rule !== 'held-out') {
    reasons.push(`${chosen.stateCount} has ${criterionNames[rule]}.`);
  } else if (chosen === best) {
    reasons.push(
      `${chosen.stateCount} has the highest log-likelihood on held-out people, and no smaller ` +
        'number comes within one standard error of it.',
    );
  } else {
    const error = best.heldOut?.standardError.toPrecision(2);
    reasons.push(
      `${chosen.stateCount} is the smallest number of states within one standard error (${error} ` +
        `nats a row) of the best held-out log-likelihood, which ${best.stateCount} has.`,
    );
  }
  const agreeing = votes.filter(({ stateCount }) => stateCount === chosen.stateCount);
  reasons.push(`${agreeing.length} of ${votes.length} criteria by themselves take this number.`);
  return reasons;
}

/** @param all every candidate, in ascending order */
export function warningsFor(chosen: StateCandidate, all: readonly StateCandidate[]): string[] {
  const problems = new Set(all.flatMap(({ heldOutProblem }) => heldOutProblem ?? []));
  const unfinished = chosen.fit.converged ? [] : ['The chosen fit has not converged.'];
  const counts = all.map(({ stateCount }) => stateCount);
  return [
    ...edgeWarnings(chosen, counts),
    ...runawayWarnings(chosen, all),
    ...problems,
    ...unfinished,
  ];
}

function edgeWarnings({ stateCount }: StateCandidate, counts: readonly number[]): string[] {
  if (!isEdge(stateCount, counts)) return [];
  return stateCount === counts[0]
    ? [`${stateCount} is the least number that was tried: fewer might do as well.`]
    : [`${stateCount} is the largest number that was tried: more might do better.`];
}

/** The warning of the chosen candidate; where it has none, that of the largest that has one. */
function runawayWarnings(chosen: StateCandidate, all: readonly StateCandidate[]): string[] {
  const found = chosen.runaway ?? [...all].reverse().find(({ runaway }) => runaway)?.runaway;
  return [found, chosen.narrow].flatMap((warning) => (warning ? [warning.sentence] : []));
}
