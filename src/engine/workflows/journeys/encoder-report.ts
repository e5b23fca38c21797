// How the encoder was trained, and whether it was worth its trouble.
import { predictOutcome } from '#analysis/recurrent/encode-sequences';
import type { RecurrentBackend } from '#analysis/recurrent/recurrent-backend';
import type { JourneysResult } from '#shared/results/journeys-result';
import type { CompareReport } from './compare-encoder.ts';
import { encoderKind, type Encoded } from './encode-journeys.ts';
import type { PreparedJourneys } from './prepare-journeys.ts';

/** Of every person; null where the encoder did not learn the outcome. */
export function outcomeProbabilities(
  { fit }: Encoded,
  { encoder }: PreparedJourneys,
  recurrent: RecurrentBackend,
): Float64Array | null {
  if (fit?.model.kind !== 'outcome') return null;
  return predictOutcome(fit.model, encoder.batch, recurrent);
}

export function encoderReport(
  { encoder }: PreparedJourneys,
  { fit }: Encoded,
  { network, baseline, verdict, sentence }: CompareReport,
): JourneysResult['encoder'] {
  const { training, validation, heldOut } = encoder.split;
  return {
    kind: encoderKind(encoder),
    cell: fit?.model.cell ?? null,
    epochs: fit ? [...fit.epochs] : [],
    bestEpoch: fit?.bestEpoch ?? null,
    stoppedEarly: fit?.stoppedEarly ?? false,
    split: {
      training: training.length,
      validation: validation.length,
      test: heldOut.length,
    },
    network,
    baseline,
    verdict,
    sentence,
  };
}
