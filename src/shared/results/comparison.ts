// Two runs side by side: who is where in both.
import { z } from 'zod';

export const comparisonSchema = z.object({
  commonPersonCount: z.number(),
  onlyInFirst: z.number(),
  onlyInSecond: z.number(),
  adjustedRand: z.number(),
  /** counts[i][j]: persons in segment i of the first and j of the second run. */
  counts: z.array(z.array(z.number())),
  firstSegments: z.array(z.object({ id: z.string(), name: z.string(), personCount: z.number() })),
  secondSegments: z.array(z.object({ id: z.string(), name: z.string(), personCount: z.number() })),
  /** Settings that differ, as words: "k-means -> Gaussian mixture". */
  differences: z.array(z.object({ setting: z.string(), first: z.string(), second: z.string() })),
});
export type Comparison = z.infer<typeof comparisonSchema>;
