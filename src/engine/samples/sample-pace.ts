// How far the writing of a sample has come, and whether it is to stop.
import { PersonaeError } from '#shared/errors';

/** What the caller of a generator may hand in; both are called often and should be quick. */
export interface SampleControl {
  /** Called with a fraction from 0 to 1 that never falls; the last call is 1. */
  readonly onProgress?: (fraction: number) => void;
  /** Looked at every few thousand rows, that is every few milliseconds. */
  readonly shouldStop?: () => boolean;
}

export interface SamplePace {
  /** Reports `rowCount` more rows; throws `job.cancelled` when the writing is to stop. */
  readonly advance: (rowCount: number) => void;
  /** Says that everything is written. */
  readonly finish: () => void;
}

/** How many rows a generator makes between two calls of `advance`, at most. */
export const rowsPerLook = 4096;

/** @param expectedRowCount an estimate is enough: the fraction stays below 1 until `finish` */
export function createSamplePace(control: SampleControl, expectedRowCount: number): SamplePace {
  let doneRowCount = 0;
  return {
    advance(rowCount) {
      doneRowCount += rowCount;
      if (control.shouldStop?.() === true) {
        throw new PersonaeError({
          code: 'job.cancelled',
          message: 'The sample was cancelled; nothing was left behind.',
        });
      }
      control.onProgress?.(Math.min(0.999, doneRowCount / expectedRowCount));
    },
    finish: () => control.onProgress?.(1),
  };
}
