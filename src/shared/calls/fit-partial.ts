// What a fit shows while it grows, by workflow.
import { z } from 'zod';
import { candidateSchema } from '../results/rfe-result.ts';

const numbers = z.array(z.number());

/** Traces of restarts, and the k curve so far. */
export const rfePartialSchema = z.object({
  workflow: z.literal('rfe'),
  personCount: z.number(),
  candidates: z.array(candidateSchema.partial().required({ k: true })),
  trace: z.object({ k: z.number(), restart: z.number(), values: numbers }).nullable(),
});
export type RfePartial = z.infer<typeof rfePartialSchema>;

/** Log-likelihoods of restarts, and the criteria of the numbers of states that are finished. */
export const statesPartialSchema = z.object({
  workflow: z.literal('states'),
  personCount: z.number(),
  rowCount: z.number(),
  candidates: z.array(
    z.object({
      k: z.number(),
      heldOutPerRow: z.number().nullable(),
      heldOutError: z.number().nullable(),
      bicRows: z.number().nullable(),
    }),
  ),
  trace: z.object({ k: z.number(), restart: z.number(), values: numbers }).nullable(),
});
export type StatesPartial = z.infer<typeof statesPartialSchema>;

/** Models and folds so far. */
export const explainPartialSchema = z.object({
  workflow: z.literal('explain'),
  personCount: z.number(),
  models: z.array(
    z.object({
      kind: z.string(),
      foldsDone: z.number(),
      foldCount: z.number(),
      logLoss: z.number().nullable(),
      balancedAccuracy: z.number().nullable(),
    }),
  ),
});
export type ExplainPartial = z.infer<typeof explainPartialSchema>;

/** Loss curves of the encoder. */
export const journeysPartialSchema = z.object({
  workflow: z.literal('journeys'),
  personCount: z.number(),
  epochs: z.array(
    z.object({ epoch: z.number(), trainingLoss: z.number(), validationLoss: z.number() }),
  ),
});
export type JourneysPartial = z.infer<typeof journeysPartialSchema>;

export const fitPartialSchema = z.discriminatedUnion('workflow', [
  rfePartialSchema,
  statesPartialSchema,
  explainPartialSchema,
  journeysPartialSchema,
]);
