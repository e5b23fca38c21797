// What the engine tells the window without being asked, and the envelopes on the direct port.
import { z } from 'zod';
import { projectSummarySchema } from '../data/project.ts';
import { jobEndSchema, jobViewSchema } from './jobs.ts';
import { replySchema } from './reply.ts';

export const engineEvents = {
  'job.changed': jobViewSchema,
  'job.partial': z.object({ jobId: z.string(), partial: z.unknown() }),
  'job.ended': jobEndSchema,
  'project.changed': projectSummarySchema,
} as const;

export type EngineEvents = { [N in keyof typeof engineEvents]: z.infer<(typeof engineEvents)[N]> };
export type EngineEventName = keyof EngineEvents;

export const engineRequestSchema = z.strictObject({
  id: z.int(),
  call: z.string(),
  input: z.unknown(),
});
export type EngineRequest = z.infer<typeof engineRequestSchema>;

/** What arrives at the window: the answer to a request, or an event. */
export const engineMessageSchema = z.union([
  z.object({ id: z.int(), reply: replySchema }),
  z.object({
    event: z.enum(['job.changed', 'job.partial', 'job.ended', 'project.changed']),
    payload: z.unknown(),
  }),
]);
