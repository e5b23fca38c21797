// Events and panels of few lines, as recipes of workflow States.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { z } from 'zod';
import { ingest } from '#engine/ingest/ingest';
import { silentContext } from '#engine/jobs/job-context';
import { buildPanel, type BuiltPanel } from '#engine/panel/build-panel';
import { personRows } from '#engine/panel/preview-panel';
import { openWorkingStore } from '#engine/store/working-store';
import { eventsMapping } from '#engine/workflows/events-mapping';
import { statesRecipeSchema, type StatesRecipe } from '#shared/recipe/states-recipe';
import { readerThreadUrl, temporaryFolder } from '../ingest/ingest-fixture.ts';

export type StatesParts = Partial<
  Omit<z.input<typeof statesRecipeSchema>, 'version' | 'workflow' | 'source'>
>;

export const eventMapping: NonNullable<StatesParts['mapping']> = {
  person: { column: 'who' },
  time: { column: 'at', format: 'iso' },
};

/** Nobody is a robot in a file of few lines; with four lines nobody has four weeks. */
export function recipeFor(file: string, parts: StatesParts = {}): StatesRecipe {
  return statesRecipeSchema.parse({
    version: 1,
    workflow: 'states',
    source: { kind: 'delimited', file },
    mapping: eventMapping,
    quality: { robots: { treatment: 'keep' } },
    ...parts,
  });
}

export function csvRecipe(text: string, parts: StatesParts = {}): StatesRecipe {
  const file = join(temporaryFolder(), 'events.csv');
  writeFileSync(file, text);
  return recipeFor(file, parts);
}

/** The tables of the recipe, closed when the test has finished. */
export async function tablesOf(recipe: StatesRecipe) {
  const store = openWorkingStore(join(temporaryFolder(), 'store'));
  const options = { threadCount: 2, readerThreadUrl };
  const mapping = await eventsMapping(recipe);
  const tables = await ingest(recipe.source, mapping, store, silentContext(), options);
  onTestFinished(() => tables.close());
  return tables;
}

export async function panelOf(recipe: StatesRecipe): Promise<BuiltPanel> {
  return buildPanel(await tablesOf(recipe), recipe, silentContext());
}

/** The rows of a person: period, events, cells. */
export function rowsOf(panel: BuiltPanel, person: string, { states }: StatesRecipe) {
  const rows = personRows(panel, panel.persons.indexOf(person), states.panel);
  return rows.map(({ period, eventCount, cells }) => [period, eventCount, ...cells]);
}
