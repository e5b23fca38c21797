// The neighbours that LIME invents around a row, and how near they are to it.
import { createRandom } from '../../random.ts';
import { exponentialOfNegative } from '../../supervised/exponential.ts';
import type { FeatureTable } from '../../supervised/feature-table.ts';
import type { LimeBackground, LimeParams } from './lime-types.ts';
import { binOfValue } from './quartile-bins.ts';

export interface Neighbours {
  readonly neighbours: FeatureTable;
  /** By feature: 1 where the neighbour is in the row's own bin. */
  readonly inOwnBin: readonly Float64Array[];
  readonly weights: Float64Array;
}

/**
 * Each feature is drawn from the training rows, independently of the others; the first neighbour is the
 * row itself. One with c features in other bins than the row's weighs sqrt(exp(-c / width²)), width =
 * kernelWidth sqrt(features), as the authors' package has it.
 *
 * @param row of the table `rows`, whose columns are those of the training rows
 */
export function drawNeighbours(
  { table, bins }: LimeBackground,
  rows: FeatureTable,
  row: number,
  params: LimeParams,
  seed: number,
): Neighbours {
  const random = createRandom(seed);
  const count = params.sampleCount;
  const elsewhere = new Uint32Array(count);
  const inOwnBin: Float64Array[] = [];
  const columns = table.columns.map((column, j) => {
    const value = rows.columns[j]!.values[row]!;
    const { edges, binCount, binOfRow } = bins[j]!;
    const ownBin = binOfValue(column, edges, binCount, value);
    const values = new Float64Array(count);
    const same = new Float64Array(count);
    values[0] = value;
    same[0] = 1;
    for (let i = 1; i < count; i++) {
      const source = random.integerBelow(table.rowCount);
      values[i] = column.values[source]!;
      if (binOfRow[source] === ownBin) same[i] = 1;
      else elsewhere[i]! += 1;
    }
    inOwnBin.push(same);
    return { ...column, values };
  });
  const squaredWidth = params.kernelWidth ** 2 * columns.length;
  const weights = Float64Array.from(elsewhere, (c) => exponentialOfNegative(-c / squaredWidth / 2));
  return { neighbours: { rowCount: count, columns }, inOwnBin, weights };
}
