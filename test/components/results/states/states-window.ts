// A window with one finished run of States open, its numbers made by the result fixture.
import { render } from '@testing-library/svelte';
import App from '../../../../src/renderer/App.svelte';
import type { EngineOutput } from '../../../../src/shared/calls/engine-calls.ts';
import { statesRecipeSchema } from '../../../../src/shared/recipe/states-recipe.ts';
import { makePersonStates } from '../../../fixtures/person-states.ts';
import { makeStatesResult, type StatesFixtureOptions } from '../../../fixtures/states-result.ts';
import { settle, type EngineAnswers } from '../../support/fake-engine.ts';
import { emptyProject, makeProjectWindow } from '../../support/fake-host.ts';
import { runSummary } from '../results-window.ts';

/** At the overview of the run. */
export async function openStates(options: StatesFixtureOptions = {}, answers: EngineAnswers = {}) {
  const result = makeStatesResult(options);
  const summary = { ...runSummary('r1', 'Rides of 2023'), workflow: 'states' as const };
  const recipe = statesRecipeSchema.parse({
    version: 1,
    workflow: 'states',
    source: { kind: 'delimited', file: 'f1' },
    mapping: { person: { column: 'rider' }, time: { column: 'at', format: 'iso' } },
  });
  const run: EngineOutput<'run.read'> = { summary, result, recipe };
  const project = { ...emptyProject(), runs: [summary] };
  const window = await makeProjectWindow(project, {
    'run.read': () => run,
    'run.rename': () => ({ savedAt: '2026-05-21T10:00:00Z' }),
    'run.people': () => ({ total: 0, rows: [] }),
    'person.read': ({ person }) => makePersonStates(result, Number(person.slice(1))),
    ...answers,
  });
  render(App, { app: window.app });
  await settle();
  return { ...window, result };
}
