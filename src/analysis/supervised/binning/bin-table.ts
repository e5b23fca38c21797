// A table of features in 8 bits: row after row, a byte a feature, as histograms are built from.
import { featureBinsKernel } from '#kernels/feature-bins';
import type { Team } from '../../team.ts';
import type { FeatureColumn, FeatureTable } from '../feature-table.ts';
import { sampleCountOf, sortedSample, thresholdsOf } from './bin-edges.ts';
import { binsByKernel, sortedByKernel } from './kernel-bins.ts';

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

/** Learns the bins of every column from the rows of a table; a team changes nothing but the time. */
export function fitBinning(table: FeatureTable, team?: Team): Binning {
  const numeric = table.columns.filter(({ kind }) => kind !== 'categorical');
  const values = numeric.map((column) => column.values);
  const sorted = team?.supports(featureBinsKernel)
    ? sortedByKernel(values, sampleCountOf(table.rowCount), team)
    : values.map(sortedSample);
  const samples = new Map(numeric.map((column, index) => [column, sorted[index]!]));
  const columns = table.columns.map((column) => {
    const sample = samples.get(column);
    return sample ? fitRanges(sample) : fitLevels(column);
  });
  return { columns };
}

function fitRanges(sorted: Float64Array): BinnedColumn {
  const thresholds = thresholdsOf(sorted, missingBin);
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

/** The bins of a table's rows; a team changes nothing but the time. */
export function binTable(table: FeatureTable, binning: Binning, team?: Team): BinnedTable {
  const bins = team?.supports(featureBinsKernel)
    ? binsByKernel(table, binning.columns, team)
    : binsOf(table, binning);
  const featureCount = binning.columns.length;
  const hasMissing = new Uint8Array(featureCount);
  for (let feature = 0; feature < featureCount; feature++) {
    for (let cell = feature; cell < bins.length; cell += featureCount) {
      if (bins[cell] !== missingBin) continue;
      hasMissing[feature] = 1;
      break;
    }
  }
  return { rowCount: table.rowCount, binning, bins, hasMissing };
}

function binsOf(table: FeatureTable, binning: Binning): Uint8Array {
  const featureCount = binning.columns.length;
  const bins = new Uint8Array(table.rowCount * featureCount);
  binning.columns.forEach((column, feature) => {
    const { values } = table.columns[feature]!;
    for (let row = 0; row < table.rowCount; row++) {
      bins[row * featureCount + feature] = binOf(column, values[row]!);
    }
  });
  return bins;
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
