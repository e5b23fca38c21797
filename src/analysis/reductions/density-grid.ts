// Counts of persons on a grid of two features: what a scatter of many points looks like from afar.
import type { Labels } from '../agreement/cross-table.ts';
import { requireSameLength } from '../statistics/require-values.ts';
import { binOf, type BinEdges } from './bin-edges.ts';

/**
 * One grid for each cluster, all on the same edges. Values outside the edges are not counted.
 *
 * @param labels 0 to k - 1 a row
 * @returns k arrays of counts, row-major: counts[y * xBinCount + x]
 * @throws AnalysisError `input.length-mismatch`
 */
export function densityGrids(
  x: Float64Array,
  y: Float64Array,
  labels: Labels,
  k: number,
  xBins: BinEdges,
  yBins: BinEdges,
): Uint32Array[] {
  requireSameLength(x, y, 'Density');
  requireSameLength(x, labels, 'Density');
  const xBinCount = xBins.edges.length - 1;
  const yBinCount = yBins.edges.length - 1;
  const grids = Array.from({ length: k }, () => new Uint32Array(xBinCount * yBinCount));
  for (let row = 0; row < x.length; row++) {
    const i = binOf(xBins.edges, x[row]!);
    const j = binOf(yBins.edges, y[row]!);
    if (i >= 0 && j >= 0) grids[labels[row]!]![j * xBinCount + i]!++;
  }
  return grids;
}
