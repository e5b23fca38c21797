// A feature's values as the trees tell them apart: rows whose values no split separates share a bin.
import type { FeatureColumn } from '../../supervised/feature-table.ts';
import { goesLeft, type TreeEnsemble } from '../../supervised/tree-ensemble.ts';

export interface FeatureBins {
  readonly binCount: number;
  readonly binOfRow: Uint32Array;
  /** Calls back with every bin that goes right at a split on the feature. */
  forEachRightBin(node: number, use: (bin: number) => void): void;
}

/** @param nodes the splits on the feature, by node */
export function binFeature(
  ensemble: TreeEnsemble,
  nodes: readonly number[],
  column: FeatureColumn,
): FeatureBins {
  const isNumeric = nodes.every((node) => ensemble.categories[node]! < 0);
  return isNumeric ? binByThresholds(ensemble, nodes, column) : binByValues(ensemble, column);
}

/** Bin b: not above the b-th threshold and above those before; the last but one above all; then NaN. */
function binByThresholds(
  { threshold, missingLeft }: TreeEnsemble,
  nodes: readonly number[],
  { values }: FeatureColumn,
): FeatureBins {
  const distinct = new Set(nodes.map((node) => threshold[node]!));
  const thresholds = Float64Array.from(distinct).sort();
  const missingBin = thresholds.length + 1;
  const binOfRow = new Uint32Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    binOfRow[row] = value === value ? countBelow(thresholds, value) : missingBin;
  }
  return {
    binCount: missingBin + 1,
    binOfRow,
    forEachRightBin(node, use) {
      const first = countBelow(thresholds, threshold[node]!) + 1;
      for (let bin = first; bin < missingBin; bin++) use(bin);
      if (!missingLeft[node]) use(missingBin);
    },
  };
}

function countBelow(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A bin for each value that occurs: levels are few. */
function binByValues(ensemble: TreeEnsemble, { values, levels }: FeatureColumn): FeatureBins {
  const bins = new Map<number, number>();
  const binOfRow = Uint32Array.from(values, (value) => {
    const bin = bins.get(value) ?? bins.size;
    bins.set(value, bin);
    return bin;
  });
  return {
    binCount: bins.size,
    binOfRow,
    forEachRightBin(node, use) {
      bins.forEach((bin, value) => {
        if (!goesLeft(ensemble, node, value, levels.length)) use(bin);
      });
    },
  };
}
