// The recipe of States in plain sentences, each tied to the step where it can be changed.
import type { Draft } from '#shared/data/project';
import { qualityChoicesSchema } from '#shared/recipe/event-settings';
import type { HiddenMarkovSettings, StatesSettings } from '#shared/recipe/states-settings';
import { formatNumber } from '../../../components/format.ts';
import {
  asOfSentence,
  list,
  qualitySentence,
  rolesSentence,
  sourceSentence,
} from '../run/shared-sentences.ts';
import type { RecipeSentence } from '../run/recipe-sentence.ts';
import { choicesOf, isAsInNotebook } from './edit-states.ts';
import { fillWords } from './feature-words.ts';
import { criterionWords } from './model-words.ts';

/** `fileName` is what the person calls the data. */
export function statesSentences(draft: Draft, fileName: string): RecipeSentence[] {
  const { source, mapping, quality } = draft.recipe;
  const { states, asOf, seed } = choicesOf(draft);
  const sentences: RecipeSentence[] = [];
  if (source) sentences.push({ step: 'data', text: sourceSentence(source, fileName) });
  if (mapping?.person && mapping.time)
    sentences.push(
      { step: 'roles', text: rolesSentence(mapping) },
      { step: 'roles', text: inputSentence(states) },
    );
  sentences.push(
    { step: 'quality', text: qualitySentence(quality ?? qualityChoicesSchema.parse({})) },
    { step: 'settings', text: panelSentence(states) },
    { step: 'settings', text: asOfSentence({ asOf }) },
    { step: 'settings', text: featureSentence(states) },
    { step: 'settings', text: modelSentence(states.model, seed) },
    { step: 'settings', text: forecastSentence(states) },
  );
  if (isAsInNotebook(states))
    sentences.push({ step: 'settings', text: 'These are the settings of the 2023 notebook.' });
  return sentences;
}

function inputSentence({ panel }: StatesSettings): string {
  return panel.input === 'panel'
    ? `A row is a person and a ${panel.period} already.`
    : 'A row is an event.';
}

function panelSentence({ panel }: StatesSettings): string {
  const { period, firstWeekday, gapCutoff, minimumPeriods, startsWith, personSample } = panel;
  const day = `${firstWeekday.charAt(0).toUpperCase()}${firstWeekday.slice(1)}`;
  const thing = panel.input === 'panel' ? 'row' : 'event';
  const begin = startsWith
    ? `first event with ${startsWith.column.column} ${list(startsWith.values, 'disjunction')}`
    : `first ${thing}`;
  const week = period === 'week' ? ` (from ${day})` : '';
  const sample =
    personSample === null ? '' : ` A sample of ${formatNumber(personSample)} people is drawn.`;
  return `Every ${period}${week} of a person is a row, from the ${begin} until ${formatNumber(gapCutoff)} ${period}s without one have passed; people with fewer than ${formatNumber(minimumPeriods)} rows are left out.${sample}`;
}

function featureSentence({ features, panel }: StatesSettings): string {
  if (features.length === 0)
    return panel.input === 'panel'
      ? 'Measured is every column of the panel that holds numbers.'
      : 'Measured are the ready-made features that the columns allow.';
  const parts = features.map(
    ({ label, fill }) => `${label} (${fillWords[fill].label.toLowerCase()})`,
  );
  return `Measured: ${list(parts)}; in brackets what stands in ${panel.period}s without events.`;
}

function modelSentence(model: HiddenMarkovSettings, seed: number): string {
  const emissions =
    model.emissions === 'mixed' ? 'each column modelled by its type' : 'every column Gaussian';
  const count =
    model.k === null
      ? `${model.kMinimum} to ${model.kMaximum} states are tried and the number is chosen by ${criterionWords[model.criterion].label.replace(' (recommended)', '').toLowerCase()}`
      : `${model.k} ${model.k === 1 ? 'state is' : 'states are'} looked for`;
  return `By a hidden Markov model, ${emissions}, ${model.covariance} covariance, ${model.restartCount} restarts, seed ${seed}: ${count}.`;
}

function forecastSentence({ horizon, panel }: StatesSettings): string {
  return `The states are carried on for ${horizon} ${panel.period}${horizon === 1 ? '' : 's'} ahead.`;
}
