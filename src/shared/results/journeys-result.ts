// Everything the window and the command line show of one run of workflow Journeys.
import { z } from 'zod';
import { resultFields, savedModelSchema, segmentBaseSchema } from './result-parts.ts';

export const journeysSegmentSchema = segmentBaseSchema;
export type JourneysSegment = z.infer<typeof journeysSegmentSchema>;

export const journeysResultSchema = z.object({
  ...resultFields,
  workflow: z.literal('journeys'),
  segments: z.array(journeysSegmentSchema),
  model: savedModelSchema,
});
export type JourneysResult = z.infer<typeof journeysResultSchema>;
