// What the results of all workflows are made of. Numbers are in the person's own units unless a name
// says otherwise (z: standardised). Plain JSON, never NaN.
import { z } from 'zod';

export const numbers = z.array(z.number());

/** How a number was come by: from all rows, or from a seeded sample with its interval. */
export const estimateSchema = z.object({
  value: z.number(),
  exact: z.boolean(),
  sampleSize: z.number(),
  /** Half-open words are avoided: low and high of the 95 % interval; null where exact. */
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type Estimate = z.infer<typeof estimateSchema>;

export const boxSchema = z.object({
  whiskerLow: z.number(),
  firstQuartile: z.number(),
  median: z.number(),
  thirdQuartile: z.number(),
  whiskerHigh: z.number(),
  minimum: z.number(),
  maximum: z.number(),
  mean: z.number(),
});
export type Box = z.infer<typeof boxSchema>;

/** What every kind of segment has: who it is, how it is called, how large it is. */
export const segmentBaseSchema = z.object({
  /** Stable name of the segment within the project: it survives a refit with like content. */
  id: z.string(),
  /** The number behind the id; the colour follows it. */
  identity: z.number(),
  /** The number used in the person columns, 0-based. */
  index: z.number(),
  /** Index in the palette of 13. */
  colour: z.number(),
  suggestedName: z.string(),
  /** Given by hand; null: the suggestion stands. */
  givenName: z.string().nullable(),
  /** One plain sentence with its numbers. */
  description: z.string(),
  personCount: z.number(),
  personShare: z.number(),
  /** True for a group made by a rule, such as the persons without a click, or noise. */
  byRule: z.boolean(),
  /** What the name is bound to, in standardised units; empty for a group made by rule. */
  centroidZ: numbers,
});
export type SegmentBase = z.infer<typeof segmentBaseSchema>;

/** A value of a sentence: ready text, or a number tied to its kind and unit. */
export const sentenceValueSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), value: z.string() }),
  z.object({ kind: z.enum(['count', 'people', 'share']), value: z.number() }),
  z.object({
    kind: z.literal('measure'),
    value: z.number(),
    unit: z.object({ one: z.string(), many: z.string() }),
  }),
]);
export type SentenceValue = z.infer<typeof sentenceValueSchema>;

/**
 * A sentence of the answer page: a template with the names of its values in braces, as in
 * "{name}: {people} ({share})". `{name}` is the segment's name and follows a rename.
 */
export const answerSentenceSchema = z.object({
  template: z.string(),
  values: z.record(z.string(), sentenceValueSchema),
  /** The segment that the sentence speaks of; null for one about several or nobody. */
  segmentId: z.string().nullable(),
});
export type AnswerSentence = z.infer<typeof answerSentenceSchema>;
/** A number known of every person of a run, as the table of persons shows it. */
export const personColumnSchema = z.object({
  /** The name in tables that are written. */
  name: z.string(),
  label: z.string(),
  /** A flag is 1 or 0, shown as yes or no; a segment is told by its number from 1 on, shown by name. */
  kind: z.enum(['number', 'share', 'days', 'flag', 'segment']),
});
export type PersonColumn = z.infer<typeof personColumnSchema>;

export const provenanceSchema = z.object({
  personaeVersion: z.string(),
  versions: z.record(z.string(), z.string()),
  seed: z.number(),
  dataFingerprint: z.string(),
  asOf: z.string(),
  timeZone: z.string(),
  rowCount: z.number(),
  personCount: z.number(),
});
export type Provenance = z.infer<typeof provenanceSchema>;

/** How much of the planted truth was found; only for samples. */
export const scoreCardSchema = z.object({
  adjustedRand: z.number(),
  foundShare: z.number(),
  segments: z.array(
    z.object({
      planted: z.string(),
      personCount: z.number(),
      /** The found segment that holds most of it; null where none matches. */
      matchedSegmentId: z.string().nullable(),
      recall: z.number(),
      precision: z.number(),
    }),
  ),
});
export type ScoreCard = z.infer<typeof scoreCardSchema>;

/** What a saved model needs to be applied again; each workflow says what is inside. */
export const savedModelSchema = z.object({
  kind: z.string(),
  /** The parameters as the analysis made them; typed arrays become arrays of numbers. */
  parameters: z.unknown(),
  transform: z.unknown(),
  driftBaseline: z.unknown(),
});

/** Fields of every result, in front of what the workflow adds. */
export const resultFields = {
  resultVersion: z.literal(1),
  provenance: provenanceSchema,
  /** The finding in a sentence. */
  headline: z.string(),
  warnings: z.array(z.string()),
  /** What is known of every person beside key and segment, in the order of the table. */
  personColumns: z.array(personColumnSchema).default([]),
  scoreCard: scoreCardSchema.nullable(),
};
