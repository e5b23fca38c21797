// The recipe in plain sentences, each tied to the step where it can be changed.
import type { Draft } from '#shared/data/project';
import type { RfeModelChoice } from '#shared/recipe/rfe-settings';
import type { QualityChoices } from '#shared/recipe/event-settings';
import { mappingRoles } from '#shared/recipe/mapping';
import { qualityChoicesSchema } from '#shared/recipe/event-settings';
import type { Source } from '#shared/recipe/source';
import { formatDate, formatNumber } from '../../../components/format.ts';
import type { RecipeSentence } from '../run/recipe-sentence.ts';
import { roleWords } from '../roles/role-words.ts';
import { columnOf, type DraftMapping } from '../state/mapping-edits.ts';
import { settingsOf, type Settings } from './edit-recipe.ts';

/** `fileName` is what the person calls the data. */
export function recipeSentences(draft: Draft, fileName: string): RecipeSentence[] {
  const { source, mapping, quality } = draft.recipe;
  const settings = settingsOf(draft);
  const sentences: RecipeSentence[] = [];
  if (source) sentences.push({ step: 'data', text: sourceSentence(source, fileName) });
  if (mapping?.person && mapping.time)
    sentences.push({ step: 'roles', text: rolesSentence(mapping) });
  sentences.push(
    { step: 'quality', text: qualitySentence(quality ?? qualityChoicesSchema.parse({})) },
    { step: 'settings', text: measureSentence(settings) },
    { step: 'settings', text: asOfSentence(settings) },
    { step: 'settings', text: transformSentence(settings) },
    { step: 'settings', text: modelSentence(settings.model) },
  );
  return sentences;
}

function sourceSentence(source: Source, fileName: string): string {
  if (source.kind !== 'sqlite') return `The rows come from ${fileName}.`;
  const rows = 'table' in source.from ? source.from.table : 'a query';
  const { detail } = source;
  const join = detail ? `, joined with ${detail.table} on ${detail.eventKey}` : '';
  return `The rows come from ${rows} in ${fileName}${join}.`;
}

/** "Person: UserID; time: SearchDate; click: IsClick." */
function rolesSentence(mapping: DraftMapping): string {
  const parts = mappingRoles.flatMap((role) => {
    const reference = columnOf(mapping, role);
    return reference ? [`${roleWords[role].label.toLowerCase()}: ${reference.column}`] : [];
  });
  const sentence = `${parts.join('; ')}.`;
  const kinds = mapping.kind?.qualifying ?? [];
  const only = kinds.length > 0 ? ` Of the kinds only ${list(kinds)} count.` : '';
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}${only}`;
}

function list(parts: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(parts);
}

function qualitySentence({ robots, duplicates, negativeAmounts, unreadableTimes }: QualityChoices) {
  const words = { 'leave-out': 'left out', cap: 'capped', keep: 'kept' } as const;
  const parts = [
    `People above the ${formatNumber(robots.percentile)}th percentile of events are ${words[robots.treatment]}`,
    `equal rows are ${duplicates === 'keep' ? 'kept' : 'counted once'}`,
    ...(negativeAmounts === 'drop' ? ['negative amounts are left out'] : []),
    unreadableTimes === 'drop'
      ? 'rows with an unreadable time are left out'
      : 'an unreadable time stops the run',
  ];
  return `${list(parts)}.`;
}

const frequencyWords = {
  clicks: 'clicks',
  events: 'events',
  'active-days': 'active days',
  orders: 'orders',
} as const;

function measureSentence({ features }: Settings): string {
  const { recency, frequency, engagement } = features;
  const third = {
    sessions: `number of sessions (a pause of ${formatNumber(engagement.gapMinutes)} minutes ends one)`,
    'session-ids': 'number of session ids',
    events: 'number of events',
    'active-days': 'number of active days',
    amount: 'sum of the amounts',
  }[engagement.measure];
  const since = recency.qualifying === 'click' ? 'click' : 'event';
  return `Measured are the days since the last ${since}, the number of ${frequencyWords[frequency.measure]} and the ${third}.`;
}

function asOfSentence({ asOf }: Settings): string {
  const day = asOf.date === null ? 'the day after the last event' : `${formatDate(asOf.date)}`;
  return `Days are counted back from ${day}, time zone ${asOf.timeZone}.`;
}

function transformSentence({ transform, zeroFrequencyApart }: Settings): string {
  const { log, winsorisePercentile } = transform;
  const parts = [
    ...(winsorisePercentile === null
      ? []
      : [`cut at the ${formatNumber(winsorisePercentile)}th percentile`]),
    ...(log ? ['taken as logarithms'] : []),
    'brought to a common scale',
  ];
  const apart = zeroFrequencyApart ? ' People without a click form a group of their own.' : '';
  return `Measures are ${list(parts)}.${apart}`;
}

function modelSentence(model: RfeModelChoice): string {
  if (model.kind === 'quintile-scores')
    return `People are ranked into ${model.bandCount} bands and named by the score rule.`;
  const way = model.kind === 'k-means' ? 'k-means' : 'a Gaussian mixture';
  const count =
    model.k === null
      ? `${model.kMinimum} to ${model.kMaximum} segments are tried and the number is chosen from the data`
      : `${model.k} segments are looked for`;
  return `By ${way}, with ${model.restartCount} restarts, ${count}.`;
}
