// Step 4 of Journeys: the window of observation, the encoder, the clustering, folded settings.
import { fireEvent, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { journeysChoices } from '../../../../src/renderer/features/wizard/journeys/edit-journeys.ts';
import {
  settingsSentences,
  journeysSentences,
} from '../../../../src/renderer/features/wizard/journeys/recipe-sentences.ts';
import {
  windowDays,
  windowFault,
} from '../../../../src/renderer/features/wizard/journeys/window-days.ts';
import { draftSchema } from '../../../../src/shared/data/project.ts';
import { settle } from '../../support/fake-engine.ts';
import { cancelOutcome, logMapping, openJourneysStep, report } from './journeys-wizard.ts';

const radio = (name: string | RegExp) => screen.getByRole<HTMLInputElement>('radio', { name });
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const type = (name: string, value: string) => fireEvent.input(field(name), { target: { value } });
const choose = (name: string, value: string) =>
  fireEvent.change(field(name), { target: { value } });

const choicesOf = (journeys: object = {}) =>
  journeysChoices(draftSchema.parse({ workflow: 'journeys', recipe: { journeys } }));

describe('the days that matter', () => {
  it('leave the last quarter for the outcome, as the engine does', () => {
    expect(windowDays(report, choicesOf(cancelOutcome))).toEqual({
      first: '2023-01-01',
      last: '2023-12-26',
      from: '2023-01-01',
      cutoff: '2023-09-28',
      followedUntil: '2023-12-27',
    });
  });

  it('are all there is without an outcome, and nobody’s with cutoffs of their own', () => {
    expect(windowDays(report, choicesOf())?.cutoff).toBe('2023-12-27');
    const own = {
      sequences: { ...cancelOutcome.sequences, cutoff: { kind: 'before-outcome', days: 1 } },
    };
    expect(windowDays(report, choicesOf(own))?.cutoff).toBeNull();
    expect(windowDays(null, choicesOf())).toBeNull();
  });

  it('have to be in order', () => {
    const days = { first: '', last: '', from: '2023-03-01', followedUntil: '2023-12-27' };
    expect(windowFault({ ...days, cutoff: '2023-02-01' }, true)).toContain('after the first day');
    expect(windowFault({ ...days, cutoff: '2023-12-27' }, true)).toContain('no day is left');
    expect(windowFault({ ...days, cutoff: '2023-12-27' }, false)).toBeNull();
    expect(windowFault({ ...days, cutoff: null, from: '2024-01-01' }, true)).toContain('begins');
  });
});

describe('the cutoff', () => {
  it('is found from the data, chosen, or before each person’s outcome with a warning', async () => {
    const { app } = await openJourneysStep('settings', cancelOutcome);
    const cutoff = () => app.project.draft.recipe.journeys?.sequences.cutoff;
    expect(radio('On a day found from the data recommended').checked).toBe(true);
    await fireEvent.click(radio('On a day that I choose'));
    expect(screen.getByText('Choose a day.')).toBeTruthy();
    await choose('Cutoff', '2023-06-01');
    expect(cutoff()).toEqual({ kind: 'date', date: '2023-06-01' });
    await fireEvent.click(radio("Before each person's own outcome"));
    expect(screen.getByText(/Journeys then end at different times/)).toBeTruthy();
    await type('Days before the outcome', '14');
    expect(cutoff()).toEqual({ kind: 'before-outcome', days: 14 });
    await app.history.undo();
    await app.history.undo();
    expect(cutoff()).toEqual({ kind: 'date', date: '2023-06-01' });
  });

  it('of their own is not offered without an outcome', async () => {
    await openJourneysStep('settings');
    expect(screen.queryByRole('radio', { name: /own outcome/ })).toBeNull();
  });
});

describe('the encoder', () => {
  it('learns the outcome where there is one', async () => {
    const { app } = await openJourneysStep('settings', cancelOutcome);
    expect(radio(/^Network that learns the outcome/).checked).toBe(true);
    await fireEvent.click(radio(/^Counts/));
    expect(app.project.draft.recipe.journeys?.encoder.kind).toBe('counts');
    expect(screen.queryByLabelText('Cell of the network')).toBeNull();
    await fireEvent.click(radio(/^Network that learns the outcome/));
    // The usual way is no choice of its own: it follows the outcome.
    expect(app.project.draft.recipe.journeys?.encoder.kind).toBeNull();
  });

  it('rebuilds the journey where there is none, and the network cannot be chosen', async () => {
    await openJourneysStep('settings');
    expect(radio(/^Network that rebuilds/).checked).toBe(true);
    expect(radio(/^Network that learns the outcome/).disabled).toBe(true);
  });

  it('that lost its outcome is a fault here and on the rail', async () => {
    const { app } = await openJourneysStep('settings', { encoder: { kind: 'outcome-network' } });
    expect(app.steps.marks.settings.sentence).toBe(
      'The network learns from an outcome, and none is chosen.',
    );
  });
});

describe('the clustering', () => {
  it('has the numbers of each way; neighbours stay where both have them', async () => {
    const { app } = await openJourneysStep('settings');
    const clustering = () => app.project.draft.recipe.journeys?.clustering;
    await type('Neighbours that make a place dense', '25');
    await type('Radius (eps)', '0.5');
    expect(clustering()).toEqual({ kind: 'dbscan', minPts: 25, eps: 0.5 });
    await fireEvent.click(radio('HDBSCAN'));
    expect(clustering()).toEqual({ kind: 'hdbscan', minPts: 25, minimumClusterSize: null });
    await fireEvent.click(radio('k-means'));
    await type('Segments', '8');
    expect(clustering()).toEqual({ kind: 'k-means', k: 8 });
    await type('Segments', '1');
    expect(screen.getByText('The smallest value is 2.')).toBeTruthy();
    expect(clustering()).toEqual({ kind: 'k-means', k: 8 });
  });
});

describe('folded settings', () => {
  it('change training, journeys and trust', async () => {
    const { app } = await openJourneysStep('settings', cancelOutcome);
    const settings = () => app.project.draft.recipe.journeys!;
    await type('Most epochs', '20');
    await type('Longest journey', '100');
    await type('Rare kinds below', '1');
    await type('Seeds that are compared', '2');
    await fireEvent.click(field('Map by UMAP as well'));
    await type('Seed', '7');
    await settle();
    expect(settings().encoder).toMatchObject({ epochCount: 20, stabilitySeedCount: 2 });
    expect(settings().sequences).toMatchObject({ maximumEvents: 100, rareShare: 0.01 });
    expect(settings().umap).toBe(false);
    expect(app.project.draft.recipe.seed).toBe(7);
    expect(screen.getByText('2 seeds, without UMAP, seed 7')).toBeTruthy();
  });
});

describe('the recipe in sentences', () => {
  it('says everything that was chosen', () => {
    const draft = draftSchema.parse({
      workflow: 'journeys',
      recipe: {
        source: { kind: 'delimited', file: 'f' },
        mapping: logMapping,
        journeys: {
          sequences: { ...cancelOutcome.sequences, cutoff: { kind: 'date', date: '2023-06-01' } },
          clustering: { kind: 'dbscan', minPts: 25, eps: 0.5 },
          encoder: { stabilitySeedCount: 3 },
        },
      },
    });
    const texts = journeysSentences(draft, 'log.csv').map(({ text }) => text);
    const all = texts.join('\n');
    for (const part of [
      'log.csv',
      'kind of event: event',
      'The outcome is "cancel"; it is taken out',
      'to 1 Jun 2023; the outcome is looked for',
      'GRU network of 10 units',
      'where 25 people lie within a radius of 0.5',
      '2 other seeds',
    ])
      expect(all).toContain(part);
  });

  it.each([
    [{ sequences: { outcome: { kind: 'none' } } }, 'learning to rebuild it'],
    [{ encoder: { kind: 'counts' } }, 'how often each kind'],
    [{ clustering: { kind: 'k-means' } }, 'k-means makes 5 segments'],
    [{ clustering: { kind: 'hdbscan' } }, 'at least 1 % of the people'],
    [
      { sequences: { ...cancelOutcome.sequences, cutoff: { kind: 'before-outcome', days: 1 } } },
      '1 day before each person',
    ],
  ])('has words for %j', (journeys, words) => {
    expect(settingsSentences(choicesOf(journeys)).join('\n')).toContain(words);
  });
});

describe('the run step', () => {
  it('says what it takes, and draws the loss while it grows', async () => {
    const { app, engine } = await openJourneysStep('run', cancelOutcome);
    expect(screen.getByText(/one for the result, the others to see/)).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Run the segmentation' }));
    await settle();
    engine.emit('job.changed', {
      jobId: 'j1',
      kind: 'fit',
      title: 'Fit',
      state: 'running',
      queuedAt: '2026-01-01T00:00:00Z',
      progress: null,
    } as never);
    engine.emit('job.partial', {
      jobId: 'j1',
      partial: {
        workflow: 'journeys',
        personCount: 10,
        epochs: [{ epoch: 1, trainingLoss: 0.7, validationLoss: 0.6 }],
      },
    });
    await settle();
    await settle();
    expect(app.jobs.activeOf('fit')).toBeTruthy();
    expect(screen.getByRole('figure', { name: 'How the encoder learns' })).toBeTruthy();
  });
});
