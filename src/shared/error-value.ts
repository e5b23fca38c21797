// An error value as it comes from another process, to be checked.
import { z } from 'zod';
import { errorCodes, type ErrorValue } from './errors.ts';

export const errorValueSchema: z.ZodType<ErrorValue> = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  hint: z.string().optional(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
