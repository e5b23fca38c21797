// What goes into DBSCAN, what comes out, and who does the passes over the leaves.

export interface DbscanParams {
  /** Radius: two points are neighbours where their distance is at most this. */
  readonly eps: number;
  /** Neighbours that make a core point, itself included. */
  readonly minPts: number;
}

export interface DbscanResult {
  /** The cluster of each row, numbered by their first core row; -1 is noise. */
  readonly labels: Int32Array;
  /** 1 for a core row. */
  readonly core: Uint8Array;
  readonly clusterCount: number;
  /** Rows of each cluster. */
  readonly sizes: Uint32Array;
  readonly coreCount: number;
  readonly borderCount: number;
  readonly noiseCount: number;
}

/** What a fit yields after every stretch of leaves. */
export interface DbscanStep {
  readonly phase: 'counting' | 'joining' | 'bordering';
  /** Share of the whole work, 0 to 1. */
  readonly share: number;
}

/** The three passes over all leaves of a tree; each yields the share of its own work. */
export interface DbscanPasses {
  /** 1 for each position that has at least minPts points within eps. */
  countCores(params: DbscanParams): Generator<number, Uint8Array>;
  /** For each core position the least core position that it is connected with. */
  joinCores(params: DbscanParams, core: Uint8Array): Generator<number, Uint32Array>;
  /** For each position the least label of a core point within eps; -1 where there is none. */
  labelBorders(params: DbscanParams, coreLabels: Int32Array): Generator<number, Int32Array>;
  /** Gives memory back. */
  close(): void;
}
