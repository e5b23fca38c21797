// Finds the runaway: a Gaussian on a column of two values narrows onto one of them without end.
import { naturalLog } from '../hidden-markov/exponential.ts';
import type { HiddenMarkovModel, SequencePanel } from '../hidden-markov/hidden-markov-types.ts';
import { moments } from '../statistics/moments.ts';
import { gaussianColumns, gaussianVariance } from './model-parts.ts';

/** A variance up to this share of the column's counts as collapsed where the fit had no floor. */
export const collapsedShare = 1e-3;

export interface RunawayWarning {
  /** Columns of two values that at least one state holds at the floor. */
  readonly columns: readonly {
    readonly column: number;
    /** States whose variance is at the floor. */
    readonly states: readonly number[];
  }[];
  /**
   * What the narrow variances add to the log-likelihood of a row in nats, weighted by `stateShares`:
   * the mean over rows of the sum of half the log of (variance of the column / of the state).
   */
  readonly gainPerRow: number;
  readonly sentence: string;
}

/**
 * @param panel what the model was fitted on
 * @param names of the panel's columns
 * @param stateShares share of the rows in each state
 * @param varianceFloor of the fit: least variance as a share of the column's
 * @returns null where nothing runs away
 */
export function runawayWarning(
  panel: SequencePanel,
  model: HiddenMarkovModel,
  names: readonly string[],
  stateShares: readonly number[],
  varianceFloor: number,
): RunawayWarning | null {
  const limit = Math.max(collapsedShare, varianceFloor) * 1.01;
  let gainPerRow = 0;
  const columns = gaussianColumns(model).flatMap((column, place) => {
    const whole = varianceOfTwoValues(panel.columns[column]!);
    if (whole === null) return [];
    const states: number[] = [];
    for (let state = 0; state < model.stateCount; state++) {
      const variance = gaussianVariance(model, state, place);
      if (variance > limit * whole) continue;
      states.push(state);
      gainPerRow += (stateShares[state]! * naturalLog(whole / variance)) / 2;
    }
    return states.length > 0 ? [{ column, states }] : [];
  });
  if (columns.length === 0) return null;
  const list = columns.map(({ column }) => names[column]!).join(', ');
  const [what, is] = columns.length === 1 ? ['column', 'is'] : ['columns', 'are'];
  const sentence =
    `The likelihood runs away: the ${what} ${list} with only two values ${is} treated as Gaussian, ` +
    `and states have narrowed onto one value as far as the variance floor lets them, which alone ` +
    `adds ${gainPerRow.toFixed(1)} nats a row. The likelihood of this model, on held-out persons too, ` +
    `and AIC and BIC with it, tell nothing about the number of states; choose Bernoulli emissions ` +
    `for columns of two values.`;
  return { columns, gainPerRow, sentence };
}

/** The variance of a column with exactly two different values; null for any other. */
function varianceOfTwoValues(values: Float64Array): number | null {
  const present = values.filter((value) => !Number.isNaN(value));
  const first = present[0];
  const second = present.find((value) => value !== first);
  if (first === undefined || second === undefined) return null;
  if (present.some((value) => value !== first && value !== second)) return null;
  return moments(present).populationVariance;
}
