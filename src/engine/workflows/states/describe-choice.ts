// The choice of the number of states as it is shown: candidates, votes, traces, the runaway.
import type { RunawayWarning } from '#analysis/states/runaway-warning';
import { likelihoodTraces, type LikelihoodTraces } from '#analysis/states/likelihood-traces';
import type { StateCandidate } from '#analysis/states/state-candidate';
import type {
  Runaway,
  StatesCandidate,
  StatesChoice,
  StatesTrace,
} from '#shared/results/states-choice-result';
import type { FittedStates } from './fit-states.ts';

/** Places of a trace that are kept. */
const tracePlaces = 200;

export function describeChoice(
  fitted: FittedStates,
  keptNames: readonly string[],
  isGiven: boolean,
): StatesChoice {
  const { choice, candidates, panel, params } = fitted;
  const traced = candidates.map((candidate) => ({
    candidate,
    traces: likelihoodTraces(candidate.fit, panel.rowCount),
  }));
  return {
    candidates: traced.map(({ candidate, traces }) =>
      describeCandidate(candidate, traces, fitted, keptNames),
    ),
    chosenK: choice.stateCount,
    chosenBy: isGiven ? 'person' : 'data',
    criterion: isGiven ? null : choice.rule,
    reasons: isGiven
      ? [`${choice.stateCount} states were asked for; nothing was compared.`]
      : [...choice.reasons],
    votes: isGiven
      ? []
      : choice.votes.map(({ criterion, stateCount, atEdge, rejected, explanation }) => ({
          criterion,
          k: stateCount,
          atEdge,
          rejected,
          sentence: explanation,
        })),
    failures: choice.failures.map(({ stateCount, message }) => ({ k: stateCount, message })),
    traces: traced.flatMap(({ candidate, traces }) => thinTraces(candidate.stateCount, traces)),
    atEdge: !isGiven && choice.atEdge,
    foldCount: params.foldCount,
  };
}

function describeCandidate(
  { stateCount, fit, criteria, heldOut, runaway }: StateCandidate,
  traces: LikelihoodTraces,
  { choice }: FittedStates,
  keptNames: readonly string[],
): StatesCandidate {
  const difference = choice.differences.find((of) => of.stateCount === stateCount);
  return {
    k: stateCount,
    logLikelihood: criteria.logLikelihood,
    parameterCount: criteria.parameterCount,
    aic: criteria.aic,
    bicRows: criteria.bicRows,
    bicPersons: criteria.bicPersons,
    icl: criteria.icl,
    heldOutPerRow: heldOut?.perRow ?? null,
    heldOutError: heldOut?.standardError ?? null,
    heldOutBelowBest: difference?.below ?? null,
    heldOutBelowBestError: difference?.standardError ?? null,
    smallestShare: criteria.smallestShare,
    converged: fit.converged,
    restarts: {
      count: traces.traces.length,
      reachedBest: traces.reachedBestCount,
      converged: traces.convergedCount,
      fell: traces.fellCount,
      sentence: traces.sentence,
    },
    runaway: describeRunaway(runaway, keptNames),
    warnings: [...fit.warnings],
    rejectedBecause: choice.rejected
      .filter((of) => of.stateCount === stateCount)
      .map(({ explanation }) => explanation),
  };
}

export function describeRunaway(
  runaway: RunawayWarning | null,
  keptNames: readonly string[],
): Runaway | null {
  if (!runaway) return null;
  return {
    columns: runaway.columns.map(({ column, states }) => ({
      feature: keptNames[column] ?? '',
      states: [...states],
    })),
    gainPerRow: runaway.gainPerRow,
    sentence: runaway.sentence,
  };
}

function thinTraces(k: number, { traces }: LikelihoodTraces): StatesTrace[] {
  return traces.map(({ restart, perRow, converged, fell, best }) => {
    const step = Math.max(1, Math.ceil(perRow.length / tracePlaces));
    const places = perRow.flatMap((_, at) =>
      at % step === 0 || at === perRow.length - 1 ? [at] : [],
    );
    return {
      k,
      restart,
      iterations: places.map((at) => at + 1),
      perRow: places.map((at) => perRow[at]!),
      converged,
      fell,
      best,
    };
  });
}
