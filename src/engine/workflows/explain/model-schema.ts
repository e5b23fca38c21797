// What a saved model of workflow Explain says as JSON: parsed before it is used, since the file may have
// been touched.
import { z } from 'zod';
import { customerColumnSchema } from '#shared/recipe/explain-settings';

const finite = z.number();
const numbers = z.array(finite);

const featureSchema = z.object({
  name: z.string(),
  kind: z.enum(['continuous', 'binary', 'categorical']),
  levels: z.array(z.string()),
});

const termSchema = z.object({
  name: z.string(),
  feature: z.int().min(0),
  kind: z.enum(['value', 'level', 'missing']),
  level: finite,
  mean: finite,
  deviation: finite,
  isConstant: z.boolean(),
});

const head = {
  classCount: z.int().min(2).max(255),
  classNames: z.array(z.string()),
  features: z.array(featureSchema).min(1),
  classCounts: numbers,
};

export const parametersSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('logistic'),
    ...head,
    terms: z.array(termSchema),
    coefficients: numbers,
    intercepts: numbers,
    ownCoefficients: numbers,
    ownIntercepts: numbers,
    converged: z.boolean(),
    iterationCount: finite,
    gradient: finite,
    objective: finite,
  }),
  z.object({
    kind: z.enum(['tree', 'forest', 'boosting']),
    ...head,
    link: z.enum(['softmax', 'average']),
    /** Lengths of the arrays that are kept beside the result. */
    arrays: z.record(z.string(), z.number()),
  }),
]);
export type ModelParameters = z.infer<typeof parametersSchema>;

/** Everything that new data have to be brought to: choices, kinds, meanings of 0 and 1. */
export const transformSchema = z.object({
  columns: z.array(
    z.object({
      choice: customerColumnSchema,
      kind: z.enum(['continuous', 'binary', 'categorical']),
      meanings: z.array(z.string()),
    }),
  ),
});
export type ModelTransform = z.infer<typeof transformSchema>;

const numericBaseline = z.object({
  kind: z.literal('number'),
  name: z.string(),
  rowCount: finite,
  missingCount: finite,
  minimum: finite,
  maximum: finite,
  binEnds: numbers,
  binCounts: numbers,
});
const levelBaseline = z.object({
  kind: z.literal('levels'),
  name: z.string(),
  counts: z.record(z.string(), finite),
});
export const baselineSchema = z.array(
  z.discriminatedUnion('kind', [numericBaseline, levelBaseline]),
);
export type DriftBaseline = z.infer<typeof baselineSchema>;
