// A window with one finished run open, its numbers made by the result fixture.
import { render } from '@testing-library/svelte';
import App from '../../../src/renderer/App.svelte';
import type { EngineOutput } from '../../../src/shared/calls/engine-calls.ts';
import type { RunSummary } from '../../../src/shared/data/project.ts';
import { rfeRecipeSchema } from '../../../src/shared/recipe/rfe-recipe.ts';
import { makeRfeResult, type RfeFixtureOptions } from '../../fixtures/rfe-result.ts';
import { settle, type EngineAnswers } from '../support/fake-engine.ts';
import { emptyProject, makeProjectWindow } from '../support/fake-host.ts';

export function runSummary(id: string, title: string): RunSummary {
  return {
    id,
    title,
    workflow: 'rfe',
    finishedAt: '2026-05-21T10:00:00Z',
    durationMs: 4200,
    headline: '',
    segmentCount: 4,
    personCount: 600,
    shares: [{ share: 1, colour: 0 }],
  };
}

/** At the overview of the run. */
export async function openResults(options: RfeFixtureOptions = {}, answers: EngineAnswers = {}) {
  const result = makeRfeResult(options);
  const summary = runSummary('r1', 'Riders in May');
  const recipe = rfeRecipeSchema.parse({
    version: 1,
    workflow: 'rfe',
    source: { kind: 'delimited', file: 'f1' },
    mapping: { person: { column: 'who' }, time: { column: 'when', format: 'iso' } },
  });
  const run: EngineOutput<'run.read'> = { summary, result, recipe };
  const project = { ...emptyProject(), runs: [summary] };
  const window = await makeProjectWindow(project, {
    'run.read': () => run,
    'run.rename': () => ({ savedAt: '2026-05-21T10:00:00Z' }),
    ...answers,
  });
  render(App, { app: window.app });
  await settle();
  return { ...window, result };
}
