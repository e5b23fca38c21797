// Which cluster each row belongs to, how near it is, and how clear the choice was.
import type { Matrix } from '../matrix.ts';
import { centreMatrixAbout, toCentred } from './centred-matrix.ts';
import type { KMeansBackend } from './kmeans-backend.ts';
import type { KMeansModel } from './kmeans-types.ts';
import { scalarBackend } from './scalar-rows.ts';

export interface KMeansAssignment {
  /** Cluster indices in the model's order: bytes up to 256 clusters, 16-bit numbers above. */
  readonly labels: Uint8Array | Uint16Array;
  /** Euclidean distance to the row's own centroid, in the matrix's units; at most MAX_VALUE. */
  readonly distances: Float64Array;
  /**
   * (second - first) / second of the Euclidean distances to the nearest two centroids, in [0, 1]:
   * 1 on the centroid itself (or where k is 1), 0 half way between two.
   */
  readonly margins: Float64Array;
}

/**
 * Assigns rows to a model's clusters; on the rows of the fit it gives exactly the fit's labels.
 *
 * @throws AnalysisError `input.not-finite`, `input.length-mismatch`, `input.empty`
 */
export function predictKMeans(
  model: Pick<KMeansModel, 'k' | 'centroids' | 'origin'>,
  matrix: Matrix,
  backend: KMeansBackend = scalarBackend,
): KMeansAssignment {
  const centred = centreMatrixAbout(matrix, model.origin, model.centroids);
  const rows = backend(centred, model.k);
  try {
    const { labels, first, second } = rows.nearestTwo(toCentred(model.centroids, centred));
    const distances = new Float64Array(rows.rowCount);
    const margins = new Float64Array(rows.rowCount);
    for (let row = 0; row < rows.rowCount; row++) {
      const squares = first[row]!;
      distances[row] = Math.min(Math.sqrt(squares) / centred.scale, Number.MAX_VALUE);
      margins[row] = marginOf(squares, second[row]!);
    }
    return { labels, distances, margins };
  } finally {
    rows.close();
  }
}

function marginOf(first: number, second: number): number {
  if (second === 0) return 0;
  return 1 - Math.sqrt(first / second);
}
