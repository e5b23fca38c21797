// Everything the window and the command line show of one run of workflow States. Numbers are in own
// units unless a name says otherwise (z: standardised). A period is named by its first day, ISO.
import { z } from 'zod';
import { histogramSchema, qualityReportSchema } from '../data/quality-report.ts';
import { columnTypeSchema } from '../recipe/mapping.ts';
import {
  emissionKinds,
  fillPolicies,
  panelFeatureSchema,
  panelMeasures,
} from '../recipe/states-settings.ts';
import { numbers, resultFields, savedModelSchema, segmentBaseSchema } from './result-parts.ts';
import { runawaySchema, statesChoiceSchema } from './states-choice-result.ts';
import { statesPicturesSchema } from './states-picture-result.ts';

export const unitSchema = z.object({ one: z.string(), many: z.string() });

/** How the panel came to be, and who is not in it. */
export const panelSummarySchema = z.object({
  input: z.enum(['events', 'panel']),
  period: z.enum(['day', 'week', 'month']),
  /** What a row is, for sentences. */
  periodUnit: unitSchema,
  /** First days of the first and the last period of the panel. */
  firstPeriod: z.string(),
  lastPeriod: z.string(),
  periodCount: z.number(),
  /** Rows of the panel, and those of them with an event of the person. */
  rowCount: z.number(),
  activeRowCount: z.number(),
  /** Persons with events, persons in the panel, and why the others are not. */
  personsRead: z.number(),
  personCount: z.number(),
  leftOut: z.array(z.object({ reason: z.string(), personCount: z.number() })),
  /** The seeded sample; null where everybody was taken. */
  sample: z.object({ personCount: z.number(), of: z.number(), seed: z.number() }).nullable(),
  /** Sequences that end because nothing happened for longer than the cutoff. */
  gaps: z.object({
    cutoff: z.number(),
    personCount: z.number(),
    /** Of them, those who came back later; what they did then is not in the panel. */
    returnedPersonCount: z.number(),
    returnedEventCount: z.number(),
  }),
  /** Events before the first one that opens a person's sequence; null where all open it. */
  eventsBeforeStart: z.number().nullable(),
  /** Periods a person. */
  lengths: histogramSchema,
  sql: z.string(),
});
export type PanelSummary = z.infer<typeof panelSummarySchema>;

export const statesFeatureSchema = z.object({
  name: z.string(),
  label: z.string(),
  unit: unitSchema,
  measure: z.enum(panelMeasures),
  /** One sentence: what exactly is measured. */
  definition: z.string(),
  sql: z.string(),
  fill: z.enum(fillPolicies),
  emission: z.enum(emissionKinds),
  kind: z.enum(['continuous', 'binary', 'count']),
  log: z.boolean(),
  /** Shown as a percentage: between 0 and 1 by its nature. */
  isShare: z.boolean(),
  /** Whether the fit saw z-scores of it. */
  scaled: z.boolean(),
  /** Why it took no part in the fit; null where it did. */
  leftOut: z.enum(['constant', 'empty']).nullable(),
  summary: z.object({
    /** Shares of the rows: filled by the policy, and missing. */
    filledShare: z.number(),
    missingShare: z.number(),
    /** null for a column without values. */
    mean: z.number().nullable(),
    standardDeviation: z.number().nullable(),
    minimum: z.number().nullable(),
    maximum: z.number().nullable(),
    /** Three; empty for a column without values. */
    quartiles: numbers,
  }),
  /** null for a column without values. */
  histogram: histogramSchema.nullable(),
});
export type StatesFeature = z.infer<typeof statesFeatureSchema>;

/**
 * A state. `personCount` and `personShare` are the persons who are in it now, as in the table of
 * persons; `index` is its place in every matrix here.
 */
export const statesSegmentSchema = segmentBaseSchema.extend({
  /** Rows on the Viterbi paths, and by the sum of posteriors. */
  rowCount: z.number(),
  rowShare: z.number(),
  expectedRowShare: z.number(),
  /** Persons in whose rows it is the most frequent. */
  dominantPersonCount: z.number(),
  nowCount: z.number(),
  /** One entry a feature of the result, left-out ones included. */
  profile: z.array(
    z.object({
      /** Of the cells that are not missing, weighted by the posterior. */
      mean: z.number().nullable(),
      /** In deviations of all rows, on the scale of the fit. */
      z: z.number().nullable(),
      missingShare: z.number().nullable(),
    }),
  ),
  /** Periods in a row: by the model, 1 / (1 - a_kk), and as seen; null where it is never left. */
  dwellMean: z.number().nullable(),
  dwellObserved: z.number().nullable(),
  /** Share of the rows after very many periods, by the model. */
  stationaryShare: z.number(),
  startProbability: z.number(),
  /** In it hardly anything happens: less than one event in ten periods. */
  dormant: z.boolean(),
  /** Keys of up to five persons who are in it now with the highest probability. */
  typicalPersons: z.array(z.string()),
});
export type StatesSegment = z.infer<typeof statesSegmentSchema>;

/** Everybody together: the mean of the persons' filtered states carried on by the transitions. */
export const forecastSummarySchema = z.object({
  horizon: z.number(),
  /** First days of the periods ahead; from the as-of date on. */
  periods: z.array(z.string()),
  /** shares[place][state]; place 0 is now, place h is h periods ahead. */
  shares: z.array(numbers),
  /** Mean probability of being dormant; null where no state is dormant. Place 0 is now. */
  dormancy: numbers.nullable(),
});

/** What is needed to give new rows a state: the features as they were resolved, too. */
export const statesSavedModelSchema = savedModelSchema.extend({
  kind: z.literal('hidden-markov'),
  features: z.array(panelFeatureSchema),
  /** Types of columns, corrected or found, that the features were read with. */
  types: z.record(z.string(), columnTypeSchema),
});

export const statesResultSchema = z.object({
  ...resultFields,
  workflow: z.literal('states'),
  /** null where the source is a panel already. */
  quality: qualityReportSchema.nullable(),
  panel: panelSummarySchema,
  features: z.array(statesFeatureSchema),
  choice: statesChoiceSchema,
  segments: z.array(statesSegmentSchema),
  /** transitionMatrix[from][to] of the model; counts of steps on the Viterbi paths likewise. */
  transitionMatrix: z.array(numbers),
  transitionCounts: z.array(numbers),
  everybody: z.array(
    z.object({ mean: z.number().nullable(), missingShare: z.number().nullable() }),
  ),
  /** Over persons. */
  switches: z.object({ mean: z.number(), unchangedShare: z.number() }),
  entropy: z.object({ mean: z.number() }),
  forecast: forecastSummarySchema,
  /** Of the chosen model; others' are with their candidates. */
  runaway: runawaySchema.nullable(),
  pictures: statesPicturesSchema,
  /** Rows found, beside the persons of the score card; only for samples. */
  plantedRows: z
    .object({
      rowCount: z.number(),
      foundShare: z.number(),
      adjustedRand: z.number(),
      /** Persons whose state now is the planted one. */
      nowShare: z.number(),
    })
    .nullable(),
  model: statesSavedModelSchema,
});
export type StatesResult = z.infer<typeof statesResultSchema>;
