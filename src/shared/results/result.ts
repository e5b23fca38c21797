// The results of all workflows, told apart by `workflow`.
import { z } from 'zod';
import { explainResultSchema } from './explain-result.ts';
import { journeysResultSchema } from './journeys-result.ts';
import { rfeResultSchema } from './rfe-result.ts';
import { statesResultSchema } from './states-result.ts';

export const resultSchema = z.discriminatedUnion('workflow', [
  rfeResultSchema,
  statesResultSchema,
  explainResultSchema,
  journeysResultSchema,
]);
export type Result = z.infer<typeof resultSchema>;
export type ResultOf<W extends Result['workflow']> = Extract<Result, { workflow: W }>;
