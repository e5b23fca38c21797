// A model as it leaves a project, and as it comes back to place new people without one: plain JSON,
// nothing executable.
import { z } from 'zod';
import { PersonaeError } from '#shared/errors';
import { firstFault } from '#shared/first-fault';
import { explainResultSchema } from '#shared/results/explain-result';
import { journeysResultSchema } from '#shared/results/journeys-result';
import { rfeResultSchema } from '#shared/results/rfe-result';
import { statesResultSchema } from '#shared/results/states-result';
import type { FittedModel, WorkflowRun } from '../workflows/engine-workflow.ts';
import { arraysFromNumbers, numbersOfArrays } from '../workflows/explain/model-arrays.ts';

/** The model with who made it and how its segments are called. */
export function modelDocument({
  result,
  arrays,
}: Pick<WorkflowRun, 'result' | 'arrays'>): Record<string, unknown> {
  const { workflow, model, provenance, segments } = result;
  const document = { workflow, ...model, provenance, segments };
  return workflow === 'explain' ? { ...document, arrays: numbersOfArrays(arrays) } : document;
}

const documentSchema = z.discriminatedUnion('workflow', [
  rfeResultSchema.shape.model.extend({
    workflow: z.literal('rfe'),
    segments: rfeResultSchema.shape.segments,
  }),
  statesResultSchema.shape.model.extend({
    workflow: z.literal('states'),
    segments: statesResultSchema.shape.segments,
  }),
  explainResultSchema.shape.model.extend({
    workflow: z.literal('explain'),
    segments: explainResultSchema.shape.segments,
    arrays: z.record(z.string(), z.array(z.number())),
  }),
  journeysResultSchema.shape.model.extend({
    workflow: z.literal('journeys'),
    segments: journeysResultSchema.shape.segments,
  }),
]);

/**
 * @param origin the file's name, for the message
 * @throws PersonaeError `model.invalid`, naming the first field that is wrong
 */
export function parseModelDocument(json: unknown, origin: string): FittedModel {
  const parsed = documentSchema.safeParse(json);
  if (!parsed.success) {
    throw new PersonaeError({
      code: 'model.invalid',
      message: `${origin} is not a model${firstFault(parsed.error)}.`,
      hint: 'Give model.json as `personae run` writes it, or as the window exports it.',
    });
  }
  const { data } = parsed;
  if (data.workflow !== 'explain') {
    const { workflow, segments, ...model } = data;
    return { result: { workflow, segments, model }, arrays: {} };
  }
  const { workflow, segments, arrays, ...model } = data;
  return { result: { workflow, segments, model }, arrays: arraysFromNumbers(arrays) };
}
