// Panels that exist already: a row is a person and period. What is wrong with one is said by column,
// person and row.
import { describe, expect, test } from 'vitest';
import { previewPanel } from '#engine/panel/preview-panel';
import { newPanelFeature } from '#shared/recipe/panel-features';
import { analysedFeatures } from '#engine/workflows/states/analysed-features';
import { csvRecipe, panelOf, rowsOf, tablesOf, type StatesParts } from './states-fixture.ts';

const panelParts: StatesParts = {
  mapping: { person: { column: 'who' }, time: { column: 'week', format: 'iso' } },
  states: { panel: { input: 'panel', minimumPeriods: 1 } },
};
const header = 'who,week,spend,active,name\n';
const of = (column: string) => ({ column, from: 'event' }) as const;
const chosen = (column: string, types: Record<string, 'boolean'> = {}): StatesParts => ({
  mapping: {
    person: { column: 'who' },
    time: { column: 'week', format: 'iso' },
    types,
  },
  states: {
    panel: { input: 'panel', minimumPeriods: 1 },
    features: [newPanelFeature('panel-value', of(column))],
  },
});

describe('a panel that exists already', () => {
  test('gives its columns of numbers and of yes and no; rows that are not there are missing', async () => {
    const text = `${header}a,2024-01-01,1.5,yes,x\na,2024-01-15,2.5,no,y\nb,2024-01-08,3.5,yes,z\n`;
    const recipe = csvRecipe(text, panelParts);
    const panel = await panelOf(recipe);
    expect(panel.features.map(({ feature }) => [feature.name, feature.emission])).toEqual([
      ['spend', 'gaussian'],
      ['active', 'bernoulli'],
    ]);
    expect(rowsOf(panel, 'a', recipe)).toEqual([
      ['2024-01-01', null, 1.5, 1],
      ['2024-01-08', null, null, null],
      ['2024-01-15', null, 2.5, 0],
    ]);
    // Nobody knows what a person did after the last row.
    expect(rowsOf(panel, 'b', recipe)).toHaveLength(1);
    const kinds = analysedFeatures(panel, 'mixed').map(({ kind }) => kind);
    expect(kinds).toEqual(['continuous', 'binary']);
  });

  test('refuses several rows of a person in a period, naming both', async () => {
    const recipe = csvRecipe(
      `${header}a,2024-01-01,1,1,x\nb,2024-01-01,1,1,x\nb,2024-01-03,2,1,x\n`,
      panelParts,
    );
    await expect(panelOf(recipe)).rejects.toMatchObject({
      code: 'data.duplicate-rows',
      message: expect.stringContaining('person b has 2 in the week of 2024-01-01') as string,
    });
  });

  test('refuses a date that cannot be read, naming the row', async () => {
    const recipe = csvRecipe(
      `${header}a,2024-01-01,1,1,x\na,2024-13-08,1,1,x\na,2024-01-15,1,1,x\n`,
      panelParts,
    );
    await expect(panelOf(recipe)).rejects.toMatchObject({
      code: 'time.unparsable',
      message: expect.stringContaining('row 2: 2024-13-08') as string,
    });
  });

  test('shows a person of a draft in the words of a panel, flags as flags', async () => {
    const text = `${header}a,2024-01-01,1.5,1,x\na,2024-01-08,2.5,0,x\n`;
    const parts = chosen('active');
    const active = newPanelFeature('panel-value', of('active'));
    const features = [{ ...active, emission: 'bernoulli' as const }];
    const recipe = csvRecipe(text, { ...parts, states: { ...parts.states, features } });
    const preview = await previewPanel(await tablesOf(recipe), recipe, 'a');
    expect(preview.columns.map(({ kind }) => kind)).toEqual(['binary']);
    expect(preview.remarks[0]).toBe('The rows begin with the week of the first row, 2024-01-01.');
  });

  test('refuses binary columns coded as text unless their type says what the words mean', async () => {
    const text = `${header}a,2024-01-01,1,yes,x\na,2024-01-08,1,no,x\n`;
    await expect(panelOf(csvRecipe(text, chosen('active')))).rejects.toMatchObject({
      code: 'column.type',
      message: 'The column active of the panel holds text in 2 rows: no, yes.',
      hint: expect.stringContaining('boolean') as string,
    });
    const recipe = csvRecipe(text, chosen('active', { active: 'boolean' }));
    expect(rowsOf(await panelOf(recipe), 'a', recipe).map((row) => row[2])).toEqual([1, 0]);
  });

  test('refuses a column without a value, a column of names, and one that is not there', async () => {
    const text = `${header}a,2024-01-01,,1,x\na,2024-01-08,,0,x\n`;
    await expect(panelOf(csvRecipe(text, chosen('spend')))).rejects.toMatchObject({
      code: 'data.all-missing',
      message: 'The column spend of the panel has no value in any row.',
    });
    await expect(panelOf(csvRecipe(text, chosen('name')))).rejects.toMatchObject({
      code: 'column.type',
    });
    await expect(panelOf(csvRecipe(text, chosen('town')))).rejects.toMatchObject({
      code: 'column.missing',
      message: 'There is no column town.',
    });
  });

  test('refuses cells that the chosen emission cannot give', async () => {
    const text = `${header}a,2024-01-01,1.5,1,x\na,2024-01-08,2,0,x\n`;
    const parts = chosen('spend');
    const recipe = csvRecipe(text, {
      ...parts,
      states: {
        ...parts.states,
        features: [{ ...newPanelFeature('panel-value', of('spend')), emission: 'poisson' }],
      },
    });
    const panel = await panelOf(recipe);
    expect(() => analysedFeatures(panel, 'mixed')).toThrow(/holds 1.5/);
    expect(analysedFeatures(panel, 'all-gaussian')[0]).toMatchObject({ emission: 'gaussian' });
  });
});

describe('features that do not fit', () => {
  const text = 'who,at,price\na,2024-01-01,1\na,2024-01-08,2\n';
  test.each([
    ['twice the same name', [newPanelFeature('events'), newPanelFeature('events')], 'Two features'],
    ['no column', [newPanelFeature('mean')], 'names no column'],
    [
      'a panel column of events',
      [newPanelFeature('panel-value', of('price'))],
      'the source holds events',
    ],
    [
      'a share as Bernoulli',
      [{ ...newPanelFeature('weekend-share'), emission: 'bernoulli' } as const],
      'is not binary',
    ],
    [
      'words among numbers',
      [newPanelFeature('any-of', of('price'), ['cheap'])],
      'looks for "cheap"',
    ],
  ])('%s', async (_what, features, message) => {
    const recipe = csvRecipe(text, { states: { panel: { minimumPeriods: 1 }, features } });
    await expect(panelOf(recipe)).rejects.toMatchObject({
      code: 'recipe.invalid',
      message: expect.stringContaining(message) as string,
    });
  });

  test('nobody with enough periods is an error that counts who was left out', async () => {
    const recipe = csvRecipe(text);
    await expect(panelOf(recipe)).rejects.toMatchObject({
      code: 'data.too-few-periods',
      message: expect.stringContaining('1 person: fewer than 4 weeks') as string,
    });
  });
});
