// A model as a project keeps it, parsed before it is used: the file may have been touched.
import { z } from 'zod';
import { PersonaeError } from '#shared/errors';
import type { RfeResult } from '#shared/results/rfe-result';
import { driftReferenceSchema } from '../drift-reference-schema.ts';
import type { RfeModel } from './rfe-model.ts';

const finite = z.number();
const numbers = z.array(finite);

const columnTransformSchema = z.object({
  name: z.string(),
  kind: z.enum(['continuous', 'binary']),
  log1p: z.boolean(),
  upperQuantile: finite.nullable(),
  lowerQuantile: finite.nullable(),
  leftOut: z.enum(['constant', 'constant-after-winsorising']).nullable(),
  upper: finite.nullable(),
  lower: finite.nullable(),
  upperCount: finite,
  lowerCount: finite,
  negativeCount: finite,
  mean: finite,
  scale: finite,
  skewBefore: finite.nullable(),
  skewAfter: finite.nullable(),
});

const shape = { k: z.int().min(1).max(254), columnCount: z.int().min(1) };

const placementSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('k-means'), ...shape, centroids: numbers, origin: numbers }),
  z.object({
    kind: z.literal('gaussian-mixture'),
    ...shape,
    covariance: z.enum(['full', 'diagonal', 'spherical', 'tied']),
    weights: numbers,
    means: numbers,
    covariances: numbers,
  }),
  z.object({
    kind: z.literal('quintile-scores'),
    scores: z.object({
      bandCount: z.int().min(2).max(10),
      rule: z.enum(['published', 'closed']),
      rowCount: finite,
      columns: z.array(
        z.object({
          name: z.string(),
          best: z.enum(['low', 'high']),
          quantiles: numbers,
          thresholds: numbers,
          scoreCounts: numbers,
          unitTooCoarse: z.boolean(),
        }),
      ),
    }),
    cells: z.array(z.int().min(0)),
  }),
]);

const savedModelSchema = z.object({
  transform: z.object({ rowCount: finite, columns: z.array(columnTransformSchema) }),
  parameters: z.intersection(placementSchema, z.object({ zeroFrequencyApart: z.boolean() })),
  driftBaseline: z.array(driftReferenceSchema),
});

/** @throws PersonaeError project.damaged */
export function parseRfeModel(saved: RfeResult['model']): RfeModel {
  const parsed = savedModelSchema.safeParse(saved);
  if (!parsed.success) {
    throw new PersonaeError({
      code: 'project.damaged',
      message: 'The model of this run cannot be read.',
      hint: 'Run the recipe again.',
    });
  }
  const { transform, parameters, driftBaseline } = parsed.data;
  const { zeroFrequencyApart, ...placement } = parameters;
  return { transform, driftBaseline, placement, zeroFrequencyApart };
}
