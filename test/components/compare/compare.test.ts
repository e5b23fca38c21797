// The comparison of two runs, and the words for their settings.
import { render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import App from '../../../src/renderer/App.svelte';
import { agreementInWords } from '../../../src/renderer/features/compare/agreement-words.ts';
import { differencesInWords } from '../../../src/renderer/features/compare/setting-words.ts';
import type { Comparison } from '../../../src/shared/results/comparison.ts';
import { settle } from '../support/fake-engine.ts';
import { emptyProject, makeProjectWindow } from '../support/fake-host.ts';
import { runSummary } from '../results/results-window.ts';

// Drawing is the charts' own test; here nothing draws.
vi.mock('../../../src/renderer/charts/load-plotly.ts', () => ({
  loadPlotly: () => Promise.resolve({ react: () => Promise.resolve(), purge: () => undefined }),
}));

const comparison: Comparison = {
  commonPersonCount: 30,
  onlyInFirst: 0,
  onlyInSecond: 2,
  adjustedRand: 0.5,
  counts: [
    [10, 5],
    [0, 15],
  ],
  firstSegments: [
    { id: 'a', name: 'Loyal', personCount: 15 },
    { id: 'b', name: 'Lost', personCount: 15 },
  ],
  secondSegments: [
    { id: 'c', name: 'Champions', personCount: 10 },
    { id: 'd', name: 'Others', personCount: 22 },
  ],
  differences: [
    { setting: 'model.kind', first: 'k-means', second: 'quintile-scores' },
    { setting: 'model.kMaximum', first: '10', second: 'not set' },
    { setting: 'source.file', first: 'f1', second: 'f2' },
  ],
};

describe('differences in words', () => {
  const file = (handle: string, fileName: string) => ({
    handle,
    fileName,
    sizeBytes: 1,
    available: true,
  });

  it('names settings as the wizard does, and files by their names', () => {
    const files = [file('f1', 'may.csv'), file('f2', 'june.csv')];
    expect(differencesInWords(comparison.differences, files)).toEqual([
      { setting: 'How segments are found', first: 'k-means', second: 'quintile scores' },
      { setting: 'Data', first: 'may.csv', second: 'june.csv' },
    ]);
  });

  it('keeps the settings of the model where both runs have the same one', () => {
    const [first] = differencesInWords([{ setting: 'model.k', first: '4', second: '5' }], []);
    expect(first).toEqual({ setting: 'Number of segments', first: '4', second: '5' });
  });

  it('says nothing stronger than the number', () => {
    const words = [0.95, 0.7, 0.3, 0].map(agreementInWords);
    expect(new Set(words).size).toBe(4);
    expect(words[0]).toContain('nearly the same');
  });
});

it('shows two runs by their titles, with who is in both', async () => {
  const runs = [runSummary('r1', 'May'), runSummary('r2', 'By rule')];
  const { app } = await makeProjectWindow(
    { ...emptyProject(), runs },
    { 'run.compare': () => comparison, 'run.read': () => Promise.reject(new Error('not asked')) },
  );
  app.navigation.compare('r1', 'r2');
  render(App, { app });
  await settle();
  expect(screen.getByRole('heading', { level: 2, name: agreementInWords(0.5) })).toBeTruthy();
  expect(screen.getByText(/30 people are in both runs; 0 only in the first, 2 only/)).toBeTruthy();
  const table = screen.getByRole('table');
  expect(table.textContent).toContain('May');
  expect(table.textContent).toContain('How segments are found');
});
