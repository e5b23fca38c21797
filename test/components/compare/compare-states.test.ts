// Two runs of States side by side: what each came to, and their settings in words.
import { render, screen, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import App from '../../../src/renderer/App.svelte';
import {
  comparisonRows,
  emitsOtherwise,
} from '../../../src/renderer/features/compare/states/comparison-rows.ts';
import { differencesInWords } from '../../../src/renderer/features/compare/setting-words.ts';
import { statesRecipeSchema } from '../../../src/shared/recipe/states-recipe.ts';
import type { StatesResult } from '../../../src/shared/results/states-result.ts';
import { makeStatesResult } from '../../fixtures/states-result.ts';
import { settle } from '../support/fake-engine.ts';
import { emptyProject, makeProjectWindow } from '../support/fake-host.ts';
import { runSummary } from '../results/results-window.ts';

// Drawing is the charts' own test; here nothing draws.
vi.mock('../../../src/renderer/charts/load-plotly.ts', () => ({
  loadPlotly: () => Promise.resolve({ react: () => Promise.resolve(), purge: () => undefined }),
}));

const ours = makeStatesResult();
const notebook = asGaussian(makeStatesResult({ runaway: true }));

function asGaussian(result: StatesResult): StatesResult {
  const features = result.features.map((one) => ({ ...one, emission: 'gaussian' as const }));
  return { ...result, features };
}

function cellsOf(rows: ReturnType<typeof comparisonRows>, label: string): string[] {
  const row = rows.find((each) => each.label === label);
  return row ? [row.first, row.second] : [];
}

describe('what two runs came to', () => {
  const rows = comparisonRows(notebook, ours);

  it('is the number of states with what decided, and what every criterion alone would take', () => {
    const [, number] = cellsOf(rows, 'Number of states');
    expect(number).toBe('4, by people held out');
    const [, votes] = cellsOf(rows, 'By BIC, n = rows alone');
    const vote = ours.choice.votes.find(({ criterion }) => criterion === 'bic-rows');
    expect(votes).toContain(String(vote?.k));
    expect(votes?.includes('edge')).toBe(vote?.atEdge);
  });

  it('tells the runaway of the one and none of the other', () => {
    const [ran, none] = cellsOf(rows, 'Runaway of the likelihood');
    expect(ran).toMatch(/^\d+\.\d nats a row$/);
    expect(none).toBe('none');
  });

  it('has no votes where both numbers were set by hand', () => {
    const fixed = makeStatesResult({ fixedK: true });
    const labels = comparisonRows(fixed, fixed).map(({ label }) => label);
    expect(labels.some((label) => label.endsWith(' alone'))).toBe(false);
    expect(cellsOf(comparisonRows(fixed, fixed), 'Number of states')[0]).toContain('set by hand');
  });

  it('knows likelihoods of different kinds', () => {
    expect(emitsOtherwise(notebook, ours)).toBe(true);
    expect(emitsOtherwise(ours, makeStatesResult())).toBe(false);
  });
});

it('settings of States are told in words', () => {
  const differences = [
    { setting: 'states.model.emissions', first: 'all-gaussian', second: 'mixed' },
    { setting: 'states.model.k', first: '6', second: 'automatic' },
    { setting: 'states.panel.personSample', first: '100', second: 'automatic' },
    { setting: 'states.features.0.fill', first: 'zero', second: 'missing' },
  ];
  expect(differencesInWords(differences, [])).toEqual([
    {
      setting: 'What a column looks like within a state',
      first: 'all Gaussian',
      second: 'by its type',
    },
    { setting: 'Number of states', first: '6', second: 'found from the data' },
    { setting: 'A sample of people', first: '100', second: 'everybody' },
    { setting: 'Feature 1, without events', first: 'zero', second: 'missing' },
  ]);
});

it('stands below who is where, with a curve of each run', async () => {
  const recipe = statesRecipeSchema.parse({
    version: 1,
    workflow: 'states',
    source: { kind: 'delimited', file: 'f1' },
    mapping: { person: { column: 'rider' }, time: { column: 'at', format: 'iso' } },
  });
  const summaryOf = (id: string, title: string) => ({
    ...runSummary(id, title),
    workflow: 'states' as const,
  });
  const runs = [summaryOf('r1', 'As in the notebook'), summaryOf('r2', 'Ours')];
  const { app } = await makeProjectWindow(
    { ...emptyProject(), runs },
    {
      'run.compare': () => ({
        commonPersonCount: 30,
        onlyInFirst: 0,
        onlyInSecond: 0,
        adjustedRand: 0.5,
        counts: [[30]],
        firstSegments: [{ id: 'a', name: 'Dormant', personCount: 30 }],
        secondSegments: [{ id: 'a', name: 'Dormant', personCount: 30 }],
        differences: [],
      }),
      'run.read': ({ runId }) => ({
        summary: runs.find(({ id }) => id === runId) ?? runs[0]!,
        result: runId === 'r1' ? notebook : ours,
        recipe,
      }),
    },
  );
  app.navigation.compare('r1', 'r2');
  render(App, { app });
  await settle();
  await settle();
  const part = screen.getByRole('region', { name: 'What both runs came to' });
  expect(part.textContent).toContain('are of different kinds');
  expect(within(part).getByRole('columnheader', { name: 'As in the notebook' })).toBeTruthy();
  expect(within(part).getByRole('figure', { name: 'How many states: Ours' })).toBeTruthy();
});
