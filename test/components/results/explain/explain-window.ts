// A window with one finished run of workflow Explain open, its engine answered by the fixture.
import { render } from '@testing-library/svelte';
import App from '../../../../src/renderer/App.svelte';
import type { EngineOutput } from '../../../../src/shared/calls/engine-calls.ts';
import type { RunSummary } from '../../../../src/shared/data/project.ts';
import { explainRecipeSchema } from '../../../../src/shared/recipe/explain-recipe.ts';
import { explainInvented, whatIfInvented } from '../../../fixtures/explain/explain-person.ts';
import {
  explainPeople,
  makeExplainResult,
  type ExplainFixtureOptions,
} from '../../../fixtures/explain-result.ts';
import { settle, type EngineAnswers } from '../../support/fake-engine.ts';
import { emptyProject, makeProjectWindow } from '../../support/fake-host.ts';

const summary: RunSummary = {
  id: 'r1',
  title: 'Customers',
  workflow: 'explain',
  finishedAt: '2026-05-21T10:00:00Z',
  durationMs: 4200,
  headline: '',
  segmentCount: 3,
  personCount: 360,
  shares: [{ share: 1, colour: 0 }],
};

/** At the overview of the run. */
export async function openExplained(
  options: ExplainFixtureOptions = {},
  answers: EngineAnswers = {},
) {
  const result = makeExplainResult(options);
  const people = explainPeople(options);
  const recipe = explainRecipeSchema.parse({
    version: 1,
    workflow: 'explain',
    source: { kind: 'delimited', file: 'f1' },
    explain: { person: 'id', label: { kind: 'column', column: 'segment' } },
  });
  const run: EngineOutput<'run.read'> = { summary, result, recipe };
  const project = { ...emptyProject(), runs: [summary] };
  const window = await makeProjectWindow(project, {
    'run.read': () => run,
    'run.rename': () => ({ savedAt: '2026-05-21T10:00:00Z' }),
    'run.people': ({ search }) => {
      const rows = people
        .filter(({ person }) => person.includes(search))
        .map(({ person, predicted }) => ({ person, segment: predicted, numbers: {} }));
      return { total: rows.length, rows: rows.slice(0, 12) };
    },
    'person.explain': ({ person, classIndex }) => {
      const explained = explainInvented(people, person, classIndex);
      if (!explained) throw new Error(`nobody is called ${person}`);
      return explained;
    },
    'run.whatIf': ({ person, changes }) => whatIfInvented(people, result.features, person, changes),
    ...answers,
  });
  render(App, { app: window.app });
  await settle();
  return { ...window, result, people };
}
