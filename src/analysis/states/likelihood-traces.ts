// Log-likelihood traces of all restarts, in nats a row, and how many of them agree on the best.
import type { HiddenMarkovFit } from '../hidden-markov/hidden-markov-types.ts';
import { requireCount } from '../statistics/require-values.ts';

/** Restarts whose last value lies this close to the best one (nats a row) found the same. */
export const sameOptimum = 1e-4;

export interface LikelihoodTraces {
  readonly traces: readonly {
    readonly restart: number;
    /** Nats a row by iteration. */
    readonly perRow: readonly number[];
    readonly converged: boolean;
    readonly fell: boolean;
    readonly best: boolean;
  }[];
  /** Restarts that came as high as the best one, within `sameOptimum`. */
  readonly reachedBestCount: number;
  readonly convergedCount: number;
  readonly fellCount: number;
  readonly sentence: string;
}

/** @throws AnalysisError `input.empty` without rows */
export function likelihoodTraces(fit: HiddenMarkovFit, rowCount: number): LikelihoodTraces {
  requireCount(rowCount, 1, 'Log-likelihood traces');
  const traces = fit.traces.map(({ logLikelihoods, ...trace }) => ({
    ...trace,
    perRow: logLikelihoods.map((value) => value / rowCount),
  }));
  const finals = traces.map(({ perRow }) => perRow[perRow.length - 1] ?? -Infinity);
  const highest = Math.max(...finals);
  const reachedBestCount = finals.filter((value) => value >= highest - sameOptimum).length;
  const convergedCount = traces.filter(({ converged }) => converged).length;
  const fellCount = traces.filter(({ fell }) => fell).length;
  const sentences = [
    `${reachedBestCount} of ${traces.length} restarts came as high as the best one.`,
    `${convergedCount} converged.`,
  ];
  if (fellCount > 0) sentences.push(`In ${fellCount} the objective fell: they are not converged.`);
  return {
    traces,
    reachedBestCount,
    convergedCount,
    fellCount,
    sentence: sentences.join(' '),
  };
}
