// Before a saved model is applied to new data: do the new persons look like the old ones?
import { z } from 'zod';

export const driftReportSchema = z.object({
  verdict: z.enum(['alike', 'shifted', 'different']),
  sentence: z.string(),
  personCount: z.number(),
  features: z.array(
    z.object({
      name: z.string(),
      populationStabilityIndex: z.number(),
      outOfRangeShare: z.number(),
      /** Levels of a category that the model has not seen, and the share of people who have one. */
      unseenLevels: z.array(z.string()).default([]),
      unseenShare: z.number().default(0),
      verdict: z.enum(['alike', 'shifted', 'different']),
    }),
  ),
});
export type DriftReport = z.infer<typeof driftReportSchema>;
