// What numbers of states are judged by: five criteria, as far as they are known of each number.
import type { StatesCandidate } from '#shared/results/states-choice-result';

/** A candidate as far as it is known: while a fit runs, some criteria are not. */
export type StatesCandidateSoFar = Pick<StatesCandidate, 'k'> &
  Partial<
    Pick<
      StatesCandidate,
      'heldOutPerRow' | 'heldOutError' | 'aic' | 'bicPersons' | 'icl' | 'rejectedBecause'
    > & { bicRows: number | null }
  >;

export interface Criterion {
  label: string;
  hint: string;
  better: 'higher' | 'lower';
  formula: string;
  read(candidate: StatesCandidateSoFar): number | null | undefined;
  error?(candidate: StatesCandidateSoFar): number | null | undefined;
}

const criteria: readonly Criterion[] = [
  {
    label: 'Held-out log-likelihood a row',
    hint: 'higher is better; bars: one standard error',
    better: 'higher',
    formula: 'log p(rows of people who were held out) / number of their rows, in nats',
    read: ({ heldOutPerRow }) => heldOutPerRow,
    error: ({ heldOutError }) => heldOutError,
  },
  {
    label: 'BIC, n = rows',
    hint: 'lower is better',
    better: 'lower',
    formula: '−2 log L + parameters × log(rows)',
    read: ({ bicRows }) => bicRows,
  },
  {
    label: 'BIC, n = people',
    hint: 'lower is better',
    better: 'lower',
    formula: '−2 log L + parameters × log(people)',
    read: ({ bicPersons }) => bicPersons,
  },
  {
    label: 'AIC',
    hint: 'lower is better',
    better: 'lower',
    formula: '−2 log L + 2 × parameters',
    read: ({ aic }) => aic,
  },
  {
    label: 'ICL',
    hint: 'lower is better',
    better: 'lower',
    formula: 'BIC + 2 × entropy of the states given the rows',
    read: ({ icl }) => icl,
  },
];

export interface Point {
  k: number;
  value: number;
  error: number | null;
  rejected: readonly string[];
}

export interface Curve {
  criterion: Criterion;
  points: Point[];
}

export function curvesOf(candidates: readonly StatesCandidateSoFar[]): Curve[] {
  return criteria
    .map((criterion) => ({
      criterion,
      points: candidates
        .flatMap((candidate): Point[] => {
          const value = criterion.read(candidate);
          if (value === null || value === undefined) return [];
          return [
            {
              k: candidate.k,
              value,
              error: criterion.error?.(candidate) ?? null,
              rejected: candidate.rejectedBecause ?? [],
            },
          ];
        })
        .sort((a, b) => a.k - b.k),
    }))
    .filter(({ points }) => points.length > 0);
}

export const best = ({ criterion, points }: Curve): Point | undefined => {
  const sign = criterion.better === 'higher' ? 1 : -1;
  return points.reduce<Point | undefined>(
    (most, point) => (!most || sign * point.value > sign * most.value ? point : most),
    undefined,
  );
};
