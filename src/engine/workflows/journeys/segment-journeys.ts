// From one seed to segments: the encoder is trained, its encodings are whitened and clustered.
import type { Points } from '#analysis/density/points';
import { applyWhitening, fitWhitening, type Whitening } from '#analysis/journeys/whiten-encodings';
import type { EpochLoss } from '#analysis/recurrent/recurrent-types';
import type { JourneysSettings } from '#shared/recipe/journeys-settings';
import { runToEnd } from '../run-to-end.ts';
import type { AnalysisContext } from './analysis-context.ts';
import { clusterJourneys, type JourneyClusters } from './cluster-journeys.ts';
import { encodeJourneys, type Encoded, type EncoderInput } from './encode-journeys.ts';

export interface ClusteredJourneys {
  readonly whitening: Whitening;
  /** Whitened: what was clustered. */
  readonly points: Points;
  readonly clusters: JourneyClusters;
}

/** @param watch told of every batch: the share done, and the epoch where it ends one */
export function encode(
  input: EncoderInput,
  seed: number,
  { recurrent, thread }: AnalysisContext,
  watch: (done: number, epoch: EpochLoss | undefined) => void,
): Encoded {
  return runToEnd(encodeJourneys(input, seed, recurrent), thread, (step) => {
    const done = (step.epoch - 1 + step.batch / step.batchCount) / step.epochCount;
    watch(done, step.finishedEpoch);
  });
}

export function cluster(
  { points: encodings }: Encoded,
  choice: JourneysSettings['clustering'],
  seed: number,
  { team, kmeans, thread }: AnalysisContext,
): ClusteredJourneys {
  const whitening = fitWhitening(encodings);
  const points = applyWhitening(whitening, encodings);
  const clusters = runToEnd(clusterJourneys(points, choice, seed, team, kmeans), thread);
  return { whitening, points, clusters };
}
