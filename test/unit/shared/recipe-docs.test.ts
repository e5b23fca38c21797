// docs/recipe.md against the schema: its examples are taken, its fields are there with the defaults it
// names, and no field is left out.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseRecipe, type Recipe, type Workflow } from '#shared/recipe/recipe';
import { sourceSchema, type Source } from '#shared/recipe/source';

const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/recipe.md'), 'utf8');
const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].flatMap(([, block = '']) =>
  // Two sources may stand in one block, one a line.
  block.trim().startsWith('{ "kind"') && block.trim().includes('}\n{')
    ? block.trim().split('\n')
    : [block],
);
const parsed = examples.map((example) => JSON.parse(example) as Record<string, unknown>);

const source = { kind: 'delimited', file: 'events.csv' };
const mapping = { person: { column: 'who' }, time: { column: 'when', format: 'iso' } };
const kindsOf = (...kinds: string[]) => kinds.map((kind) => ({ kind }));

/** Recipes that say as little as they may, one for every kind of model: all else is a default. */
const shortest: Record<Workflow, Recipe[]> = {
  rfe: kindsOf('k-means', 'gaussian-mixture', 'quintile-scores').map((model) =>
    complete({ workflow: 'rfe', mapping, model }),
  ),
  states: [complete({ workflow: 'states', mapping })],
  explain: [
    complete({
      workflow: 'explain',
      explain: { person: 'who', label: { kind: 'column', column: 'segment' } },
    }),
  ],
  journeys: kindsOf('dbscan', 'hdbscan', 'k-means').map((clustering) =>
    complete({ workflow: 'journeys', mapping, journeys: { clustering } }),
  ),
};

function complete(recipe: object): Recipe {
  return parseRecipe({ version: 1, source, ...recipe }, 'the shortest recipe');
}

/** What stands at a path of the first recipe that has it; undefined where none has. */
function defaultAt(recipes: readonly Recipe[], names: readonly string[]): unknown {
  const found = recipes.map((recipe) =>
    names.reduce<unknown>((value, name) => (value as Record<string, unknown>)?.[name], recipe),
  );
  return found.find((value) => value !== undefined);
}

interface DocumentedField {
  readonly names: readonly string[];
  /** As it stands on the page. */
  readonly told: string;
}

/** The rows of a chapter's table of fields; `a.b`, `c` are two neighbours. */
function fieldsOf(chapter: string, below: readonly string[]): DocumentedField[] {
  const start = page.indexOf(`## ${chapter}`);
  const table = /\| field[^\n]*\n\|[- |]*\n((?:\|[^\n]*\n)+)/.exec(page.slice(start))?.[1] ?? '';
  return table.split('\n').flatMap((row) => {
    const [, cell = '', told = ''] = row.split('|').map((text) => text.trim());
    const [first = '', ...others] = [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
    if (first === '') return [];
    const names = [...below, ...first.split('.')];
    const parts = others.length > 0 ? told.split(', ') : [told];
    return [names, ...others.map((other) => [...names.slice(0, -1), other])].map((each, i) => ({
      names: each,
      told: parts[i] ?? '',
    }));
  });
}

/** Names of all fields of a recipe, however deep. */
function namesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...namesIn(inner)]);
}

describe('docs/recipe.md', () => {
  it('has recipes and sources that are understood', () => {
    for (const example of parsed) {
      if ('version' in example) expect(() => parseRecipe(example, 'the page')).not.toThrow();
      else if ('kind' in example) expect(() => sourceSchema.parse(example)).not.toThrow();
    }
  });

  it('shows every kind of source', () => {
    const kinds = new Set(parsed.map((example) => example['kind']));
    const all: Source['kind'][] = ['sqlite', 'delimited', 'parquet', 'folder'];
    for (const kind of all) expect(kinds).toContain(kind);
  });

  it.each([
    ['Workflow RFE', 'rfe', []],
    ['Workflow States', 'states', ['states']],
    ['Workflow Journeys', 'journeys', ['journeys']],
  ] as const)(
    '%s: every field of the table has the default that is told',
    (chapter, workflow, below) => {
      const fields = fieldsOf(chapter, below);
      expect(fields.length).toBeGreaterThan(10);
      for (const { names, told } of fields) {
        const value = defaultAt(shortest[workflow], names);
        expect(value, names.join('.')).toBeDefined();
        // A word in code, a number or null; other words describe what nothing chosen means.
        const literal =
          /^`([^`{ ]+)`/.exec(told)?.[1] ??
          /^(-?[\d.]+(?:e-?\d+)?|null|true|false)/.exec(told)?.[1];
        if (literal !== undefined)
          expect(String(value), names.join('.')).toBe(String(valueOf(literal)));
      }
    },
  );

  it.each(Object.keys(shortest) as Workflow[])('names every field of %s', (workflow) => {
    const told = new Set(
      [...page.matchAll(/[`"]([\w.]+)[`"]/g)].flatMap(([, name = '']) => name.split('.')),
    );
    const missing = shortest[workflow].flatMap(namesIn).filter((name) => !told.has(name));
    expect([...new Set(missing)]).toEqual([]);
  });
});

/** Numbers as numbers, so that 1e-4 and 0.0001 are the same. */
function valueOf(literal: string): unknown {
  const number = Number(literal);
  return Number.isNaN(number) ? literal : number;
}
