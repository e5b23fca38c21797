// A map of encodings by UMAP (McInnes, Healy and Melville 2018): neighbours stay together, distances
// on it are not to scale.
import { UMAP } from 'umap-js';
import { sampleRows } from '../choosing-k/sample-rows.ts';
import { requirePoints, type Points } from '../density/points.ts';
import { createRandom, deriveSeed } from '../random.ts';
import { requireCount, requireRange } from '../statistics/require-values.ts';

export interface UmapParams {
  readonly neighbourCount: number;
  /** Least distance of points on the map. */
  readonly minDistance: number;
  /** Above it the map shows a sample. */
  readonly greatestRowCount: number;
  readonly seed: number;
}

export const defaultUmapParams = {
  neighbourCount: 15,
  minDistance: 0.1,
  greatestRowCount: 50_000,
  seed: 0,
} as const satisfies UmapParams;

export interface UmapMap {
  /** Rows on the map, ascending. */
  readonly rows: Uint32Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly sampled: boolean;
  readonly epochCount: number;
}

export interface UmapStep {
  readonly epoch: number;
  readonly epochCount: number;
}

/** Fewer points than this are no map. */
const leastRowCount = 4;

/**
 * Yields after the search for neighbours, which is one long step, and after every epoch. The same seed
 * gives the same map.
 *
 * @throws AnalysisError as `requirePoints`; `input.too-few-rows`, `parameter.out-of-range`
 */
export function* umapMap(
  points: Points,
  params: UmapParams = defaultUmapParams,
): Generator<UmapStep, UmapMap> {
  requirePoints(points, 'UMAP');
  requireCount(points.rowCount, leastRowCount, 'UMAP');
  requireRange(params.neighbourCount, 2, 200, 'The number of neighbours of UMAP');
  const { seed, greatestRowCount } = params;
  const rows = sampleRows(points.rowCount, greatestRowCount, deriveSeed(seed, 'umap', 'sample'));
  const umap = new UMAP({
    nComponents: 2,
    nNeighbors: Math.min(params.neighbourCount, rows.length - 1),
    minDist: params.minDistance,
    random: createRandom(deriveSeed(seed, 'umap')).uniform,
  });
  const epochCount = umap.initializeFit(Array.from(rows, (row) => rowOf(points, row)));
  yield { epoch: 0, epochCount };
  for (let epoch = 1; epoch <= epochCount; epoch++) {
    umap.step();
    yield { epoch, epochCount };
  }
  const places = umap.getEmbedding();
  return {
    rows,
    x: Float64Array.from(places, ([x]) => x ?? 0),
    y: Float64Array.from(places, ([, y]) => y ?? 0),
    sampled: rows.length < points.rowCount,
    epochCount,
  };
}

function rowOf({ dimensionCount, values }: Points, row: number): number[] {
  return Array.from(values.subarray(row * dimensionCount, (row + 1) * dimensionCount));
}
