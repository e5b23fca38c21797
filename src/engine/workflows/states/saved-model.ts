// A model as a project keeps it, parsed before it is used: the file may have been touched.
import { z } from 'zod';
import type { DriftReference } from '#analysis/drift/drift-types';
import type { HiddenMarkovModel } from '#analysis/hidden-markov/hidden-markov-types';
import { requireModel } from '#analysis/hidden-markov/require-model';
import type { PanelTransform } from '#analysis/states/panel-transform';
import { PersonaeError } from '#shared/errors';
import { emissionKinds } from '#shared/recipe/states-settings';
import type { StatesResult } from '#shared/results/states-result';

export interface StatesModel {
  readonly model: HiddenMarkovModel;
  readonly transform: PanelTransform;
  readonly driftBaseline: readonly (DriftReference | null)[];
}

const finite = z.number();
const numbers = z.array(finite).transform((values) => Float64Array.from(values));

const savedSchema = z.object({
  kind: z.literal('hidden-markov'),
  parameters: z.object({
    stateCount: z.int().min(1).max(254),
    emissions: z.array(z.enum(emissionKinds)),
    covariance: z.enum(['diagonal', 'spherical', 'tied', 'full']),
    startProbability: numbers,
    transitionMatrix: numbers,
    means: numbers,
    covariances: numbers,
  }),
  transform: z.object({
    rowCount: finite,
    columns: z.array(
      z.object({
        name: z.string(),
        kind: z.enum(['continuous', 'binary', 'count']),
        emission: z.enum(emissionKinds),
        log1p: z.boolean(),
        leftOut: z.enum(['constant', 'empty']).nullable(),
        mean: finite,
        scale: finite,
        spread: finite,
        missingCount: finite,
        minimum: finite.nullable(),
        maximum: finite.nullable(),
      }),
    ),
  }),
  driftBaseline: z.array(
    z
      .object({
        name: z.string(),
        rowCount: finite,
        missingCount: finite,
        minimum: finite,
        maximum: finite,
        binEnds: z.array(finite),
        binCounts: z.array(finite),
      })
      .nullable(),
  ),
});

/** @throws PersonaeError project.damaged */
export function parseStatesModel(saved: StatesResult['model']): StatesModel {
  try {
    const { parameters, transform, driftBaseline } = savedSchema.parse(saved);
    requireModel(parameters);
    return { model: parameters, transform, driftBaseline };
  } catch (thrown) {
    throw new PersonaeError(
      {
        code: 'project.damaged',
        message: 'The model of this run cannot be read.',
        hint: 'Run the recipe again.',
      },
      thrown,
    );
  }
}
