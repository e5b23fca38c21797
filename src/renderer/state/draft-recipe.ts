// From a draft to a recipe that can run, or to what is still missing for it.
import type { Draft } from '#shared/data/project';
import { recipeVersion } from '#shared/recipe/event-recipe';
import { measureFacts } from '#shared/recipe/panel-features';
import { recipeSchemas, type Recipe, type Workflow } from '#shared/recipe/recipe';
import type { StepName } from './places.ts';

export interface Missing {
  readonly step: StepName;
  /** What is to be decided, as a sentence. */
  readonly sentence: string;
}

/** Until the guide or a sample says otherwise, a draft asks who is valuable. */
export function workflowOf({ workflow }: Draft): Workflow {
  return workflow ?? 'rfe';
}

/** The recipe with every default filled in; null while something is missing. */
export function recipeOf(draft: Draft): Recipe | null {
  const workflow = workflowOf(draft);
  const schema = recipeSchemas[workflow];
  // The draft holds the choices of all workflows; a recipe those of one.
  const chosen = Object.entries(draft.recipe).filter(([name]) => Object.hasOwn(schema.shape, name));
  const recipe = schema.safeParse({
    ...Object.fromEntries(chosen),
    version: recipeVersion,
    workflow,
  });
  return recipe.success ? recipe.data : null;
}

/** What has to be decided before the recipe can run, in the order of the steps. */
export function missingOf(draft: Draft): Missing[] {
  const missing = missingByWorkflow[workflowOf(draft)](draft);
  if (!draft.recipe.source) missing.unshift({ step: 'data', sentence: 'No data is chosen yet.' });
  if (missing.length === 0 && !recipeOf(draft))
    missing.push({ step: 'settings', sentence: 'A setting is outside its range.' });
  return missing;
}

const missingByWorkflow: Readonly<Record<Workflow, (draft: Draft) => Missing[]>> = {
  rfe: (draft) => [...missingRoles(draft), ...missingMeasures(draft)],
  states: (draft) => [...missingRoles(draft), ...missingColumns(draft)],
  explain: missingLabel,
  journeys: (draft) => [...missingRoles(draft), ...missingKinds(draft)],
};

function missingRoles({ recipe: { mapping } }: Draft): Missing[] {
  const missing: Missing[] = [];
  if (!mapping?.person)
    missing.push({ step: 'roles', sentence: 'No column says which person a row belongs to.' });
  if (!mapping?.time)
    missing.push({ step: 'roles', sentence: 'No column says when a row happened.' });
  return missing;
}

/** Features of States that measure a column, but no column is named. */
function missingColumns({ recipe: { states } }: Draft): Missing[] {
  const open = (states?.features ?? []).filter(
    ({ measure, column }) => measureFacts[measure].needs !== 'nothing' && !column,
  );
  return open.map(({ label }) => ({ step: 'settings', sentence: `${label}: choose its column.` }));
}

/** Journeys compare what happened: somebody has to say which column that is. */
function missingKinds({ recipe: { mapping, journeys } }: Draft): Missing[] {
  if (journeys?.sequences.input === 'indicators') {
    if (journeys.sequences.indicators.length > 0) return [];
    return [{ step: 'roles', sentence: 'No 0/1 column says what an interaction was.' }];
  }
  if (mapping?.kind) return [];
  return [{ step: 'roles', sentence: 'No column says what kind of event a row is.' }];
}

function missingLabel({ recipe: { explain } }: Draft): Missing[] {
  const missing: Missing[] = [];
  if (!explain?.person)
    missing.push({ step: 'roles', sentence: 'No column says which person a row belongs to.' });
  if (!explain?.label)
    missing.push({ step: 'roles', sentence: 'No column or run says which segment is known.' });
  return missing;
}

function missingMeasures(draft: Draft): Missing[] {
  const { mapping } = draft.recipe;
  const measures: readonly [unknown, string][] = [
    [
      needsClick(draft) && !mapping?.click,
      'Clicks are counted, but no column says what a click is.',
    ],
    [needsOrder(draft) && !mapping?.order, 'Orders are counted, but no column holds the order.'],
    [needsAmount(draft) && !mapping?.amount, 'Amounts are summed, but no column holds an amount.'],
    [needsSession(draft) && !mapping?.session, 'Session ids are counted, but no column holds one.'],
  ];
  return measures
    .filter(([isMissing]) => Boolean(isMissing))
    .map(([, sentence]) => ({ step: 'roles', sentence }));
}

const needsClick = ({ recipe }: Draft) =>
  recipe.features?.frequency.measure === 'clicks' ||
  recipe.features?.recency.qualifying === 'click';
const needsOrder = ({ recipe }: Draft) => recipe.features?.frequency.measure === 'orders';
const needsAmount = ({ recipe }: Draft) => recipe.features?.engagement.measure === 'amount';
const needsSession = ({ recipe }: Draft) => recipe.features?.engagement.measure === 'session-ids';
