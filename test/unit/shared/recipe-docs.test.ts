// Every example of docs/recipe.md is one that Personae takes.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseRecipe } from '#shared/recipe/recipe';
import { sourceSchema, type Source } from '#shared/recipe/source';

const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/recipe.md'), 'utf8');
const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].flatMap(([, block = '']) =>
  // Two sources may stand in one block, one a line.
  block.trim().startsWith('{ "kind"') && block.trim().includes('}\n{')
    ? block.trim().split('\n')
    : [block],
);
const parsed = examples.map((example) => JSON.parse(example) as Record<string, unknown>);

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
});
