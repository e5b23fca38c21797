// What folded settings of journeys are set to, in a few words.
import { formatNumber, formatPlural } from '../../../components/format.ts';
import type { JourneysChoices } from './edit-journeys.ts';

export function foldSummaries({
  journeys: { encoder, sequences, umap },
  seed,
}: JourneysChoices): Record<'training' | 'journeys' | 'trust', string> {
  return {
    training: `up to ${formatPlural(encoder.epochCount, 'epoch', 'epochs')}, ${encoder.hiddenSize} and ${encoder.encodingSize} units`,
    journeys: `${formatPlural(sequences.maximumEvents, 'event', 'events')} at most, rare below ${formatNumber(sequences.rareShare * 100)} %`,
    trust: `${formatPlural(encoder.stabilitySeedCount, 'seed', 'seeds')}, ${umap ? 'with' : 'without'} UMAP, seed ${seed}`,
  };
}
