// The recipe in plain sentences, each tied to the step where it can be changed.
import type { Draft } from '#shared/data/project';
import type { RfeModelChoice } from '#shared/recipe/rfe-settings';
import { qualityChoicesSchema } from '#shared/recipe/event-settings';
import { formatNumber } from '../../../components/format.ts';
import type { RecipeSentence } from '../run/recipe-sentence.ts';
import {
  asOfSentence,
  list,
  qualitySentence,
  rolesSentence,
  sourceSentence,
} from '../run/shared-sentences.ts';
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

function transformSentence({ transform, zeroFrequencyApart, model }: Settings): string {
  const { log, winsorisePercentile } = transform;
  const parts = [
    ...(winsorisePercentile === null
      ? []
      : [`cut at the ${formatNumber(winsorisePercentile)}th percentile`]),
    ...(log ? ['taken as logarithms'] : []),
    'brought to a common scale',
  ];
  const apart = zeroFrequencyApart ? ' People without a click form a group of their own.' : '';
  if (model.kind === 'quintile-scores')
    return `Scores are made from the measures as counted; for the pictures these are ${list(parts)}.${apart}`;
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
