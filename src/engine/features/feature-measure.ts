// What a feature measure is: one of the ways in which recency, frequency or engagement is counted.
import type { EventRole } from '../ingest/event-roles.ts';

export interface MeasureSql {
  /**
   * A value for every event, which the aggregate may use. It is computed over `event`, before
   * anything is grouped; moments there are as they are stored.
   */
  readonly perEvent?: { readonly name: string; readonly sql: string };
  /**
   * An aggregate over the events of one person, of type DOUBLE or an integer, never NULL. It may use
   * the columns of `event`, with `occurred_at` in the recipe's time zone, and `as_of`.
   */
  readonly value: string;
}

export interface MeasureParameters {
  /** SQL of the as-of moment: midnight, in the recipe's time zone. */
  readonly asOf: string;
  /** SQL of the moment of the first event of all, in the recipe's time zone. */
  readonly firstMoment: string;
  readonly gapMinutes: number;
  /** Whether `event` has the column `pause`, and all events of a person count. */
  readonly withPauses: boolean;
}

export interface FeatureMeasure {
  /** Shown to people: "Clicks". */
  readonly label: string;
  /** "clicks", "days", "sessions" ... */
  readonly unit: string;
  /** The role that must be mapped. */
  readonly requires?: EventRole;
  /** Whether it counts by the column `pause` where it can. */
  readonly usesPauses?: true;
  /** One sentence: what exactly is counted. */
  readonly definition: (parameters: MeasureParameters) => string;
  readonly sql: (parameters: MeasureParameters) => MeasureSql;
}
