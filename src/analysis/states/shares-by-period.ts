// Shares of the states by calendar period, or by period since a person's first one.
import { requireSameLength } from '../statistics/require-values.ts';
import { requireDecoded, requireSequences, type DecodedPanel } from './decoded-panel.ts';

export interface SharesByPeriod {
  readonly stateCount: number;
  /** Periods that occur, ascending. */
  readonly periods: Int32Array;
  /** Rows of each period. */
  readonly rowCounts: Uint32Array;
  /** periods x K rows on the Viterbi paths. */
  readonly counts: Uint32Array;
  /** periods x K, each row with a sum of one. */
  readonly shares: Float64Array;
}

/**
 * @param periodOfRow one whole number a row: the calendar period, or `periodsSinceFirst`
 * @throws AnalysisError as `requireDecoded`; `input.length-mismatch`
 */
export function sharesByPeriod(panel: DecodedPanel, periodOfRow: Int32Array): SharesByPeriod {
  requireDecoded(panel);
  const { stateCount } = panel;
  const { viterbi } = panel.decoding;
  requireSameLength(periodOfRow, viterbi, 'Shares by period');
  const periods = Int32Array.from(new Set(periodOfRow)).sort();
  const placeOf = new Map<number, number>();
  periods.forEach((period, place) => placeOf.set(period, place));
  const rowCounts = new Uint32Array(periods.length);
  const counts = new Uint32Array(periods.length * stateCount);
  for (let row = 0; row < viterbi.length; row++) {
    const place = placeOf.get(periodOfRow[row]!)!;
    rowCounts[place]!++;
    counts[place * stateCount + viterbi[row]!]!++;
  }
  const shares = Float64Array.from(
    counts,
    (count, at) => count / rowCounts[Math.floor(at / stateCount)]!,
  );
  return { stateCount, periods, rowCounts, counts, shares };
}

/**
 * One number a row: 0 in a person's first row. Panels have a row for every period, so this counts
 * periods since joining.
 *
 * @throws AnalysisError as `requireSequences`
 */
export function periodsSinceFirst(starts: Uint32Array, rowCount: number): Int32Array {
  const personCount = requireSequences(starts, rowCount);
  const since = new Int32Array(rowCount);
  for (let person = 0; person < personCount; person++) {
    const first = starts[person]!;
    for (let row = first; row < starts[person + 1]!; row++) since[row] = row - first;
  }
  return since;
}
