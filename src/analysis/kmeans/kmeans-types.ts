// What goes into a k-means fit, what comes out of it, and what it tells on its way.

export interface KMeansParams {
  /** Number of clusters, 1 to 65,536. */
  readonly k: number;
  /** Independent runs, each from its own k-means++ start; the one with the lowest inertia is kept. */
  readonly restartCount: number;
  readonly maxIterationCount: number;
  /**
   * A run stops when the squared movements of all centroids add up to at most this share of the mean
   * column variance (scikit-learn's meaning of `tol`).
   */
  readonly tolerance: number;
  readonly seed: number;
  /** k x columns, row-major, in the matrix's own units: one run from here in place of k-means++. */
  readonly startCentroids?: Float64Array;
}

export const defaultKMeansParams = {
  restartCount: 20,
  maxIterationCount: 300,
  tolerance: 1e-4,
  seed: 0,
} as const satisfies Omit<KMeansParams, 'k'>;

/** One run of Lloyd's algorithm, kept for the picture of all traces. */
export interface KMeansRestart {
  readonly seed: number;
  /** The inertia after every iteration; it never rises. */
  readonly inertiaTrace: readonly number[];
  /** Final inertia: that of the final labels about the final centroids. */
  readonly inertia: number;
  /** False where the run ended at the iteration cap. */
  readonly converged: boolean;
  /** How often a cluster lost its last row and was started anew at the farthest row. */
  readonly relocationCount: number;
}

export interface KMeansModel {
  readonly k: number;
  readonly columnCount: number;
  /** k x columnCount, row-major, in the matrix's own units, in canonical order. */
  readonly centroids: Float64Array;
  /**
   * A point of columnCount coordinates near the data. Distances are computed about it, when fitting
   * and when predicting alike, so that both give the same labels and large offsets cost no digits.
   */
  readonly origin: Float64Array;
  /** Sum of squared distances of all rows to their centroids; at most Number.MAX_VALUE. */
  readonly inertia: number;
  /** Rows of each cluster. */
  readonly sizes: Uint32Array;
  readonly iterationCount: number;
  readonly converged: boolean;
  readonly restarts: readonly KMeansRestart[];
  /** Index of the run that was kept. */
  readonly bestRestart: number;
  /** Clusters without any row; zero but for degenerate data. */
  readonly emptyClusterCount: number;
}

/** What a fit yields after every step; the caller may stop between any two. */
export interface KMeansStep {
  readonly k: number;
  readonly restart: number;
  readonly phase: 'seeding' | 'iterating';
  /** Centroids drawn so far, or iterations done so far. */
  readonly stepCount: number;
  /** Current inertia; while seeding, the sum of squared distances to the nearest centroid so far. */
  readonly inertia: number;
}
