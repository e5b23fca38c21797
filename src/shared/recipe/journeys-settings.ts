// The choices of workflow Journeys: sequences, the encoder, the clustering.
import { z } from 'zod';
import { columnReferenceSchema } from './mapping.ts';

/** What counts as the outcome; its events never enter the sequences. */
export const outcomeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** One of these kinds of event happened. */
  z.strictObject({ kind: z.literal('events'), kinds: z.array(z.string()).min(1) }),
  /** A column of the rows holds one of these values. */
  z.strictObject({
    kind: z.literal('column'),
    column: columnReferenceSchema,
    values: z.array(z.string()).min(1),
  }),
]);
export type Outcome = z.infer<typeof outcomeSchema>;

export const sequenceSettingsSchema = z.strictObject({
  /** `events`: a row has a kind; `indicators`: a row is an interaction with 0/1 columns. */
  input: z.enum(['events', 'indicators']).default('events'),
  indicators: z.array(columnReferenceSchema).default([]),
  outcome: outcomeSchema.prefault({ kind: 'none' }),
  /** Events before this day are left out; null: from the first. */
  from: z.iso.date().nullable().default(null),
  /**
   * `date`: what happened before it is the input, an outcome counts from it on (null: chosen so that
   * the last quarter of the time span is left for outcomes). `before-outcome`: each person's events up
   * to so many days before their own outcome.
   */
  cutoff: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('date'), date: z.iso.date().nullable().default(null) }),
      z.strictObject({ kind: z.literal('before-outcome'), days: z.number().min(0).default(0) }),
    ])
    .prefault({ kind: 'date' }),
  /** Of a longer sequence the latest events are taken. */
  maximumEvents: z.int().min(2).max(2000).default(200),
  /** Kinds below this share of the events become "other". */
  rareShare: z.number().min(0).max(0.5).default(0.001),
});
export type SequenceSettings = z.infer<typeof sequenceSettingsSchema>;

export const encoderSettingsSchema = z.strictObject({
  /** null: the outcome network where there is an outcome, else the autoencoder. */
  kind: z.enum(['outcome-network', 'autoencoder', 'counts']).nullable().default(null),
  cell: z.enum(['simple', 'gru', 'lstm']).default('gru'),
  hiddenSize: z.int().min(2).max(64).default(10),
  encodingSize: z.int().min(2).max(64).default(10),
  learningRate: z.number().gt(0).max(1).default(1e-3),
  batchSize: z.int().min(1).max(4096).default(128),
  epochCount: z.int().min(1).max(1000).default(50),
  patience: z.int().min(1).max(1000).default(5),
  gradientClip: z.number().gt(0).default(1),
  /** Encodings of further seeds tell how stable the segments are. */
  stabilitySeedCount: z.int().min(1).max(20).default(5),
});

export const journeyClusteringSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('dbscan'),
    /** null: twice the number of dimensions, and at least one in 200 persons up to 50. */
    minPts: z.int().min(2).nullable().default(null),
    /** null: at the knee of the k-distance curve. */
    eps: z.number().gt(0).nullable().default(null),
  }),
  z.strictObject({
    kind: z.literal('hdbscan'),
    minPts: z.int().min(2).nullable().default(null),
    /** null: 1 % of the persons. */
    minimumClusterSize: z.int().min(2).nullable().default(null),
  }),
  z.strictObject({
    kind: z.literal('k-means'),
    k: z.int().min(2).max(20).nullable().default(null),
  }),
]);

export const journeysSettingsSchema = z.strictObject({
  sequences: sequenceSettingsSchema.prefault({}),
  encoder: encoderSettingsSchema.prefault({}),
  clustering: journeyClusteringSchema.prefault({ kind: 'dbscan' }),
  /** UMAP beside PCA, for up to 50,000 persons, a sample above. */
  umap: z.boolean().default(true),
});
export type JourneysSettings = z.infer<typeof journeysSettingsSchema>;
