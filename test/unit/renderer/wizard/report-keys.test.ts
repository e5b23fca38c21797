// A report on the data is out of date as soon as something changes that it was made from, and only then.
import { describe, expect, it } from 'vitest';
import type { ExplainRecipe } from '../../../../src/shared/recipe/explain-recipe.ts';
import { parseRecipe, type RecipeOf } from '../../../../src/shared/recipe/recipe.ts';
import { joinKey } from '../../../../src/renderer/features/wizard/explain/join-key.ts';
import {
  qualityKey,
  type DatedRecipe,
} from '../../../../src/renderer/features/wizard/state/quality-key.ts';

const source = { kind: 'delimited', file: 'h1' };

function dated(workflow: DatedRecipe['workflow'], settings: object, parts: object = {}): string {
  const mapping = { person: { column: 'who' }, time: { column: 'at', format: 'iso' } };
  const named = workflow === 'rfe' ? settings : { [workflow]: settings };
  const json = { version: 1, workflow, source, mapping, ...named, ...parts };
  // The recipe is of the workflow that it names.
  return qualityKey(parseRecipe(json, 'test') as DatedRecipe);
}

const outcome = (column: string, values = ['yes']) => ({
  sequences: { outcome: { kind: 'column', column: { column }, values } },
});
const indicators = (...columns: string[]) => ({
  sequences: { input: 'indicators', indicators: columns.map((column) => ({ column })) },
});
const feature = (name: string, column: string) => ({
  name,
  label: name,
  measure: 'sum',
  column: { column },
  fill: 'zero',
  emission: 'gaussian',
});

describe('the quality check', () => {
  it.each([
    ['the outcome column', outcome('churned'), outcome('cancelled')],
    ['an outcome column where there was none', {}, outcome('churned')],
    ['the columns of interactions', indicators('opened'), indicators('opened', 'clicked')],
  ])('of journeys is made anew for another %s', (_what, before, after) => {
    expect(dated('journeys', after)).not.toBe(dated('journeys', before));
  });

  it.each([
    ['the values of the outcome', outcome('churned'), outcome('churned', ['yes', 'maybe'])],
    ['kinds as the outcome', {}, { sequences: { outcome: { kind: 'events', kinds: ['cancel'] } } }],
    ['the encoder', {}, { encoder: { cell: 'lstm' } }],
    [
      'columns that are not read',
      {},
      { sequences: { input: 'events', indicators: [{ column: 'opened' }] } },
    ],
  ])('of journeys stays for other choices: %s', (_what, before, after) => {
    expect(dated('journeys', after)).toBe(dated('journeys', before));
  });

  it('of states is made anew for other columns, not for another order of features', () => {
    const [price, tip] = [feature('price', 'price'), feature('tip', 'tip')];
    const both = dated('states', { features: [price, tip] });
    expect(dated('states', { features: [price] })).not.toBe(both);
    expect(dated('states', { features: [tip, price] })).toBe(both);
    const startsWith = { column: { column: 'status' }, values: ['completed'] };
    expect(dated('states', { features: [price, tip], panel: { startsWith } })).not.toBe(both);
    expect(dated('states', { features: [price, tip], panel: { input: 'panel' } })).not.toBe(both);
    expect(dated('states', { features: [price, tip], model: { k: 5 } })).toBe(both);
  });

  it('depends on source, roles, choices of rows and the as-of date, not on what robots become', () => {
    const before = dated('rfe', {});
    expect(dated('rfe', {}, { source: { ...source, file: 'h2' } })).not.toBe(before);
    expect(dated('rfe', {}, { quality: { duplicates: 'drop' } })).not.toBe(before);
    expect(dated('rfe', {}, { asOf: { date: '2020-01-01' } })).not.toBe(before);
    expect(dated('rfe', {}, { quality: { robots: { treatment: 'cap' } } })).toBe(before);
    expect(dated('rfe', {}, { seed: 7 })).toBe(before);
  });
});

describe('the join report', () => {
  const key = (explain: object, parts: object = {}): string => {
    const label = { kind: 'column', column: 'segment' };
    const settings = { person: 'id', label, ...explain };
    const json = { version: 1, workflow: 'explain', source, explain: settings, ...parts };
    return joinKey(parseRecipe(json, 'test') as RecipeOf<'explain'> satisfies ExplainRecipe);
  };

  it('is made anew for another label, other columns, another time or seed, not for another model', () => {
    const before = key({});
    expect(key({ label: { kind: 'column', column: 'status' } })).not.toBe(before);
    expect(key({ columns: [{ column: 'age', name: 'age' }] })).not.toBe(before);
    expect(key({ timeColumn: 'since' })).not.toBe(before);
    expect(key({ leaveOutLeaks: false })).not.toBe(before);
    expect(key({}, { seed: 7 })).not.toBe(before);
    expect(key({ model: 'forest', foldCount: 3 })).toBe(before);
  });
});
