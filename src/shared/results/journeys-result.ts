// Everything the window and the command line show of one run of workflow Journeys. Days are counted
// from the first day of the observation window.
import { z } from 'zod';
import { qualityReportSchema } from '../data/quality-report.ts';
import { numbers, resultFields, savedModelSchema, segmentBaseSchema } from './result-parts.ts';

/** A mean over persons with its 95 % interval; no interval where there is one person. */
export const meanIntervalSchema = z.object({
  mean: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});

/** A share with its 95 % interval (Wilson). */
export const shareIntervalSchema = z.object({
  share: z.number(),
  low: z.number(),
  high: z.number(),
});

/** One row of the article's table. */
export const journeyRowSchema = z.object({
  personCount: z.number(),
  share: shareIntervalSchema,
  /** Mean number of events a person, in the order of `kinds`. */
  kinds: z.array(meanIntervalSchema),
  length: meanIntervalSchema.nullable(),
  firstDay: meanIntervalSchema.nullable(),
  lastDay: meanIntervalSchema.nullable(),
  tenure: meanIntervalSchema.nullable(),
  /** Null where there is no outcome. */
  outcome: shareIntervalSchema.nullable(),
});
export type JourneyRow = z.infer<typeof journeyRowSchema>;

/** One event of a journey that is shown: index of the kind, and the day. */
export const journeyStepsSchema = z.object({ kinds: numbers, days: numbers });

export const journeysSegmentSchema = segmentBaseSchema.extend({
  row: journeyRowSchema,
  /** Under 1 % of the persons: too small to be a finding. */
  tooSmall: z.boolean(),
  /** Persons by the number of their events: bin b holds edges[b] to edges[b + 1] - 1. */
  lengths: z.object({ edges: numbers, personCount: numbers }),
  /** The persons in the middle of the segment, the most typical first. */
  typical: z.array(journeyStepsSchema.extend({ person: z.string() })),
  /**
   * (kinds + 1) x (kinds + 1), row-major: from a kind, last from the start, to a kind, last to the end;
   * shares of each row.
   */
  transitions: numbers,
  /** Steps x (kinds + 1), row-major: share of the persons whose event this is; last: ended. */
  stateDistribution: numbers,
  /** Kaplan-Meier: share without the outcome after so many days; null where there is no outcome. */
  survival: z
    .object({
      days: numbers,
      share: numbers,
      low: numbers,
      high: numbers,
      atRisk: numbers,
      /** People still followed without the outcome, on days that all segments share. */
      risk: z.object({ days: numbers, atRisk: numbers }),
    })
    .nullable(),
});
export type JourneysSegment = z.infer<typeof journeysSegmentSchema>;

export const rocSchema = z.object({
  falsePositive: numbers,
  truePositive: numbers,
  auc: z.number(),
  low: z.number(),
  high: z.number(),
});

export const encoderReportSchema = z.object({
  kind: z.enum(['outcome-network', 'autoencoder', 'counts']),
  cell: z.enum(['simple', 'gru', 'lstm']).nullable(),
  epochs: z.array(
    z.object({ epoch: z.number(), trainingLoss: z.number(), validationLoss: z.number() }),
  ),
  bestEpoch: z.number().nullable(),
  stoppedEarly: z.boolean(),
  split: z.object({ training: z.number(), validation: z.number(), test: z.number() }),
  /** On held-out persons; null without an outcome. */
  network: rocSchema.nullable(),
  baseline: rocSchema.nullable(),
  verdict: z.enum(['network-better', 'no-better-than-counting', 'no-signal', 'not-asked']),
  sentence: z.string(),
});

export const distanceCurveSchema = z.object({
  rank: numbers,
  distance: numbers,
  kneeRank: z.number().nullable(),
  /** False where the curve is too straight for its knee to mean anything. */
  kneeClear: z.boolean(),
});
export type DistanceCurve = z.infer<typeof distanceCurveSchema>;

export const clusteringReportSchema = z.object({
  kind: z.enum(['dbscan', 'hdbscan', 'k-means']),
  dimensionCount: z.number(),
  deadUnitCount: z.number(),
  minPts: z.number().nullable(),
  eps: z.number().nullable(),
  epsChosenBy: z.enum(['knee', 'person', 'none']),
  k: z.number().nullable(),
  noiseCount: z.number(),
  noiseShare: z.number(),
  /** Ascending distances to the minPts-th neighbour, thinned; null for k-means. */
  distanceCurve: distanceCurveSchema.nullable(),
  /** HDBSCAN's condensed tree; parents before children; null elsewhere. */
  condensedTree: z
    .array(
      z.object({
        parent: z.number(),
        birth: z.number(),
        death: z.number(),
        size: z.number(),
        /** Index of the segment that it became; null where it was not selected. */
        segment: z.number().nullable(),
        /** Ascending: up to densities[i] it holds widths[i] persons. */
        densities: numbers,
        widths: numbers,
      }),
    )
    .nullable(),
});

/** A map of persons in two dimensions; distances are not to scale. */
export const encodingMapSchema = z.object({
  method: z.enum(['pca', 'umap']),
  x: numbers,
  y: numbers,
  /** Index of the segment. */
  segment: numbers,
  /** Whether every person is drawn. */
  exact: z.boolean(),
  /** Shares of the variance of both axes; null for UMAP. */
  explained: z.tuple([z.number(), z.number()]).nullable(),
});
export type EncodingMap = z.infer<typeof encodingMapSchema>;

export const journeysResultSchema = z.object({
  ...resultFields,
  workflow: z.literal('journeys'),
  quality: qualityReportSchema,
  sequences: z.object({
    personCount: z.number(),
    eventCount: z.number(),
    /** Left out, each with its reason. */
    leftOut: z.array(z.object({ reason: z.string(), personCount: z.number() })),
    from: z.string(),
    /** The calendar cutoff; null where each person has their own. */
    cutoff: z.string().nullable(),
    followedUntil: z.string(),
    truncatedPersonCount: z.number(),
    /** Kinds that became "other". */
    rareKinds: z.array(z.string()),
    outcomeEventsTakenOut: z.number(),
    sql: z.string(),
    lengthHistogram: z.object({ length: numbers, personCount: numbers }),
  }),
  kinds: z.array(z.string()),
  outcome: z.object({ name: z.string(), personCount: z.number(), share: z.number() }).nullable(),
  encoder: encoderReportSchema,
  clustering: clusteringReportSchema,
  segments: z.array(journeysSegmentSchema),
  everybody: journeyRowSchema,
  /** Null with fewer than two segments. */
  confounders: z
    .object({
      /** How well length and tenure alone tell the segments, held-out accuracy against the largest one. */
      accuracy: z.number(),
      guessing: z.number(),
      /** Adjusted Rand index with as many equal groups by length, and by tenure. */
      lengthAgreement: z.number(),
      tenureAgreement: z.number(),
      verdict: z.enum(['hardly', 'in part', 'mostly']),
      sentence: z.string(),
    })
    .nullable(),
  stability: z.object({
    seedCount: z.number(),
    /** Adjusted Rand indices between the clusterings of all pairs of seeds. */
    adjustedRand: numbers,
    mean: z.number().nullable(),
    sentence: z.string(),
  }),
  maps: z.array(encodingMapSchema),
  /** A seeded sample of journeys for the sequence index plot, by segment, sorted. */
  sequenceIndex: z.array(
    z.object({
      segment: z.number(),
      personCount: z.number(),
      journeys: z.array(journeyStepsSchema),
    }),
  ),
  transitionsOfAll: numbers,
  model: savedModelSchema,
});
export type JourneysResult = z.infer<typeof journeysResultSchema>;
