// The recipe of journeys in plain sentences, each tied to the step where it can be changed.
import type { Draft } from '#shared/data/project';
import { qualityChoicesSchema } from '#shared/recipe/event-settings';
import type { JourneysSettings } from '#shared/recipe/journeys-settings';
import { formatDate, formatNumber, formatPlural } from '../../../components/format.ts';
import type { RecipeSentence } from '../run/recipe-sentence.ts';
import { list, qualitySentence, rolesSentence, sourceSentence } from '../run/shared-sentences.ts';
import { encoderOf, journeysChoices, type JourneysChoices } from './edit-journeys.ts';

/** `fileName` is what the person calls the data. */
export function journeysSentences(draft: Draft, fileName: string): RecipeSentence[] {
  const { source, mapping, quality } = draft.recipe;
  const choices = journeysChoices(draft);
  const { sequences } = choices.journeys;
  const sentences: RecipeSentence[] = [];
  if (source) sentences.push({ step: 'data', text: sourceSentence(source, fileName) });
  if (mapping?.person && mapping.time)
    sentences.push({ step: 'roles', text: rolesSentence(mapping) });
  if (sequences.input === 'indicators')
    sentences.push({
      step: 'roles',
      text: `What happened: ${list(sequences.indicators.map(({ column }) => column))}.`,
    });
  sentences.push(
    { step: 'roles', text: outcomeSentence(choices.journeys) },
    { step: 'quality', text: qualitySentence(quality ?? qualityChoicesSchema.parse({})) },
    ...settingsSentences(choices).map((text): RecipeSentence => ({ step: 'settings', text })),
  );
  return sentences;
}

/** What the settings say, in the order of the work. */
export function settingsSentences(choices: JourneysChoices): string[] {
  const { journeys } = choices;
  return [
    windowSentence(choices),
    sequencesSentence(journeys),
    encoderSentence(journeys),
    clusteringSentence(journeys),
    trustSentence(journeys),
  ];
}

/** "cancel or refund"; null where there is no outcome. */
export function outcomeName({ sequences: { outcome } }: JourneysSettings): string | null {
  if (outcome.kind === 'none') return null;
  return (outcome.kind === 'events' ? outcome.kinds : outcome.values).join(' or ');
}

function outcomeSentence({ sequences: { outcome } }: JourneysSettings): string {
  if (outcome.kind === 'none') return 'Nothing is foretold: there is no outcome.';
  const names = outcome.kind === 'events' ? outcome.kinds : outcome.values;
  const quoted = list(
    names.map((name) => `"${name}"`),
    'disjunction',
  );
  const where = outcome.kind === 'events' ? '' : ` in ${outcome.column.column}`;
  return `The outcome is ${quoted}${where}; it is taken out of the journeys.`;
}

function windowSentence({ asOf, journeys: { sequences } }: JourneysChoices): string {
  const from = sequences.from === null ? 'the first event' : formatDate(sequences.from);
  const until = asOf.date === null ? 'the day after the last event' : formatDate(asOf.date);
  const { cutoff } = sequences;
  const hasOutcome = sequences.outcome.kind !== 'none';
  if (cutoff.kind === 'before-outcome') {
    const before = cutoff.days === 0 ? 'right' : formatPlural(cutoff.days, 'day', 'days');
    return `Journeys are observed from ${from} to ${before} before each person's own outcome, at the latest until ${until} (${asOf.timeZone}).`;
  }
  const usual = hasOutcome ? 'three quarters of the time' : until;
  const end = cutoff.date === null ? usual : formatDate(cutoff.date);
  const followed = hasOutcome ? `; the outcome is looked for from then until ${until}` : '';
  return `Journeys are observed from ${from} to ${end}${followed} (${asOf.timeZone}).`;
}

function sequencesSentence({ sequences: { maximumEvents, rareShare } }: JourneysSettings): string {
  return `Of every journey the latest ${formatPlural(maximumEvents, 'event', 'events')} are taken; kinds below ${formatNumber(rareShare * 100)} % of the events become "other".`;
}

const cells = { simple: 'simple recurrent', gru: 'GRU', lstm: 'LSTM' } as const;

function encoderSentence(settings: JourneysSettings): string {
  const { cell, hiddenSize, encodingSize, epochCount, patience } = settings.encoder;
  const kind = encoderOf(settings);
  if (kind === 'counts')
    return 'Journeys are compared by how often each kind and each pair of kinds happened.';
  const network = `A ${cells[cell]} network of ${hiddenSize} units squeezes each journey into ${encodingSize} numbers`;
  const aim =
    kind === 'outcome-network'
      ? 'learning to foretell the outcome, and is compared with counting on people held out'
      : 'learning to rebuild it';
  return `${network}, ${aim}; up to ${formatPlural(epochCount, 'epoch', 'epochs')}, fewer where ${patience} bring nothing.`;
}

function clusteringSentence({ clustering }: JourneysSettings): string {
  if (clustering.kind === 'k-means')
    return `k-means makes ${clustering.k ?? 5} segments; everybody is in one.`;
  const neighbours =
    clustering.minPts === null ? 'enough' : formatPlural(clustering.minPts, 'person', 'people');
  if (clustering.kind === 'dbscan') {
    const radius =
      clustering.eps === null
        ? 'a radius found at the knee of the distances'
        : `a radius of ${formatNumber(clustering.eps)}`;
    return `DBSCAN makes a segment where ${neighbours} lie within ${radius}; who lies alone is in none.`;
  }
  const size =
    clustering.minimumClusterSize === null
      ? '1 % of the people'
      : formatPlural(clustering.minimumClusterSize, 'person', 'people');
  return `HDBSCAN makes segments of at least ${size} where ${neighbours} lie close together; who lies alone is in none.`;
}

function trustSentence(settings: JourneysSettings): string {
  const { stabilitySeedCount: seeds } = settings.encoder;
  const map = settings.umap ? 'principal components and UMAP' : 'principal components';
  const again =
    encoderOf(settings) === 'counts' || seeds === 1
      ? ''
      : ` All is done again from ${formatPlural(seeds - 1, 'other seed', 'other seeds')}, to see whether the segments stay.`;
  return `People are drawn on maps by ${map}.${again}`;
}
