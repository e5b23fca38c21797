// What the quality page shows: types found, rows kept and dropped with the reason, and warnings.
import { z } from 'zod';
import { columnTypeSchema } from '../recipe/mapping.ts';

export const histogramSchema = z.object({
  /** binCount + 1 edges, ascending. */
  edges: z.array(z.number()),
  counts: z.array(z.number()),
  /** Whether the edges are spaced evenly in log10. */
  logarithmic: z.boolean(),
});
export type Histogram = z.infer<typeof histogramSchema>;

export const qualityColumnSchema = z.object({
  name: z.string(),
  role: z.string(),
  type: columnTypeSchema,
  rowCount: z.number(),
  missingCount: z.number(),
  distinctCount: z.number(),
  constant: z.boolean(),
  minimum: z.union([z.number(), z.string(), z.null()]),
  maximum: z.union([z.number(), z.string(), z.null()]),
  /** For numbers; null elsewhere. */
  skewness: z.number().nullable(),
  warnings: z.array(z.string()),
});
export type QualityColumn = z.infer<typeof qualityColumnSchema>;

export const droppedRowsSchema = z.object({
  reason: z.string(),
  count: z.number(),
  /** The first few, as "row 17: 2015-13-40". */
  examples: z.array(z.string()),
});

export const robotSchema = z.object({
  person: z.string(),
  eventCount: z.number(),
});

export const qualityReportSchema = z.object({
  rowsRead: z.number(),
  rowsKept: z.number(),
  dropped: z.array(droppedRowsSchema),
  duplicateCount: z.number(),
  personCount: z.number(),
  /** Rows of the detail table, and those whose key has no event. */
  detailRowCount: z.number().nullable(),
  detailUnmatchedCount: z.number().nullable(),
  firstTime: z.string().nullable(),
  lastTime: z.string().nullable(),
  asOf: z.string().nullable(),
  eventsPerPerson: histogramSchema,
  eventsPerPersonSkewness: z.number().nullable(),
  robots: z.object({
    threshold: z.number(),
    count: z.number(),
    eventShare: z.number(),
    treatment: z.enum(['keep', 'cap', 'leave-out']),
    largest: z.array(robotSchema),
  }),
  columns: z.array(qualityColumnSchema),
  warnings: z.array(z.string()),
});
export type QualityReport = z.infer<typeof qualityReportSchema>;
