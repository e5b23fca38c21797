// What a saved model of journeys holds: the network, how its inputs and encodings are scaled, and the
// core persons that new ones are compared with. Plain numbers, parsed before they are used.
import { z } from 'zod';
import type { DriftReference } from '#analysis/drift/drift-types';
import type { Whitening } from '#analysis/journeys/whiten-encodings';
import type { RecurrentModel } from '#analysis/recurrent/recurrent-types';
import { PersonaeError } from '#shared/errors';
import type { JourneysResult } from '#shared/results/journeys-result';
import { driftReferenceSchema } from '../drift-reference-schema.ts';
import type { InputScaling } from './sequence-batch.ts';

export interface JourneysModel {
  readonly network: RecurrentModel;
  readonly scaling: InputScaling;
  readonly whitening: Whitening;
  /** Core persons x dimensions, whitened, with the segment of each. */
  readonly corePoints: Float64Array;
  readonly coreSegments: Uint8Array;
  /** New persons farther than this from every core person belong to no segment; null: no limit. */
  readonly reach: number | null;
  /** Of length, tenure and every kind, in the order of `scaling.kindNames`. */
  readonly driftBaseline: readonly DriftReference[];
}

const doubles = z.array(z.number()).transform((values) => Float64Array.from(values));

const modelSchema = z.object({
  parameters: z.object({
    network: z.object({
      kind: z.enum(['outcome', 'autoencoder']),
      cell: z.enum(['simple', 'gru', 'lstm']),
      inputSize: z.int().min(1),
      kindCount: z.int().min(0),
      hiddenSize: z.int().min(1),
      encodingSize: z.int().min(1),
      parameters: z.array(z.number()).transform((values) => Float32Array.from(values)),
    }),
    corePoints: doubles,
    coreSegments: z.array(z.int().min(0).max(255)).transform((values) => Uint8Array.from(values)),
    reach: z.number().nullable(),
  }),
  transform: z.object({
    scaling: z.object({
      kindNames: z.array(z.string()),
      pauseScale: z.number(),
      amountScale: z.number().nullable(),
    }),
    whitening: z.object({
      method: z.enum(['principal-axes', 'z-score']),
      unitCount: z.int(),
      units: z.array(z.int()),
      dead: z.array(z.object({ unit: z.int(), variance: z.number() })),
      means: doubles,
      deviations: doubles,
      axes: doubles,
      axisShares: doubles,
      dimensionCount: z.int().min(1),
    }),
  }),
  driftBaseline: z.array(driftReferenceSchema),
});

export function savedJourneysModel(model: JourneysModel): JourneysResult['model'] {
  const { network, scaling, whitening, corePoints, coreSegments, reach, driftBaseline } = model;
  const { means, deviations, axes, axisShares, ...rest } = whitening;
  return {
    kind: network.kind,
    parameters: {
      network: { ...network, parameters: Array.from(network.parameters) },
      corePoints: Array.from(corePoints),
      coreSegments: Array.from(coreSegments),
      reach,
    },
    transform: {
      scaling,
      whitening: {
        ...rest,
        means: Array.from(means),
        deviations: Array.from(deviations),
        axes: Array.from(axes),
        axisShares: Array.from(axisShares),
      },
    },
    driftBaseline,
  };
}

/** @throws PersonaeError model.failed for a run without a network, project.damaged */
export function parseJourneysModel(saved: JourneysResult['model']): JourneysModel {
  if (saved.kind === 'counts') {
    throw new PersonaeError({
      code: 'model.failed',
      message: 'Segments of counts have no saved network that could place new people.',
      hint: 'Run the recipe with one of the networks, or run it on the new data.',
    });
  }
  const parsed = modelSchema.safeParse(saved);
  if (!parsed.success) {
    throw new PersonaeError({
      code: 'project.damaged',
      message: 'The model of this run cannot be read.',
      hint: 'Run the recipe again.',
    });
  }
  const { parameters, transform, driftBaseline } = parsed.data;
  return { ...parameters, ...transform, driftBaseline };
}
