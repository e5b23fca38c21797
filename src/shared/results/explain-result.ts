// Everything the window and the command line show of one run of workflow Explain. A class is a segment:
// `classIndex` is the index of the segment everywhere. `feature` is an index into `features`.
import { z } from 'zod';
import { globalExplanationsSchema, ruleSchema } from './explain/global-explanations.ts';
import { modelComparisonSchema } from './explain/model-comparison.ts';
import { joinReportSchema, joinedColumnSchema, labelInfoSchema } from './join-report.ts';
import { numbers, resultFields, savedModelSchema, segmentBaseSchema } from './result-parts.ts';

/** A feature that took part, as pictures and sliders need it. */
export const explainFeatureSchema = joinedColumnSchema
  .pick({ name: true, table: true, column: true, fileName: true, aggregation: true, kind: true })
  .extend({
    index: z.number(),
    definition: z.string(),
    missingCount: z.number(),
    /** Level names in the order of their indices; empty for numbers. */
    levels: z.array(z.string()),
    /** Of numbers: what a slider covers (1st to 99th percentile) and whether it steps by one. */
    range: z
      .object({ low: z.number(), high: z.number(), median: z.number(), whole: z.boolean() })
      .nullable(),
    /** The commonest level; null for numbers. */
    commonLevel: z.string().nullable(),
    mean: z.number().nullable(),
    standardDeviation: z.number().nullable(),
  });
export type ExplainFeature = z.infer<typeof explainFeatureSchema>;

export const explainSegmentSchema = segmentBaseSchema.extend({
  /** The value of the label that the class stands for. */
  label: z.string(),
  labelledCount: z.number(),
  assignedCount: z.number(),
  /** Mean probability of the assigned; null where nobody was. */
  meanProbability: z.number().nullable(),
  /** The card: rules that lead here, the most covering first. */
  rules: z.array(ruleSchema),
  /** What marks the class: features by mean SHAP towards it, with the value that is typical. */
  marks: z.array(
    z.object({
      feature: z.number(),
      /** "more than others", "less than others", "mostly gold" */
      sentence: z.string(),
      meanAbsoluteShap: z.number(),
    }),
  ),
  /** By feature: mean of the class's people in own units (null for categories or all missing). */
  means: z.array(z.number().nullable()),
  medians: z.array(z.number().nullable()),
  /** By feature: the commonest level; null for numbers. */
  commonLevels: z.array(z.string().nullable()),
});
export type ExplainSegment = z.infer<typeof explainSegmentSchema>;

/** Where people without a label were put. */
export const assignmentSchema = z.object({
  unlabelledCount: z.number(),
  /** By class. */
  counts: numbers,
  meanProbability: z.number().nullable(),
  meanMargin: z.number().nullable(),
  /** A person is doubtful where the two likeliest classes are this close. */
  doubtfulBelow: z.number(),
  doubtfulCount: z.number(),
  /** The most doubtful first, at most 200. */
  doubtful: z.array(
    z.object({
      person: z.string(),
      segment: z.number(),
      probability: z.number(),
      second: z.number(),
      secondProbability: z.number(),
    }),
  ),
  /** Counts of greatest probability in tenths from 0 to 1. */
  histogram: numbers,
  sentence: z.string(),
});
export type Assignment = z.infer<typeof assignmentSchema>;

export const explainResultSchema = z.object({
  ...resultFields,
  workflow: z.literal('explain'),
  join: joinReportSchema,
  label: labelInfoSchema,
  features: z.array(explainFeatureSchema),
  comparison: modelComparisonSchema,
  explanations: globalExplanationsSchema,
  segments: z.array(explainSegmentSchema),
  assignment: assignmentSchema,
  model: savedModelSchema.extend({ kind: z.enum(['logistic', 'tree', 'forest', 'boosting']) }),
});
export type ExplainResult = z.infer<typeof explainResultSchema>;
