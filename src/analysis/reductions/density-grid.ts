// Counts of persons on a grid of two features: what a scatter of many points looks like from afar.
import { densityKernel } from '#kernels/density';
import { AnalysisError } from '../analysis-error.ts';
import type { Labels } from '../agreement/cross-table.ts';
import { requireSameLength } from '../statistics/require-values.ts';
import type { Team } from '../team.ts';
import { binOf, type BinEdges } from './bin-edges.ts';
import { kernelDensity } from './kernel-density.ts';

export interface DensityInput {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** 0 to k - 1 a row. */
  readonly labels: Uint16Array;
  readonly k: number;
  readonly xEdges: Float64Array;
  readonly yEdges: Float64Array;
}

/** From so many rows on, threads are faster. */
const manyRows = 100_000;

/**
 * One grid for each cluster, all on the same edges. Values outside the edges are not counted.
 *
 * @param labels 0 to k - 1 a row
 * @param team whose threads share the work where rows are many; plain TypeScript where not given
 * @returns k arrays of counts, row-major: counts[y * xBinCount + x]
 * @throws AnalysisError `input.length-mismatch`, `input.unknown-label`
 */
export function densityGrids(
  x: Float64Array,
  y: Float64Array,
  labels: Labels,
  k: number,
  xBins: BinEdges,
  yBins: BinEdges,
  team?: Team,
): Uint32Array[] {
  requireSameLength(x, y, 'Density');
  requireSameLength(x, labels, 'Density');
  const input: DensityInput = {
    x,
    y,
    labels: requireLabels(labels, k),
    k,
    xEdges: xBins.edges,
    yEdges: yBins.edges,
  };
  const counts =
    x.length >= manyRows && team?.supports(densityKernel)
      ? kernelDensity(input, team)
      : scalarDensity(input);
  const cellCount = counts.length / k;
  return Array.from({ length: k }, (_, cluster) =>
    counts.slice(cluster * cellCount, (cluster + 1) * cellCount),
  );
}

/** Counts by cluster, then by bin of y, then by bin of x: what the kernel computes too. */
export function scalarDensity({ x, y, labels, k, xEdges, yEdges }: DensityInput): Uint32Array {
  const xBinCount = xEdges.length - 1;
  const yBinCount = yEdges.length - 1;
  const counts = new Uint32Array(k * xBinCount * yBinCount);
  for (let row = 0; row < x.length; row++) {
    const i = binOf(xEdges, x[row]!);
    const j = binOf(yEdges, y[row]!);
    if (i >= 0 && j >= 0) counts[(labels[row]! * yBinCount + j) * xBinCount + i]! += 1;
  }
  return counts;
}

function requireLabels(labels: Labels, k: number): Uint16Array {
  const checked = new Uint16Array(labels.length);
  for (let row = 0; row < checked.length; row++) {
    const label = labels[row]!;
    if (!(Number.isInteger(label) && label >= 0 && label < k)) {
      throw new AnalysisError(
        'input.unknown-label',
        `Density: the label of row ${row} is ${label}, expected are 0 to ${k - 1}.`,
        'Leave rows without a cluster out, or give the number of clusters that they belong to.',
        { row },
      );
    }
    checked[row] = label;
  }
  return checked;
}
