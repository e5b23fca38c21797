// One vector a person: by a network that learns the outcome, one that rebuilds sequences, or counts.
import { countFeatures, type CountedSequences } from '#analysis/recurrent/baseline/count-features';
import type { Points } from '#analysis/density/points';
import { encodeSequences } from '#analysis/recurrent/encode-sequences';
import { fitAutoencoder } from '#analysis/recurrent/fit-autoencoder';
import { fitOutcomeNetwork } from '#analysis/recurrent/fit-outcome-network';
import type { RecurrentBackend } from '#analysis/recurrent/recurrent-backend';
import type {
  RecurrentFit,
  RecurrentStep,
  SequenceBatch,
  SequenceSplit,
} from '#analysis/recurrent/recurrent-types';
import type { FeatureTable } from '#analysis/supervised/feature-table';
import type { JourneysSettings } from '#shared/recipe/journeys-settings';

export type EncoderKind = 'outcome-network' | 'autoencoder' | 'counts';

export interface EncoderInput {
  readonly batch: SequenceBatch;
  readonly counted: CountedSequences;
  readonly split: SequenceSplit;
  /** Null where there is no outcome. */
  readonly outcome: Uint8Array | null;
  readonly settings: JourneysSettings['encoder'];
}

export interface Encoded {
  readonly points: Points;
  /** Null for counts. */
  readonly fit: RecurrentFit | null;
}

/** Where nothing was chosen: the outcome's network where there is an outcome. */
export function encoderKind({ outcome, settings }: EncoderInput): EncoderKind {
  const wanted = settings.kind ?? (outcome ? 'outcome-network' : 'autoencoder');
  return wanted === 'outcome-network' && outcome === null ? 'autoencoder' : wanted;
}

export function* encodeJourneys(
  input: EncoderInput,
  seed: number,
  backend: RecurrentBackend,
): Generator<RecurrentStep, Encoded> {
  const kind = encoderKind(input);
  if (kind === 'counts') return { points: pointsOfTable(countFeatures(input.counted)), fit: null };
  const fit = yield* train(input, kind, seed, backend);
  const values = encodeSequences(fit.model, input.batch, backend);
  const { encodingSize } = fit.model;
  return {
    points: { rowCount: input.batch.sequenceCount, dimensionCount: encodingSize, values },
    fit,
  };
}

function train(
  { batch, counted, split, outcome, settings }: EncoderInput,
  kind: 'outcome-network' | 'autoencoder',
  seed: number,
  backend: RecurrentBackend,
): Generator<RecurrentStep, RecurrentFit> {
  const { cell, hiddenSize, encodingSize, learningRate, batchSize } = settings;
  const { epochCount, patience, gradientClip } = settings;
  const sizes = { hiddenSize, encodingSize, learningRate, batchSize };
  const params = { ...sizes, epochCount, patience, gradientClip, seed };
  if (kind === 'outcome-network' && outcome)
    return fitOutcomeNetwork(batch, outcome, split, { ...params, cell }, backend);
  const kindCount = counted.kindNames.length;
  return fitAutoencoder(batch, split, { ...params, kindCount }, backend);
}

export function pointsOfTable({ rowCount, columns }: FeatureTable): Points {
  const dimensionCount = columns.length;
  const values = new Float64Array(rowCount * dimensionCount);
  columns.forEach((column, place) => {
    for (let row = 0; row < rowCount; row++)
      values[row * dimensionCount + place] = column.values[row]!;
  });
  return { rowCount, dimensionCount, values };
}
