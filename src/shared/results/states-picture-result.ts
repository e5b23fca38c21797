// What the pictures of a States result are drawn from: binned and counted, never the rows themselves.
import { z } from 'zod';
import { histogramSchema } from '../data/quality-report.ts';
import { numbers } from './result-parts.ts';

/** One emission picture a feature of the model. Multiply a state's density by its share of the rows
 *  to see how the states add up to the data. */
export const emissionPictureSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('continuous'),
    /** The feature's name. */
    feature: z.string(),
    /** Rows by bin, own units. */
    histogram: histogramSchema,
    /** The histogram as a density: share of the rows by width of the bin. */
    observed: numbers,
    /** Ascending, own units. */
    grid: numbers,
    /** By state, the density of one own unit at each place of the grid. */
    densities: z.array(numbers),
  }),
  z.object({
    /** Values 0, 1, 2, ... with the probability of each. */
    kind: z.enum(['binary', 'count']),
    feature: z.string(),
    /** Share of the rows with each value. */
    observed: numbers,
    /** By state, the probability of each value. */
    probabilities: z.array(numbers),
  }),
]);
export type EmissionPictureResult = z.infer<typeof emissionPictureSchema>;

/** Share of the rows in every state by period. */
const sharesSchema = z.object({
  rowCounts: numbers,
  /** shares[place][state]; each adds up to one. */
  shares: z.array(numbers),
});

export const dwellPictureSchema = z.object({
  state: z.number(),
  /** Runs of equal states on the Viterbi paths; those cut off by the end of a person's rows. */
  runCount: z.number(),
  censoredCount: z.number(),
  /** Runs by length, 1 period first: ended within the rows, and cut off. */
  endedByLength: numbers,
  censoredByLength: numbers,
  /** Kaplan-Meier estimate of lasting longer than 1, 2, ... periods, and the geometric law's. */
  survival: numbers,
  geometricSurvival: numbers,
  /** Largest difference of the two, where at least 20 runs got so far; null where none did. */
  largestGap: z.number().nullable(),
});

export const statesPicturesSchema = z.object({
  emissions: z.array(emissionPictureSchema),
  /** First days of the calendar periods, ISO. */
  byPeriod: sharesSchema.extend({ periods: z.array(z.string()) }),
  /** Periods since each person's first row, 0 first. */
  bySinceJoining: sharesSchema.extend({ periods: numbers }),
  /** counts[first][last]: persons by the state of their first and of their last row. */
  firstToLast: z.object({ counts: z.array(numbers) }),
  dwell: z.array(dwellPictureSchema),
  /** Persons by number of switches, and by entropy (0 certain, 1 anything). */
  switches: histogramSchema,
  entropy: histogramSchema,
});
export type StatesPictures = z.infer<typeof statesPicturesSchema>;
