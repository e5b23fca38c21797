// What the sequences of a recipe are once they are built.

export interface BuiltSequences {
  /** Ascending, as the rows of `event` are. */
  readonly persons: readonly string[];
  /** persons + 1 places: the events of person p are starts[p] to starts[p + 1] - 1. */
  readonly starts: Uint32Array;
  /** By event: index into `kindNames`. */
  readonly kinds: Uint16Array;
  /** By event: days since the first day of the observation window. */
  readonly days: Float64Array;
  /** By event; NaN where the cell is empty. Null where no amount is mapped. */
  readonly amounts: Float64Array | null;
  /** The commonest first; "other" last, where rare kinds were put together. */
  readonly kindNames: readonly string[];
  readonly rareKinds: readonly string[];
  readonly outcome: SequenceOutcome | null;
  readonly window: SequenceWindow;
  readonly leftOut: readonly { readonly reason: string; readonly personCount: number }[];
  readonly truncatedPersonCount: number;
  readonly outcomeEventsTakenOut: number;
  /** The statement that gave the events. */
  readonly sql: string;
}

export interface SequenceOutcome {
  readonly name: string;
  /** By person: 1 where it happened while people were followed. */
  readonly happened: Uint8Array;
  /** By person: days from the start of following to the outcome, or to the end of following. */
  readonly days: Float64Array;
}

export interface SequenceWindow {
  /** ISO dates in the recipe's time zone. */
  readonly from: string;
  /** Null where each person has a cutoff of their own. */
  readonly cutoff: string | null;
  readonly followedUntil: string;
  /** The end of the observation window in days since `from`; of persons with their own, the last. */
  readonly cutoffDay: number;
}
