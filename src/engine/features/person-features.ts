// The feature columns of everybody, in shared memory, with the keys beside them.

export interface PersonFeatures {
  /** Ascending: as numbers where all keys are integers, else by the bytes of their UTF-8. */
  readonly persons: readonly string[];
  readonly recency: Float64Array<SharedArrayBuffer>;
  readonly frequency: Float64Array<SharedArrayBuffer>;
  readonly engagement: Float64Array<SharedArrayBuffer>;
  /** ISO date; events at or after its midnight do not count. */
  readonly asOf: string;
  /** The statement that was run. */
  readonly sql: string;
  readonly dropped: {
    /** Events at or after the as-of date. */
    readonly laterEventCount: number;
    /** Persons whose events all lie there. */
    readonly laterPersonCount: number;
    /** Suspected robots, left out or capped; 0 where they are kept, as nobody looks then. */
    readonly robotCount: number;
    readonly robotTreatment: 'keep' | 'cap' | 'leave-out';
  };
}

export function sharedColumn(length: number): Float64Array<SharedArrayBuffer> {
  return new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
}
