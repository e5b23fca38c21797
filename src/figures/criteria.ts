// The criteria by which k is chosen: how each is read off a candidate, and which way is better.
import type { Candidate } from '#shared/results/rfe-result';

/** A candidate as far as it is known: while a fit runs, most of it is not. */
export type CandidateSoFar = { readonly k: number } & {
  readonly [Field in Exclude<keyof Candidate, 'k'>]?: Candidate[Field] | undefined;
};

export interface CriterionPoint {
  k: number;
  value: number;
  low: number | null;
  high: number | null;
}

export interface Criterion {
  id: string;
  label: string;
  better: 'higher' | 'lower' | 'elbow' | 'first-peak';
  formula: string;
  read(candidate: CandidateSoFar): Omit<CriterionPoint, 'k'> | null;
}

const plain = (value: number | null | undefined): Omit<CriterionPoint, 'k'> | null =>
  value === null || value === undefined ? null : { value, low: null, high: null };

export const criteria: readonly Criterion[] = [
  {
    id: 'inertia',
    label: 'Inertia',
    better: 'elbow',
    formula: 'sum of squared distances to the own centroid',
    read: ({ inertia }) => plain(inertia),
  },
  {
    id: 'silhouette',
    label: 'Silhouette',
    better: 'higher',
    formula: 'mean of (b − a) / max(a, b)',
    read: ({ silhouette }) =>
      silhouette ? { value: silhouette.value, low: silhouette.low, high: silhouette.high } : null,
  },
  {
    id: 'davies-bouldin',
    label: 'Davies-Bouldin',
    better: 'lower',
    formula: 'mean of the worst (scatter + scatter) / distance of centroids',
    read: ({ daviesBouldin }) => plain(daviesBouldin),
  },
  {
    id: 'calinski-harabasz',
    label: 'Calinski-Harabasz',
    better: 'higher',
    formula: 'variance between / variance within, each by its degrees of freedom',
    read: ({ calinskiHarabasz }) => plain(calinskiHarabasz),
  },
  {
    id: 'gap',
    label: 'Gap statistic',
    better: 'first-peak',
    formula:
      'mean log inertia of reference data − log inertia; the least k with gap(k) ≥ gap(k + 1) − its standard error',
    read: ({ gap, gapStandardError: error }) =>
      gap === null || gap === undefined
        ? null
        : {
            value: gap,
            low: typeof error === 'number' ? gap - error : null,
            high: typeof error === 'number' ? gap + error : null,
          },
  },
  {
    id: 'stability',
    label: 'Lowest stability',
    better: 'higher',
    formula: 'Jaccard of the least stable cluster, mean over bootstrap samples; stable from 0.75',
    read: ({ jaccard }) => (jaccard && jaccard.length > 0 ? plain(Math.min(...jaccard)) : null),
  },
  {
    id: 'bic',
    label: 'BIC',
    better: 'lower',
    formula: '−2 log L + parameters × log n',
    read: ({ bic }) => plain(bic),
  },
  {
    id: 'aic',
    label: 'AIC',
    better: 'lower',
    formula: '−2 log L + 2 × parameters',
    read: ({ aic }) => plain(aic),
  },
  {
    id: 'icl',
    label: 'ICL',
    better: 'lower',
    formula: 'BIC + 2 × entropy of the assignments',
    read: ({ icl }) => plain(icl),
  },
];

export const betterText: Record<Criterion['better'], string> = {
  higher: 'higher is better',
  lower: 'lower is better',
  elbow: 'look for the bend',
  'first-peak': 'the first peak counts',
};

/** The curve of a criterion over the candidates that have it, by rising k. */
export function curveOf(
  criterion: Criterion,
  candidates: readonly CandidateSoFar[],
): CriterionPoint[] {
  return candidates
    .flatMap((candidate) => {
      const point = criterion.read(candidate);
      return point ? [{ k: candidate.k, ...point }] : [];
    })
    .sort((a, b) => a.k - b.k);
}

/** The point that a criterion alone would take; undefined for a bend, which is not a number. */
export function bestPoint(
  { better }: Criterion,
  points: readonly CriterionPoint[],
): CriterionPoint | undefined {
  if (better === 'elbow') return undefined;
  if (better === 'first-peak') {
    return points.find(({ value }, i) => {
      const next = points[i + 1];
      return !next || value >= (next.low ?? next.value);
    });
  }
  const sign = better === 'higher' ? 1 : -1;
  return points.reduce<CriterionPoint | undefined>(
    (best, point) => (!best || sign * point.value > sign * best.value ? point : best),
    undefined,
  );
}
