// A table of features in 8 bits: row after row, a byte a feature, as histograms are built from.
import type { FeatureColumn, FeatureTable } from '../feature-table.ts';
import { sortedSample, thresholdsOf } from './bin-edges.ts';

/** The bin of missing values, and of levels that are too rare for a bin of their own. */
export const missingBin = 255;

export interface BinnedColumn {
  /** Bins in use, without the missing one. */
  readonly binCount: number;
  readonly isCategorical: boolean;
  /** Of a numeric column: bin b holds values <= thresholds[b]. */
  readonly thresholds: Float64Array;
  /** Of a categorical column: the bin of each level. */
  readonly levelBins: Uint8Array;
}

export interface Binning {
  readonly columns: readonly BinnedColumn[];
}

export interface BinnedTable {
  readonly rowCount: number;
  readonly binning: Binning;
  /** rowCount x columns, row-major. */
  readonly bins: Uint8Array;
  /** Of each column whether the missing bin is in use. */
  readonly hasMissing: Uint8Array;
}

/** Learns the bins of every column from the rows of a table. */
export function fitBinning(table: FeatureTable): Binning {
  return { columns: table.columns.map(fitColumn) };
}

function fitColumn(column: FeatureColumn): BinnedColumn {
  if (column.kind === 'categorical') return fitLevels(column);
  const thresholds = thresholdsOf(sortedSample(column.values), missingBin);
  return {
    binCount: thresholds.length + 1,
    isCategorical: false,
    thresholds,
    levelBins: new Uint8Array(0),
  };
}

/** Levels in their order; of more than 255 the most frequent, and the others count as missing. */
function fitLevels({ values, levels }: FeatureColumn): BinnedColumn {
  const counts = new Uint32Array(levels.length);
  for (const value of values) if (value >= 0) counts[value]!++;
  const order = [...counts.keys()];
  const kept = order
    .sort((a, b) => counts[b]! - counts[a]! || a - b)
    .slice(0, missingBin)
    .sort((a, b) => a - b);
  const levelBins = new Uint8Array(levels.length).fill(missingBin);
  kept.forEach((level, bin) => (levelBins[level] = bin));
  return { binCount: kept.length, isCategorical: true, thresholds: new Float64Array(0), levelBins };
}

/** The bins of a table's rows. */
export function binTable(table: FeatureTable, binning: Binning): BinnedTable {
  const featureCount = binning.columns.length;
  const bins = new Uint8Array(table.rowCount * featureCount);
  const hasMissing = new Uint8Array(featureCount);
  binning.columns.forEach((column, feature) => {
    const { values } = table.columns[feature]!;
    for (let row = 0; row < table.rowCount; row++) {
      const bin = binOf(column, values[row]!);
      bins[row * featureCount + feature] = bin;
      if (bin === missingBin) hasMissing[feature] = 1;
    }
  });
  return { rowCount: table.rowCount, binning, bins, hasMissing };
}

function binOf({ isCategorical, thresholds, levelBins }: BinnedColumn, value: number): number {
  if (Number.isNaN(value)) return missingBin;
  if (isCategorical) return levelBins[value] ?? missingBin;
  let low = 0;
  for (let high = thresholds.length; low < high;) {
    const middle = (low + high) >>> 1;
    if (value <= thresholds[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}
