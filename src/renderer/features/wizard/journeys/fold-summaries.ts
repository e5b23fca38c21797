// What folded settings of journeys are set to, in a few words.
import { formatDate, formatNumber, formatPlural } from '../../../components/format.ts';
import type { JourneysChoices } from './edit-journeys.ts';

export function foldSummaries({
  asOf,
  journeys: { encoder, sequences, umap },
  seed,
}: JourneysChoices): Record<'days' | 'training' | 'journeys' | 'trust', string> {
  const from = sequences.from === null ? 'the first event' : formatDate(sequences.from);
  const until = asOf.date === null ? 'the day after the last' : formatDate(asOf.date);
  return {
    days: `from ${from} to ${until}, ${asOf.timeZone}`,
    training: `up to ${formatPlural(encoder.epochCount, 'epoch', 'epochs')}, ${encoder.hiddenSize} and ${encoder.encodingSize} units`,
    journeys: `${formatPlural(sequences.maximumEvents, 'event', 'events')} at most, rare below ${formatNumber(sequences.rareShare * 100)} %`,
    trust: `${formatPlural(encoder.stabilitySeedCount, 'seed', 'seeds')}, ${umap ? 'with' : 'without'} UMAP, seed ${seed}`,
  };
}
