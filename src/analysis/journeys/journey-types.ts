// What the analysis of journeys works on: people's events in time, and what became of them.
import type { RepeatInterval } from '../statistics/repeat-interval.ts';
import type { ShareInterval } from '../statistics/wilson-interval.ts';

/** Events of all people, person by person, each person's in order of time. */
export interface Journeys {
  readonly personCount: number;
  /** personCount + 1 places: events of person p are starts[p] to starts[p + 1] - 1. */
  readonly starts: Uint32Array;
  /** By event: index into `kindNames`. */
  readonly kinds: ArrayLike<number>;
  /** By event: when, in days since any fixed moment. */
  readonly days: Float64Array;
  readonly kindNames: readonly string[];
}

/** What became of people after the cutoff; all by person. */
export interface JourneyOutcomes {
  /** 1 where the outcome happened, 0 where it did not as far as people were followed. */
  readonly happened: Uint8Array;
  /** Days from the start of following to the outcome, or to the end of following. */
  readonly days: Float64Array;
  /** What happened, as in "churned". */
  readonly name: string;
}

/** A person's journey in four numbers. */
export interface JourneyFacts {
  /** Events. */
  readonly length: Float64Array;
  /** Day of the first and of the last event. */
  readonly firstDay: Float64Array;
  readonly lastDay: Float64Array;
  /** Days from the first event to the cutoff. */
  readonly tenure: Float64Array;
  /** Persons x kinds, row-major: events of each kind. */
  readonly kindCounts: Float64Array;
}

/** A mean over people; without an interval where there is one person only. */
export type MeanInterval = Pick<RepeatInterval, 'count' | 'mean' | 'deviation'> & {
  readonly low: number | null;
  readonly high: number | null;
};

export interface SegmentRow {
  /** Index of the segment; -1 for people that no segment holds, -2 for everybody. */
  readonly segment: number;
  readonly size: number;
  /** Among all people, with Wilson's interval. */
  readonly share: ShareInterval;
  /** Under 1 % of the people: too small to be a finding. */
  readonly tooSmall: boolean;
  /** By kind: events a person. */
  readonly kinds: readonly MeanInterval[];
  readonly length: MeanInterval | null;
  readonly firstDay: MeanInterval | null;
  readonly lastDay: MeanInterval | null;
  readonly tenure: MeanInterval | null;
  /** Share of the people with the outcome; null where nobody's is known. */
  readonly outcome: ShareInterval | null;
}

export interface SegmentTable {
  readonly kindNames: readonly string[];
  readonly outcomeName: string | null;
  /** One row a segment, in their order. */
  readonly segments: readonly SegmentRow[];
  /** People without a segment; null where the clustering leaves nobody out. */
  readonly noise: SegmentRow | null;
  readonly everybody: SegmentRow;
}
