// Finds the runaway: a Gaussian narrows without end onto a value that many rows share exactly.
import { naturalLog } from '../hidden-markov/exponential.ts';
import type { HiddenMarkovModel, SequencePanel } from '../hidden-markov/hidden-markov-types.ts';
import { moments } from '../statistics/moments.ts';
import { gaussianColumns, gaussianVariance } from './model-parts.ts';

/** A variance up to this share of the column's counts as collapsed where the fit had no floor. */
export const collapsedShare = 1e-3;

/** A column with more different values than this share of its cells is a measurement like any other. */
const repeatedShare = 0.9;

export interface RunawayWarning {
  readonly columns: readonly {
    readonly column: number;
    /** States whose variance is at the floor. */
    readonly states: readonly number[];
  }[];
  /**
   * What the narrow variances add to the log-likelihood of a row in nats, weighted by the shares of
   * the states: the sum of half the log of (variance of the column / of the state).
   */
  readonly gainPerRow: number;
  readonly sentence: string;
}

export interface RunawayWarnings {
  /** Columns of exactly two values: Gaussian by mistake. */
  readonly twoValued: RunawayWarning | null;
  /** Other columns in which values repeat, such as sums that are 0 in quiet periods, or shares. */
  readonly repeated: RunawayWarning | null;
}

/**
 * @param panel what the model was fitted on
 * @param names of the panel's columns
 * @param stateShares share of the rows in each state
 * @param varianceFloor of the fit: least variance as a share of the column's
 */
export function runawayWarnings(
  panel: SequencePanel,
  model: HiddenMarkovModel,
  names: readonly string[],
  stateShares: readonly number[],
  varianceFloor: number,
): RunawayWarnings {
  const limit = Math.max(collapsedShare, varianceFloor) * 1.01;
  const narrow = gaussianColumns(model).flatMap((column, place) => {
    const variances = stateShares.map((_, state) => gaussianVariance(model, state, place));
    return narrowColumn(panel.columns[column]!, column, variances, stateShares, limit);
  });
  const twoValued = narrow.filter(({ valueCount }) => valueCount === 2);
  const repeated = narrow.filter(({ valueCount }) => valueCount > 2);
  return {
    twoValued: warningOf(twoValued, names, (list, gain) => {
      const [what, is] = twoValued.length === 1 ? ['column', 'is'] : ['columns', 'are'];
      return (
        `The likelihood runs away: the ${what} ${list} with only two values ${is} treated as ` +
        `Gaussian, and states have narrowed onto one value as far as the variance floor lets them, ` +
        `which alone adds ${gain} nats a row. The likelihood of this model, on held-out people ` +
        `too, and AIC and BIC with it, tell nothing about the number of states; choose Bernoulli ` +
        `emissions for columns of two values.`
      );
    }),
    repeated: warningOf(
      repeated,
      names,
      (list, gain) =>
        `Many rows of ${list} hold exactly the same value, and states have narrowed onto it as far ` +
        `as the variance floor lets them, which alone adds ${gain} nats a row. The criteria favour ` +
        `numbers of states that find more such values; leave quiet periods missing, count in place ` +
        `of averaging, or raise the variance floor.`,
    ),
  };
}

interface NarrowColumn {
  readonly column: number;
  readonly states: readonly number[];
  readonly valueCount: number;
  readonly gain: number;
}

/** The column where a state's variance is at the floor and values repeat; nothing for any other. */
function narrowColumn(
  values: Float64Array,
  column: number,
  variances: readonly number[],
  stateShares: readonly number[],
  limit: number,
): NarrowColumn[] {
  const present = values.filter((value) => !Number.isNaN(value));
  if (present.length === 0) return [];
  const whole = moments(present).populationVariance;
  const states = variances.flatMap((variance, state) => (variance <= limit * whole ? [state] : []));
  if (!(whole > 0) || states.length === 0) return [];
  const valueCount = new Set(present).size;
  if (valueCount > 2 && valueCount > repeatedShare * present.length) return [];
  const gain = states.reduce(
    (sum, state) => sum + (stateShares[state]! * naturalLog(whole / variances[state]!)) / 2,
    0,
  );
  return [{ column, states, valueCount, gain }];
}

function warningOf(
  narrow: readonly NarrowColumn[],
  names: readonly string[],
  say: (list: string, gain: string) => string,
): RunawayWarning | null {
  if (narrow.length === 0) return null;
  const gainPerRow = narrow.reduce((sum, { gain }) => sum + gain, 0);
  const list = narrow.map(({ column }) => names[column]!).join(', ');
  return {
    columns: narrow.map(({ column, states }) => ({ column, states })),
    gainPerRow,
    sentence: say(list, gainPerRow.toFixed(1)),
  };
}
