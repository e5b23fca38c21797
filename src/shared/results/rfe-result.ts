// Everything the window and the command line show of one run of workflow RFE. Numbers are in the
// person's own units unless a name says otherwise (z: standardised). Plain JSON, never NaN.
import { z } from 'zod';
import { histogramSchema, qualityReportSchema } from '../data/quality-report.ts';
import {
  answerSentenceSchema,
  boxSchema,
  estimateSchema,
  numbers,
  resultFields,
  savedModelSchema,
  segmentBaseSchema,
} from './result-parts.ts';

export const featureNames = ['recency', 'frequency', 'engagement'] as const;

export const rfeFeatureResultSchema = z.object({
  name: z.enum(featureNames),
  /** Shown to people: "Recency", "Clicks", "Money spent". */
  label: z.string(),
  /** "days", "clicks", "sessions", "currency" ... */
  unit: z.string(),
  /** One sentence: what exactly is counted. */
  definition: z.string(),
  sql: z.string(),
  summary: z.object({
    mean: z.number(),
    standardDeviation: z.number(),
    minimum: z.number(),
    maximum: z.number(),
    quartiles: numbers,
  }),
  skewnessBefore: z.number(),
  skewnessAfter: z.number(),
  logged: z.boolean(),
  /** The value above which it was cut, own units; null where it was not. */
  winsorisedAt: z.number().nullable(),
  /** False where the feature is constant and was left out of the clustering. */
  used: z.boolean(),
  rawHistogram: histogramSchema,
  /** Of the values as clustered (logged, winsorised), before standardising. */
  transformedHistogram: histogramSchema,
});
export type RfeFeatureResult = z.infer<typeof rfeFeatureResultSchema>;

export const candidateSchema = z.object({
  k: z.number(),
  inertia: z.number().nullable(),
  silhouette: estimateSchema.nullable(),
  daviesBouldin: z.number().nullable(),
  calinskiHarabasz: z.number().nullable(),
  gap: z.number().nullable(),
  gapStandardError: z.number().nullable(),
  /** Mean bootstrap Jaccard of every cluster. */
  jaccard: numbers.nullable(),
  bic: z.number().nullable(),
  aic: z.number().nullable(),
  icl: z.number().nullable(),
  smallestShare: z.number(),
  converged: z.boolean(),
  /** Empty where the candidate may win. */
  rejectedBecause: z.array(z.string()),
});
export type Candidate = z.infer<typeof candidateSchema>;

export const restartTraceSchema = z.object({
  k: z.number(),
  restart: z.number(),
  /** Inertia (k-means) or log-likelihood (mixture) after every iteration. */
  trace: numbers,
  converged: z.boolean(),
  best: z.boolean(),
});

export const structureVerdictSchema = z.object({
  kind: z.enum(['structure', 'weak', 'none', 'not-asked']),
  sentence: z.string(),
  silhouette: z.number().nullable(),
  /** Of data whose columns were shuffled independently: mean and highest. */
  shuffledMean: z.number().nullable(),
  shuffledHighest: z.number().nullable(),
  /** Of one smooth cloud with the same margins and correlations: mean and highest. */
  cloudMean: z.number().nullable(),
  cloudHighest: z.number().nullable(),
});
export type StructureVerdict = z.infer<typeof structureVerdictSchema>;

const scoreRangeSchema = z.tuple([z.number(), z.number()]);

/** How quintile scores are given, and which scores make which name. */
export const scoreRuleSchema = z.object({
  bandCount: z.number(),
  /** `published`: a band begins at its start; `closed`: above it. */
  rule: z.enum(['published', 'closed']),
  features: z.array(
    z.object({
      name: z.enum(featureNames),
      /** Which end scores highest. */
      best: z.enum(['low', 'high']),
      /** Where the second band and those after it start, in own units. */
      starts: numbers,
      /** People by score, from 1. */
      counts: numbers,
    }),
  ),
  /** In the order in which they are tried: the first that fits gives the name. From and to, inclusive. */
  names: z.array(
    z.object({
      name: z.string(),
      recency: scoreRangeSchema,
      frequency: scoreRangeSchema,
      engagement: scoreRangeSchema,
    }),
  ),
  /** The name of everybody else. */
  otherwise: z.string(),
});
export type ScoreRule = z.infer<typeof scoreRuleSchema>;

export const choiceSchema = z.object({
  candidates: z.array(candidateSchema),
  chosenK: z.number(),
  chosenBy: z.enum(['data', 'person', 'rule']),
  reasons: z.array(z.string()),
  /** What each criterion alone would have taken. */
  votes: z.array(z.object({ criterion: z.string(), k: z.number().nullable() })),
  verdict: structureVerdictSchema,
  traces: z.array(restartTraceSchema),
  /** Of quintile scores; runs of before have none. */
  scoreRule: scoreRuleSchema.optional(),
});
export type Choice = z.infer<typeof choiceSchema>;

export const segmentSchema = segmentBaseSchema.extend({
  /** Of all clicks (or orders, or events): whatever frequency counts. */
  frequencyShare: z.number(),
  /** Of all engagement (sessions, money). */
  engagementShare: z.number(),
  /** One number a feature, in the order of featureNames. */
  mean: numbers,
  median: numbers,
  /** The centroid brought back to own units. */
  centroid: numbers,
  boxes: z.array(boxSchema),
  /** Bootstrap Jaccard; null where not asked. */
  stability: z.number().nullable(),
  silhouette: z.number().nullable(),
  meanMargin: z.number().nullable(),
});
export type Segment = z.infer<typeof segmentSchema>;

export const answerSchema = z.object({
  question: z.enum(['loyal', 'convertible', 'how-to-reach', 'not-worth-the-effort']),
  title: z.string(),
  /** The rule by which segments were picked. */
  rule: z.string(),
  /** The segments picked; empty where it is nobody. */
  segmentIds: z.array(z.string()),
  sentences: z.array(answerSentenceSchema),
});
export type Answer = z.infer<typeof answerSchema>;

/** Counts on a grid: counts[y * xBinCount + x]. Edges in own units. */
export const gridSchema = z.object({
  xEdges: numbers,
  yEdges: numbers,
  counts: numbers,
  xLogarithmic: z.boolean(),
  yLogarithmic: z.boolean(),
});
export type Grid = z.infer<typeof gridSchema>;

/** A seeded, stratified sample of persons for scatter plots; one entry a point. */
export const pointsSchema = z.object({
  recency: numbers,
  frequency: numbers,
  engagement: numbers,
  segment: numbers,
  exact: z.boolean(),
  personCount: z.number(),
});

export const picturesSchema = z.object({
  recencyByFrequency: gridSchema,
  /** frequency by engagement, one grid a segment (all on the same edges), for many persons. */
  frequencyByEngagement: z.array(z.object({ segment: z.number(), grid: gridSchema })),
  points: pointsSchema,
  silhouette: z
    .object({
      sampleSize: z.number(),
      mean: estimateSchema,
      /** Sorted descending within each segment, thinned. */
      segments: z.array(z.object({ segment: z.number(), values: numbers, mean: z.number() })),
    })
    .nullable(),
  pareto: z.object({
    personShare: numbers,
    frequencyShare: numbers,
    gini: z.number(),
    /** Share of frequency that the most frequent 20 % hold. */
    topFifthShare: z.number(),
  }),
  migration: z
    .object({
      from: z.string(),
      to: z.string(),
      /** Row: segment at the earlier date, last row: not seen yet; column: segment now. */
      counts: z.array(numbers),
    })
    .nullable(),
});
export type Pictures = z.infer<typeof picturesSchema>;

/** What is needed to give new persons a segment, and to see whether they still look alike. */
export const rfeSavedModelSchema = savedModelSchema.extend({
  kind: z.enum(['k-means', 'gaussian-mixture', 'quintile-scores']),
});

export const rfeResultSchema = z.object({
  ...resultFields,
  workflow: z.literal('rfe'),
  quality: qualityReportSchema,
  features: z.array(rfeFeatureResultSchema),
  choice: choiceSchema,
  segments: z.array(segmentSchema),
  answers: z.array(answerSchema),
  pictures: picturesSchema,
  model: rfeSavedModelSchema,
});
export type RfeResult = z.infer<typeof rfeResultSchema>;
