// Everything the window and the command line show of one run of workflow Explain.
import { z } from 'zod';
import { resultFields, savedModelSchema, segmentBaseSchema } from './result-parts.ts';

export const explainSegmentSchema = segmentBaseSchema;
export type ExplainSegment = z.infer<typeof explainSegmentSchema>;

export const explainResultSchema = z.object({
  ...resultFields,
  workflow: z.literal('explain'),
  segments: z.array(explainSegmentSchema),
  model: savedModelSchema,
});
export type ExplainResult = z.infer<typeof explainResultSchema>;
