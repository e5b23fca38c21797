// Everything the window and the command line show of one run of workflow States.
import { z } from 'zod';
import { resultFields, savedModelSchema, segmentBaseSchema } from './result-parts.ts';

export const statesSegmentSchema = segmentBaseSchema;
export type StatesSegment = z.infer<typeof statesSegmentSchema>;

export const statesResultSchema = z.object({
  ...resultFields,
  workflow: z.literal('states'),
  segments: z.array(statesSegmentSchema),
  model: savedModelSchema,
});
export type StatesResult = z.infer<typeof statesResultSchema>;
