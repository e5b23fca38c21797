// What the window asks about one person of workflow States: of a draft, and of a run.
import path from 'node:path';
import type { EngineOutput, EngineParsedInput } from '#shared/calls/engine-calls';
import { PersonaeError } from '#shared/errors';
import type { StatesRecipe } from '#shared/recipe/states-recipe';
import { localTimeOf } from '../features/as-of.ts';
import { openIngested } from '../ingest/ingest.ts';
import type { IngestedTables } from '../ingest/ingested-tables.ts';
import { previewPanel as previewOf } from '../panel/preview-panel.ts';
import { rawEvents } from '../panel/raw-events.ts';
import { readArrays, readRun } from '../project/project-runs.ts';
import type { StoredArrays } from '../project/stored-arrays.ts';
import type { EngineSession } from '../session.ts';
import { eventsMapping } from '../workflows/events-mapping.ts';
import { readPerson, type PersonEvents } from '../workflows/states/read-person.ts';
import { recipeWithPath } from './recipe-paths.ts';

/** @throws PersonaeError data.not-read, person.missing, and what the settings are refused for */
export async function previewPanel(
  { recipe, person }: EngineParsedInput<'panel.preview'>,
  session: EngineSession,
): Promise<EngineOutput<'panel.preview'>> {
  const withPath = recipeWithPath(session.project, recipe);
  const tables = await openTables(withPath, session);
  if (!tables) {
    throw new PersonaeError({
      code: 'data.not-read',
      message: `${path.basename(withPath.source.file)} has not been read with these columns yet.`,
      hint: 'Check the quality of the data: that reads them.',
    });
  }
  try {
    return await previewOf(tables, withPath, person);
  } finally {
    tables.close();
  }
}

/** @throws PersonaeError run.missing, person.missing, call.invalid for a run of another workflow */
export async function readPersonStates(
  { runId, person }: EngineParsedInput<'person.read'>,
  session: EngineSession,
): Promise<EngineOutput<'person.read'>> {
  const { recipe, result } = readRun(session.project, runId);
  if (recipe.workflow !== 'states' || result.workflow !== 'states') {
    throw new PersonaeError({
      code: 'call.invalid',
      message: `A run of workflow ${recipe.workflow} has no states of persons.`,
    });
  }
  const columns = session.people.columns(runId);
  const run = { result, columns, arrays: arraysOf(runId, session) };
  return readPerson(run, recipe, person, () => eventsOf(recipe, person, session));
}

/** Of the run whose persons are looked at; they are the larger part of a run. */
const latest = new WeakMap<EngineSession, { runId: string; arrays: StoredArrays }>();

function arraysOf(runId: string, session: EngineSession): StoredArrays {
  const known = latest.get(session);
  if (known?.runId === runId) return known.arrays;
  const arrays = readArrays(session.project, runId);
  latest.set(session, { runId, arrays });
  return arrays;
}

async function eventsOf(
  recipe: StatesRecipe,
  person: string,
  session: EngineSession,
): Promise<PersonEvents> {
  try {
    const tables = await openTables(recipeWithPath(session.project, recipe), session);
    if (!tables)
      return without('The data are not in the working store any more; run again to see events.');
    try {
      const local = localTimeOf(tables, recipe.asOf.timeZone);
      return { events: await rawEvents(tables, person, local), eventsSentence: null };
    } finally {
      tables.close();
    }
  } catch (thrown) {
    if (!(thrown instanceof PersonaeError)) throw thrown;
    return without(`The events cannot be shown: ${thrown.message}`);
  }
}

function without(eventsSentence: string): PersonEvents {
  return { events: null, eventsSentence };
}

async function openTables(
  recipe: StatesRecipe,
  { store, environment }: EngineSession,
): Promise<IngestedTables | null> {
  return openIngested(recipe.source, await eventsMapping(recipe), store, environment);
}
