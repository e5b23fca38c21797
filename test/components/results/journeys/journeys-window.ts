// A window with one finished run of journeys open, its numbers made by the result fixture.
import { render } from '@testing-library/svelte';
import App from '../../../../src/renderer/App.svelte';
import type { EngineOutput } from '../../../../src/shared/calls/engine-calls.ts';
import { draftSchema } from '../../../../src/shared/data/project.ts';
import { journeysRecipeSchema } from '../../../../src/shared/recipe/journeys-recipe.ts';
import {
  makeJourneysResult,
  type JourneysFixtureOptions,
} from '../../../fixtures/journeys-result.ts';
import { settle, type EngineAnswers } from '../../support/fake-engine.ts';
import { emptyProject, makeProjectWindow } from '../../support/fake-host.ts';
import { runSummary } from '../results-window.ts';

/** At the overview of the run. */
export async function openJourneys(
  options: JourneysFixtureOptions = {},
  answers: EngineAnswers = {},
) {
  const result = makeJourneysResult(options);
  const summary = { ...runSummary('r1', 'Customers'), workflow: 'journeys' as const };
  const recipe = journeysRecipeSchema.parse({
    version: 1,
    workflow: 'journeys',
    source: { kind: 'delimited', file: 'f1' },
    mapping: {
      person: { column: 'who' },
      time: { column: 'when', format: 'iso' },
      kind: { column: 'what' },
    },
    journeys: { sequences: { outcome: { kind: 'events', kinds: ['cancel'] } } },
  });
  const run: EngineOutput<'run.read'> = { summary, result, recipe };
  const { source, mapping, journeys } = recipe;
  const draft = draftSchema.parse({ workflow: 'journeys', recipe: { source, mapping, journeys } });
  const project = { ...emptyProject(), draft, runs: [summary] };
  const window = await makeProjectWindow(project, {
    'run.read': () => run,
    'run.rename': () => ({ savedAt: '2026-05-21T10:00:00Z' }),
    'run.people': () => ({ total: 0, rows: [] }),
    'project.saveDraft': () => ({ savedAt: '2026-05-21T10:00:00Z' }),
    'job.start': () => ({ jobId: 'j1' }),
    ...answers,
  });
  render(App, { app: window.app });
  await settle();
  return { ...window, result };
}
