// The table of persons of a run, seen through a window of rows: a million of them scroll smoothly.
import { z } from 'zod';

export const peopleQuerySchema = z.strictObject({
  runId: z.string(),
  /** `person`, `segment`, or the name of one of the result's person columns. */
  sort: z.string().default('person'),
  descending: z.boolean().default(false),
  /** Only these segments; empty: all. */
  segments: z.array(z.int()).default([]),
  /** Part of the person's key. */
  search: z.string().default(''),
  offset: z.int().min(0),
  limit: z.int().min(1).max(1000),
});
export type PeopleQuery = z.infer<typeof peopleQuerySchema>;

export const personRowSchema = z.object({
  person: z.string(),
  segment: z.number(),
  /** By the name of the column; null is not known. */
  numbers: z.record(z.string(), z.number().nullable()),
});
export type PersonRow = z.infer<typeof personRowSchema>;

export const peoplePageSchema = z.object({
  total: z.number(),
  rows: z.array(personRowSchema),
});
export type PeoplePage = z.infer<typeof peoplePageSchema>;
