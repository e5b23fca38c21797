// What k-means needs from whoever holds the rows: the passes over all of them.
import type { CentredMatrix } from './centred-matrix.ts';

/** Rows of one chunk; sums are formed chunk by chunk and added in the order of chunks. */
export const chunkRowCount = 8192;

/** What a pass that moves rows between clusters changed. */
export interface Reassignment {
  readonly changedRowCount: number;
  /** k values: rows gained minus rows lost. */
  readonly sizeDelta: Int32Array;
  /** k x columns: coordinates gained minus coordinates lost. */
  readonly sumDelta: Float64Array;
  /** Change of the inertia about the same centroids; never positive. */
  readonly inertiaDelta: number;
}

/** Moments of the rows of each cluster about its centroid. */
export interface Moments {
  /** k values. */
  readonly sizes: Uint32Array;
  /** k x columns: sums of row minus centroid. */
  readonly sums: Float64Array;
  /** Sum of the squared distances of all rows to their centroids. */
  readonly inertia: number;
}

/** The nearest centroid of each row, and how far away it and the second nearest are. */
export interface NearestTwo {
  readonly labels: Uint8Array | Uint16Array;
  /** Squared distances to the nearest centroid. */
  readonly first: Float64Array;
  /** Squared distances to the second nearest; Infinity where there is only one centroid. */
  readonly second: Float64Array;
}

/**
 * The rows of a centred matrix with one label each. Centroids are k x columns, row-major, in the
 * centred matrix's units. A row belongs to the centroid of the least squared distance, of equal ones
 * to the first. Squares are summed in 64 bits over the even columns and over the odd ones, and the two
 * sums added.
 */
export interface KMeansRows {
  readonly rowCount: number;
  readonly columnCount: number;
  /** Copies a row's coordinates into `into`, starting at `offset`. */
  copyRow(row: number, into: Float64Array, offset: number): void;
  /** Labels every row and returns how many labels changed. Labels are zero at first. */
  assign(centroids: Float64Array): number;
  /** Labels every row and reports in full what changed. */
  reassign(centroids: Float64Array): Reassignment;
  /** Replaces each label by its entry in `names`. */
  relabel(names: readonly number[]): void;
  /** Moments of the labelled rows about the given centroids. */
  moments(centroids: Float64Array): Moments;
  /** Labels and distances, row by row. */
  nearestTwo(centroids: Float64Array): NearestTwo;
  /** Forgets all seeds and takes this row as the first; returns the potential. */
  seedFirst(row: number): number;
  /** For each row the potential that would remain if it became a seed too. */
  seedTrial(rows: readonly number[]): Float64Array;
  /** Makes a row a seed; returns the potential. */
  seedAccept(row: number): number;
  /**
   * The first row at which the running sum of squared distances to the nearest seed exceeds
   * `target`; 0 <= target < potential.
   */
  seedPick(target: number): number;
  /** Gives the memory back. */
  close(): void;
}

/** Takes the rows over, by copying them into its own layout, for fits of at most `greatestK` clusters. */
export type KMeansBackend = (matrix: CentredMatrix, greatestK: number) => KMeansRows;
