// One round of Boruvka's algorithm: who looks for each point's nearest point of another component.

/** No other point, no single component. */
export const none = 0xffffffff;

/** The cells of a round, by position unless said otherwise; squares are squared distances. */
export interface EdgeCells {
  readonly cores: Float64Array;
  /** By node: the least of `cores`. */
  readonly nodeCores: Float64Array;
  readonly components: Uint32Array;
  /** By node: the component of all its points, or `none`. */
  readonly nodeComponents: Uint32Array;
  /** By component: an edge beyond this square is of no use. */
  readonly bounds: Float64Array;
  /** By leaf: a bit for each lane whose nearest is wanted. */
  readonly openMasks: Uint32Array;
  /**
   * Squared mutual reachability of the nearest foreign point; where `bestOthers` is `none`, every
   * foreign point is farther than this.
   */
  readonly bestReaches: Float64Array;
  readonly bestSquares: Float64Array;
  readonly bestOthers: Uint32Array;
}

export interface EdgeSearch {
  readonly cells: EdgeCells;
  /**
   * For every open lane: the foreign point of least mutual reachability, of equal ones the nearest, of
   * equally near ones that of the least position; `none` where a bound was reached first. Yields the
   * share done.
   */
  search(): Generator<number, void>;
  close(): void;
}
