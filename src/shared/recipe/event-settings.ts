// The choices that several workflows share, each with its default.
import { z } from 'zod';

export const qualityChoicesSchema = z.strictObject({
  /** Rows equal in every mapped column. */
  duplicates: z.enum(['keep', 'drop']).default('keep'),
  /** Persons above this percentile of events are suspected robots. */
  robots: z
    .strictObject({
      treatment: z.enum(['keep', 'cap', 'leave-out']).default('leave-out'),
      percentile: z.number().min(90).lt(100).default(99.9),
    })
    .prefault({}),
  /** Returns and corrections. */
  negativeAmounts: z.enum(['keep', 'drop']).default('keep'),
  /** A time that cannot be read: leave the row out (counted), or stop. */
  unreadableTimes: z.enum(['drop', 'stop']).default('drop'),
});
export type QualityChoices = z.infer<typeof qualityChoicesSchema>;

/** `date` null: the day after the last event in the data. */
export const asOfSchema = z.strictObject({
  date: z.iso.date().nullable().default(null),
  timeZone: z.string().min(1).default('UTC'),
});

/** A segment of an earlier run, bound to its content and not to its number. */
export const boundNameSchema = z.strictObject({
  /** Given by hand; null where the suggestion stood. */
  name: z.string().min(1).max(80).nullable(),
  /** Which segment it is from run to run; its colour follows. */
  identity: z.int().min(0).nullable().default(null),
  /** The segment's centre in standardised units, one number a feature. */
  centre: z.array(z.number()),
});
export type BoundName = z.infer<typeof boundNameSchema>;
