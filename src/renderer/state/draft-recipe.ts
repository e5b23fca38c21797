// From a draft to a recipe that can run, or to what is still missing for it.
import type { Draft } from '#shared/data/project';
import { recipeVersion, rfeRecipeSchema, type RfeRecipe } from '#shared/recipe/recipe';
import type { StepName } from './places.ts';

export interface Missing {
  readonly step: StepName;
  /** What is to be decided, as a sentence. */
  readonly sentence: string;
}

/** The recipe with every default filled in; null while something is missing. */
export function recipeOf(draft: Draft): RfeRecipe | null {
  const recipe = rfeRecipeSchema.safeParse({
    ...draft.recipe,
    version: recipeVersion,
    workflow: 'rfe',
  });
  return recipe.success ? recipe.data : null;
}

/** What has to be decided before the recipe can run, in the order of the steps. */
export function missingOf(draft: Draft): Missing[] {
  const { source, mapping } = draft.recipe;
  const missing: Missing[] = [];
  if (!source) missing.push({ step: 'data', sentence: 'No data is chosen yet.' });
  if (!mapping?.person)
    missing.push({ step: 'roles', sentence: 'No column says which person a row belongs to.' });
  if (!mapping?.time)
    missing.push({ step: 'roles', sentence: 'No column says when a row happened.' });
  const measures: readonly [unknown, string][] = [
    [
      needsClick(draft) && !mapping?.click,
      'Clicks are counted, but no column says what a click is.',
    ],
    [needsOrder(draft) && !mapping?.order, 'Orders are counted, but no column holds the order.'],
    [needsAmount(draft) && !mapping?.amount, 'Amounts are summed, but no column holds an amount.'],
    [needsSession(draft) && !mapping?.session, 'Session ids are counted, but no column holds one.'],
  ];
  for (const [isMissing, sentence] of measures)
    if (isMissing) missing.push({ step: 'roles', sentence });
  if (missing.length === 0 && !recipeOf(draft))
    missing.push({ step: 'settings', sentence: 'A setting is outside its range.' });
  return missing;
}

const needsClick = ({ recipe }: Draft) =>
  recipe.features?.frequency.measure === 'clicks' ||
  recipe.features?.recency.qualifying === 'click';
const needsOrder = ({ recipe }: Draft) => recipe.features?.frequency.measure === 'orders';
const needsAmount = ({ recipe }: Draft) => recipe.features?.engagement.measure === 'amount';
const needsSession = ({ recipe }: Draft) => recipe.features?.engagement.measure === 'session-ids';
