// A recipe of workflow Explain in plain sentences, each tied to its step.
import type { Draft } from '#shared/data/project';
import { formatPlural } from '../../../components/format.ts';
import type { RecipeSentence } from '../run/recipe-sentence.ts';
import { choicesOf, type ExplainChoices } from './explain-choices.ts';

const modelWords = {
  logistic: 'Logistic regression',
  tree: 'The decision tree',
  forest: 'The random forest',
  boosting: 'Gradient boosting',
} as const;

function labelSentence({ label }: ExplainChoices): string {
  if (!label) return 'No segment is known yet.';
  if (label.kind === 'run') return 'The known segments are those of an earlier run.';
  const from = label.table === null ? '' : ` of ${label.table}`;
  return `The known segments stand in ${label.column}${from}.`;
}

function columnSentence({ columns }: ExplainChoices): string {
  if (columns.length === 0) return 'Every column that may be a feature is used as suggested.';
  const features = columns.filter(({ role }) => role === 'feature');
  return `${formatPlural(features.length, 'column is a feature', 'columns are features')}; ${formatPlural(columns.length - features.length, 'is ignored', 'are ignored')}.`;
}

export function explainSentences(draft: Draft, fileName: string): RecipeSentence[] {
  if (!draft.recipe.source) return [];
  const choices = choicesOf(draft);
  const { tables, person, foldCount, timeColumn, shap, lime, model } = choices;
  const sentences: (RecipeSentence | false)[] = [
    { step: 'data', text: `The main table comes from ${fileName}.` },
    tables.length > 0 && {
      step: 'data',
      text: `Joined to it: ${tables.map(({ name, identity }) => (identity === null ? name : `${name} by an identity map`)).join(', ')}.`,
    },
    {
      step: 'roles',
      text:
        person === null ? 'No column names the person yet.' : `A person is a value of ${person}.`,
    },
    { step: 'roles', text: labelSentence(choices) },
    { step: 'roles', text: columnSentence(choices) },
    {
      step: 'quality',
      text: choices.leaveOutLeaks
        ? 'Ids and columns that leak the label stay out of the models.'
        : 'Ids stay out of the models; columns that leak the label take part.',
    },
    {
      step: 'settings',
      text: `Five models are compared on ${foldCount} folds, ${timeColumn === null ? 'at random and stratified' : `forward in time by ${timeColumn}`}${choices.classWeights === 'balanced' ? ', with balanced class weights' : ''}.`,
    },
    {
      step: 'settings',
      text: `${model === null ? 'The best on people held out' : modelWords[model]} is explained: ${shap.mode} SHAP, LIME with ${lime.repeatCount} repeats, importance from ${choices.permutationRepeatCount} shuffles.`,
    },
  ];
  return sentences.filter((sentence) => sentence !== false);
}
